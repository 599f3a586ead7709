/// The parts of the daemon that raise alerts of their own.
extension EngineEnvironment {
    var service: AlertSource { AlertSource(daemon: "service", target: configurationPath) }
    var configuration: AlertSource { AlertSource(daemon: "configuration", target: configurationPath) }
    var journal: AlertSource { AlertSource(daemon: "journal", target: "/run/systemd/journal/socket") }
    var state: AlertSource { AlertSource(daemon: "state", target: statePath ?? "") }
    var snapshot: AlertSource { AlertSource(daemon: "snapshot", target: snapshotPath ?? "") }

    /// Those of them whose alerts may be active for a while.
    var lastingSources: [AlertSource] { [configuration, journal, state, snapshot] }
}

extension AlertSource {
    /// A part of the daemon, which says at once that it fails and that it works again.
    init(daemon name: String, target: String) {
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(60), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: .seconds(6 * 3600))
        self.init(name: CheckName(name), target: target, pace: pace)
    }
}
