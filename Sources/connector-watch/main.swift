internal import ArgumentParser

/// The command line of connector-watch.
struct ConnectorWatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watch", abstract: "Watches what an application proxy connector needs.",
        subcommands: [EventsCommand.self])
}

ConnectorWatch.main()
