internal import Looker
internal import SystemdHost
internal import WatchCore

extension Report {
    /// One look from where this command runs; a terminal shows how far it has come.
    init(lookingAt settings: Settings, only selection: CheckSelection = CheckSelection())
        async throws(CouldNotLook)
    {
        let began = HostClock.now()
        let seen = try await FullLook.standard().observe(settings, only: selection) { answered, all in
            Terminal.progress("\(answered) of \(all) checks have answered")
        }
        Terminal.progress("")
        self.init(
            of: seen, settings: settings, host: HostName.current(), time: began.date,
            duration: HostClock.now().uptime - began.uptime)
    }

    /// Throws where there was nothing to look at.
    func orNothing() throws(CouldNotLook) -> Report {
        guard !checks.isEmpty else { throw CouldNotLook(leftOut) }
        return self
    }
}
