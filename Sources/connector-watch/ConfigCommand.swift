internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// `connector-watch config`: the configuration as written, and as it takes effect.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the configuration, or show the values in effect.",
        subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self])
}

/// Which configuration a command reads.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read this file, and the drop-ins in FILE.d, instead of the system's configuration.",
            valueName: "file"),
        completion: .file(extensions: ["conf"]))
    var config: String?

    var files: ConfigurationFiles { ConfigurationFiles(main: config) }
}

/// `connector-watch config check`: every problem of the configuration.
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show every problem of the configuration.",
        discussion:
            "Exits with 0 if the daemon would accept the configuration, and with 1 if it would refuse it.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let files = options.files
        let sources = files.read()
        let report = ProblemReport(fragments: sources.fragments, isColoured: Terminal.isColoured)
        switch sources.configuration() {
        case .success(let configuration):
            for warning in configuration.warnings { print(report.text(of: warning)) }
            print("\(target(sources, files)) is valid: \(summary(of: configuration.settings)).")
        case .failure(let problems):
            for problem in problems.kept { print(report.text(of: problem)) }
            if problems.omitted > 0 { print("and \(problems.omitted) more") }
            throw ExitCode(1)
        }
    }

    private func target(_ sources: ConfigurationSources, _ files: ConfigurationFiles) -> String {
        switch sources.fragments.count {
        case 0: "The default configuration (\(files.main) is missing or empty)"
        case 1: sources.fragments[0].path
        case let count: "The configuration in \(count) files"
        }
    }

    private func summary(of settings: Settings) -> String {
        let known = settings.checks(learnedTenant: nil).count
        let all = settings.names.count
        let later = all == known ? "" : ", and \(all - known) more once the tenant is known"
        return "\(known) check\(known == 1 ? "" : "s")\(later)"
    }
}
