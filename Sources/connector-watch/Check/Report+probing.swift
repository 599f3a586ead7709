internal import Prober
internal import SystemdHost
internal import WatchCore

extension Report {
    /// One look from where this command runs; a terminal shows how far it has come.
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

    /// Throws where there was nothing to probe.
    func orNothing() throws(CommandFailure) -> Report {
        guard !checks.isEmpty else { throw CommandFailure(leftOut) }
        return self
    }
}
