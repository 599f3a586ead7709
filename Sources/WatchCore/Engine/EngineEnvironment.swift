/// What the engine is told once about where it runs.
package struct EngineEnvironment: Sendable {
    /// The main configuration file, as alerts about the configuration name it.
    package var configurationPath: String
    /// The files and directories whose change means "read the configuration again".
    package var configurationPaths: [String]
    /// Where the state is kept; `nil`: nowhere.
    package var statePath: String?
    /// Where the snapshot is kept; `nil`: nowhere.
    package var snapshotPath: String?
    /// How often the service manager wants a sign of life; `nil`: it does not.
    package var watchdog: Duration?
    /// Whether somebody watches standard error: every entry is printed there too.
    package var isForeground: Bool

    package init(
        configurationPath: String, configurationPaths: [String] = [], statePath: String? = nil,
        snapshotPath: String? = nil, watchdog: Duration? = nil, isForeground: Bool = false
    ) {
        self.configurationPath = configurationPath
        self.configurationPaths = configurationPaths
        self.statePath = statePath
        self.snapshotPath = snapshotPath
        self.watchdog = watchdog
        self.isForeground = isForeground
    }
}
