internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// `connector-watch config`: the configuration, as it is written and as it takes effect.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Check the configuration, or show what takes effect.",
        subcommands: [ConfigCheckCommand.self, ConfigShowCommand.self])
}

/// Which configuration a command reads.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read this file and the drop-ins in the directory of its name with \".d\", instead of those in /etc.",
            valueName: "file"),
        completion: .file(extensions: ["conf"]))
    var config: String?

    var files: ConfigurationFiles { ConfigurationFiles(main: config) }
}

/// `connector-watch config check`: everything that is wrong, or that it is fine.
struct ConfigCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say everything that is wrong with the configuration.",
        discussion: "Exits 0 when the daemon would start with it, and 1 when it would refuse it.")

    @OptionGroup var options: ConfigurationOptions

    func run() throws {
        let files = options.files
        let sources = files.read()
        let report = ProblemReport(fragments: sources.fragments, isColoured: Terminal.isColoured)
        switch sources.configuration() {
        case .success(let configuration):
            for warning in configuration.warnings { print(report.text(of: warning)) }
            print("\(target(sources, files)) is fine: \(summary(of: configuration.settings)).")
        case .failure(let problems):
            for problem in problems.kept { print(report.text(of: problem)) }
            if problems.omitted > 0 { print("and \(problems.omitted) more") }
            throw ExitCode(1)
        }
    }

    private func target(_ sources: ConfigurationSources, _ files: ConfigurationFiles) -> String {
        switch sources.fragments.count {
        case 0: "The default configuration (\(files.main) is not there or empty)"
        case 1: sources.fragments[0].path
        case let count: "The configuration of \(count) files"
        }
    }

    private func summary(of settings: Settings) -> String {
        let known = settings.checks(learnedTenant: nil).count
        let all = settings.names.count
        let later = all == known ? "" : ", and \(all - known) more once the tenant is known"
        return "\(known) check\(known == 1 ? "" : "s")\(later)"
    }
}
