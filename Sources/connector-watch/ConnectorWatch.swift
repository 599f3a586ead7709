internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// The command line beside the daemon.
@main
struct ConnectorWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watch",
        abstract: "Check what a cloud application proxy connector needs, and show what is broken.",
        discussion: """
            EXAMPLES
              connector-watch setup                      find the connector's files
              connector-watch check                      check everything now
              connector-watch status                     show what the daemon knows
              connector-watch trust                      show the trust certificate
              connector-watch events --since yesterday   list the alerts
              connector-watch history                    show past incidents and availability
              connector-watch silence --for 2h --check 'port *' --reason 'firewall change'
              connector-watch report --html report.html  write it all on one page
              connector-watch fleet --directory /var/log/journal/remote
              connector-watch admin verify               ask whether your account may register a connector
              connector-watch explain 1041               explain an event number
              connector-watch diagnose install.log       find out why an installation failed
            """,
        subcommands: [
            SetupCommand.self, CheckCommand.self, StatusCommand.self, TrustCommand.self, SimulateCommand.self,
            FirewallRequestCommand.self, ReportCommand.self, ExplainCommand.self,
            EventsCommand.self, HistoryCommand.self, FleetCommand.self, MetricsCommand.self,
            DiagnoseCommand.self,
            SilenceCommand.self, NotifyCommand.self, AdminCommand.self,
            ConfigCommand.self,
        ])

    /// Runs the command; an unknown one is refused here, because the parser would take it for an argument.
    static func main() async {
        if let sentence = unknownCommand(CommandLine.arguments.dropFirst()) {
            Terminal.complain(sentence)
            exit(withError: ExitCode.validationFailure)
        }
        do {
            try await run(try parseAsRoot())
        } catch let refusal as CommandFailure {
            for line in refusal.lines { Terminal.complain(PlainText.escaped(line)) }
            exit(withError: ExitCode(CommandFailure.status))
        } catch  where !(error is ExitCode) && exitCode(for: error) == .failure {
            // Nothing was misused, so something could not be done.
            Terminal.complain(PlainText.escaped("\(error)"))
            exit(withError: ExitCode(CommandFailure.status))
        } catch {
            // The parser repeats the words that it does not understand.
            let text = fullMessage(for: error)
            let shown = PlainText.escapedLines(text)
            if shown == text { exit(withError: error) }
            Terminal.complain(shown)
            exit(withError: exitCode(for: error))
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

    /// - Returns: A sentence about the first word that should be a command and is unknown, or `nil` if there is none.
    static func unknownCommand(_ words: some Collection<String>) -> String? {
        var (subcommands, path): ([any ParsableCommand.Type], String) = (
            configuration.subcommands, "connector-watch"
        )
        for word in words {
            // The parser knows these: --help, and completions.
            guard !word.hasPrefix("-"), word != "help" else { return nil }
            guard let command = subcommands.first(where: { $0.configuration.commandName == word }) else {
                let names = subcommands.compactMap { $0.configuration.commandName }
                let meant = EditDistance.nearest(to: word, among: names)
                let hint =
                    meant.map { "did you mean \"\($0)\"?" }
                    ?? "the commands are \(names.joined(separator: ", ")); see \"\(path) --help\"."
                return "Unknown command \"\(path) \(PlainText.escaped(String(word.prefix(100))))\"; \(hint)"
            }
            subcommands = command.configuration.subcommands
            path += " \(word)"
            if subcommands.isEmpty { return nil }
        }
        return nil
    }
}
