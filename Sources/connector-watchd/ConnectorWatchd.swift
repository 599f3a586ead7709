internal import ArgumentParser
internal import Glibc
internal import SystemdHost
internal import WatchCore

/// The daemon.
@main
struct ConnectorWatchd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watchd",
        abstract:
            "Watches everything an application proxy connector needs and says in the journal what broke.",
        version: version)

    @Option(
        help: ArgumentHelp(
            "Read this file and the drop-ins in the directory of its name with \".d\", instead of those in /etc.",
            valueName: "file"), completion: .file(extensions: ["conf"]))
    var config: String?

    /// sysexits(3): something in the configuration is wrong.
    private static let badConfiguration: Int32 = 78

    func run() async throws {
        StandardDescriptors.fill()
        let configuration = ConfigurationLoader(main: config)
        let reading = configuration.read()
        var daemon = try Daemon(reading, configuration: configuration, environment: Environment())
        await daemon.run()
        guard case .rejected(let problems) = reading else { return }
        var output = StandardErrorWriter()
        for problem in problems { output.write(JournalEntry(priority: .error, message: problem)) }
        throw ExitCode(Self.badConfiguration)
    }
}
