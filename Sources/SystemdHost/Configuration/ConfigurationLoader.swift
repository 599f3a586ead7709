package import WatchCore

/// Reads the daemon's configuration as often as it is asked to.
package struct ConfigurationLoader: Sendable {
    private let files: ConfigurationFiles
    private let hostName: String

    /// Reads the file that the user named, or the usual files for `nil`.
    ///
    /// `hostName` is the connector's name where none is given, and `root` stands before the usual paths.
    package init(main: String?, root: String = "/", hostName: String = HostName.current()) {
        files = ConfigurationFiles(main: main, root: root)
        self.hostName = hostName
    }

    package var mainPath: String { files.main }
    /// The main file and the directories of drop-ins, there or not: where a change may come from.
    package var watchedPaths: [String] { files.watchedPaths }

    package func read() -> ConfigurationReading {
        switch files.read().configuration(hostName: hostName) {
        case .success(let configuration): .valid(configuration.settings)
        case .failure(let problems): .rejected(problems.lines)
        }
    }
}
