/// What the engine is told once about where it runs.
package struct EngineEnvironment: Sendable {
    /// The main configuration file, as alerts about the configuration name it.
    package var configurationPath: String
    /// The files and directories whose change means "read the configuration again".
    package var configurationPaths: [String]
    /// The file of silences, or `nil` for none.
    package var silencesPath: String?
    /// The files and directories whose change means "read the file of silences again".
    package var silencesPaths: [String]
    /// Where the state is kept, or `nil` for nowhere.
    package var statePath: String?
    /// Where the snapshot is kept, or `nil` for nowhere.
    package var snapshotPath: String?
    /// The journal namespace that the entries go to, or `nil` for the host's journal.
    package var journalNamespace: String?
    /// How often the service manager wants a sign of life, or `nil` if it does not.
    package var watchdog: Duration?
    /// Whether somebody watches standard error: every entry is printed there too.
    package var isForeground: Bool
    /// Of this boot of the host, or `nil` if it is not known.
    package var bootID: String?

    package init(
        configurationPath: String, configurationPaths: [String] = [], silencesPath: String? = nil,
        silencesPaths: [String] = [], statePath: String? = nil,
        snapshotPath: String? = nil, journalNamespace: String? = nil, watchdog: Duration? = nil,
        isForeground: Bool = false, bootID: String? = nil
    ) {
        self.configurationPath = configurationPath
        self.configurationPaths = configurationPaths
        self.silencesPath = silencesPath
        self.silencesPaths = silencesPaths
        self.statePath = statePath
        self.snapshotPath = snapshotPath
        self.journalNamespace = journalNamespace
        self.watchdog = watchdog
        self.isForeground = isForeground
        self.bootID = bootID
    }
}

/// The parts of the daemon that raise alerts of their own.
extension EngineEnvironment {
    var service: AlertSource { AlertSource(daemon: "service", target: configurationPath) }
    var configuration: AlertSource { AlertSource(daemon: "configuration", target: configurationPath) }
    var silences: AlertSource { AlertSource(daemon: "silences", target: silencesPath ?? "") }
    var journal: AlertSource { AlertSource(daemon: "journal", target: "/run/systemd/journal/socket") }
    var state: AlertSource { AlertSource(daemon: "state", target: statePath ?? "") }
    var snapshot: AlertSource { AlertSource(daemon: "snapshot", target: snapshotPath ?? "") }
    var descriptors: AlertSource { AlertSource(daemon: "descriptors", target: "LimitNOFILE") }
    /// The text file with metrics, which the settings name.
    func metrics(_ path: String) -> AlertSource { AlertSource(daemon: "metrics", target: path) }

    /// Those that are always there, and whose alerts may be active for a while.
    var lastingSources: [AlertSource] {
        [configuration, silences, journal, state, snapshot, descriptors]
    }
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
