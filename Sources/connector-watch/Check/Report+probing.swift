internal import Prober
internal import SystemdHost
internal import WatchCore

extension Report {
    /// Runs the checks, and shows the progress on a terminal.
    ///
    /// - Parameters:
    ///   - settings: the checks.
    ///   - selection: those to run.
    /// - Throws: A failure if this host cannot probe.
    init(probing settings: Settings, only selection: CheckSelection = CheckSelection())
        async throws(CommandFailure)
    {
        let began = HostClock.now()
        let seen = try await ProbeRun.standard().observe(settings, only: selection) { answered, all in
            Terminal.progress("\(answered) of \(all) checks have answered")
        }
        Terminal.progress("")
        self.init(
            of: seen, settings: settings, host: HostName.current(), time: began.date,
            duration: HostClock.now().uptime - began.uptime)
    }

    /// With the silences that are in force.
    func silenced(by options: ConfigurationOptions, _ settings: Settings) -> Report {
        var report = self
        report.silences = options.silences(settings).active(at: time)
        return report
    }

    /// With what the running daemon says of checks that flap, or `nil` if none runs.
    func flapping(by snapshot: Snapshot?) -> Report {
        var report = self
        report.flapping = snapshot?.alerts.filter { $0.event == .flapping } ?? []
        return report
    }

    /// - Returns: This report.
    /// - Throws: A failure if no checks were run.
    func orNothing() throws(CommandFailure) -> Report {
        guard !checks.isEmpty else { throw CommandFailure(leftOut) }
        return self
    }
}
