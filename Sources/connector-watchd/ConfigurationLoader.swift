internal import SystemdHost
internal import WatchCore

/// Reads the configuration files into settings, or into every problem they have.
struct ConfigurationLoader: Sendable {
    private let files: ConfigurationFiles

    /// `main`: the value of `--config`; `nil`: the installed file and its drop-ins.
    init(main: String?) {
        files = ConfigurationFiles(main: main)
    }

    var mainPath: String { files.main }
    var watchedPaths: [String] { files.watchedPaths }

    func read() -> ConfigurationReading {
        switch files.read().configuration() {
        case .success(let configuration): .valid(configuration.settings)
        case .failure(let problems): .rejected(problems.lines)
        }
    }
}
