internal import Glibc
internal import SystemdHost
internal import WatchCore

/// Reads the configuration files into settings, or into every problem they have.
struct ConfigurationLoader: Sendable {
    private let files: ConfigurationFiles

    /// `main`: the value of `--config`, or `nil` for the installed file and its drop-ins.
    init(main: String?) {
        // A relative path is looked up in the working directory, which is never changed.
        files = ConfigurationFiles(
            main: main.map { $0.hasPrefix("/") ? $0 : "\(Self.workingDirectory)/\($0)" })
    }

    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// The file of silences, beside the main file.
    var silences: SilencesOnHost { SilencesOnHost(path: files.silences) }
    var mainPath: String { files.main }
    var watchedPaths: [String] { files.watchedPaths }

    func read() -> ConfigurationReading {
        defer { Allocator.trim() }
        return switch files.read().configuration() {
        case .success(let configuration):
            .valid(configuration.settings, warnings: configuration.warnings.map(\.description))
        case .failure(let problems): .rejected(problems.lines)
        }
    }
}
