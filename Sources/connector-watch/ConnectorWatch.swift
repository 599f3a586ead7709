internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// The command line beside the daemon.
@main
struct ConnectorWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watch",
        abstract: "See what a cloud application proxy connector needs, and what is broken.",
        discussion: """
            EXAMPLES
              connector-watch setup                      find the connector's files, and look for the first time
              connector-watch status                     how it stands, as the running daemon knows it
              connector-watch check                      look at everything now, and report
              connector-watch trust                      the certificate's life, and its next renewal
              connector-watch events --since yesterday   what was announced
              connector-watch report --html report.html  all of it on one page, to show and to mail
              connector-watch explain 1041               what a number means, and what to do
            """,
        subcommands: [
            SetupCommand.self, CheckCommand.self, StatusCommand.self, TrustCommand.self, SimulateCommand.self,
            FirewallRequestCommand.self, ReportCommand.self, ExplainCommand.self,
            EventsCommand.self, ConfigCommand.self,
        ])

    /// Runs the command that was given, or says which was probably meant, before the parser takes it for an argument.
    static func main() async {
        if let sentence = strayCommand(CommandLine.arguments.dropFirst()) {
            Terminal.complain(sentence)
            exit(withError: ExitCode.validationFailure)
        }
        do {
            try await run(try parseAsRoot())
        } catch let refusal as CommandFailure {
            for line in refusal.lines { Terminal.complain(line) }
            exit(withError: ExitCode(CommandFailure.status))
        } catch {
            exit(withError: error)
        }
    }

    private static func run(_ command: sending any ParsableCommand) async throws {
        var command = command
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }

    /// A sentence about the first word that should be a command and is none; `nil`: there is no such word.
    static func strayCommand(_ words: some Collection<String>) -> String? {
        var (subcommands, path): ([any ParsableCommand.Type], String) = (
            configuration.subcommands, "connector-watch"
        )
        for word in words {
            // The parser's own, such as --help, and what it completes.
            guard !word.hasPrefix("-"), word != "help" else { return nil }
            guard let command = subcommands.first(where: { $0.configuration.commandName == word }) else {
                let names = subcommands.compactMap { $0.configuration.commandName }
                let meant = EditDistance.nearest(to: word, among: names)
                let hint =
                    meant.map { "did you mean \"\($0)\"?" }
                    ?? "there are \(names.joined(separator: ", ")); \"\(path) --help\" says what they do."
                return
                    "There is no command \"\(PlainText.escaped(String(word.prefix(100))))\" of \(path); \(hint)"
            }
            subcommands = command.configuration.subcommands
            path += " \(word)"
            if subcommands.isEmpty { return nil }
        }
        return nil
    }
}
