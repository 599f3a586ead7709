internal import ArgumentParser

/// The command line beside the daemon.
@main
struct ConnectorWatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watch",
        abstract: "See what a cloud application proxy connector needs, and what is broken.",
        subcommands: [EventsCommand.self, ConfigCommand.self])
}
