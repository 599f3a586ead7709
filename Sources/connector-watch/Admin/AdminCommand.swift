internal import ArgumentParser

/// `connector-watch admin`: what concerns the administrator who installs a connector.
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Check the administrator account that registers a connector.",
        subcommands: [AdminVerifyCommand.self])
}
