internal import ArgumentParser

/// The command line beside the daemon.
@main
struct ConnectorWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watch",
        abstract: "See what a cloud application proxy connector needs, and what is broken.",
        subcommands: [
            CheckCommand.self, StatusCommand.self, TrustCommand.self, SimulateCommand.self,
            FirewallRequestCommand.self, ReportCommand.self,
            EventsCommand.self, ConfigCommand.self,
        ])
}
