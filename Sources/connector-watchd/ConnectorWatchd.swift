internal import ArgumentParser
internal import Files
internal import Glibc
internal import Memory
internal import SystemdHost
internal import WatchCore

/// The daemon.
@main
struct ConnectorWatchd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connector-watchd",
        abstract:
            "Watch everything an application proxy connector needs, and report in the journal what broke.",
        version: version)

    @Option(
        help: ArgumentHelp(
            "Read this file, and the drop-ins in FILE.d, instead of the system's configuration.",
            valueName: "file"), completion: .file(extensions: ["conf"]))
    var config: String?

    /// sysexits(3): something in the configuration is wrong.
    private static let badConfiguration: Int32 = 78

    func run() async throws {
        Allocator.shareHeap()
        StandardDescriptors.fill()
        Descriptors.raiseLimit()
        guard Descriptors.limit >= Descriptors.fewest else {
            let sentence =
                "This process may have \(Descriptors.limit) descriptors (LimitNOFILE=), and needs at least"
            throw Self.refusal(["\(sentence) \(Descriptors.fewest)."])
        }
        guard let problems = try await Self.watch(ConfigurationLoader(main: config)) else { return }
        throw Self.refusal(problems)
    }

    /// Says why nothing is watched.
    private static func refusal(_ problems: [String]) -> ExitCode {
        var output = StandardErrorWriter()
        let now = HostClock.now().date
        for problem in problems { output.write(JournalEntry(priority: .error, message: problem), at: now) }
        return ExitCode(badConfiguration)
    }

    /// Runs until the daemon is asked to stop; at once what is wrong with a configuration that was rejected.
    private static func watch(_ configuration: ConfigurationLoader) async throws -> [String]? {
        var (daemon, problems) = try await begin(configuration)
        await daemon.run()
        return problems
    }

    /// The settings that were read first are the daemon's alone: nobody else holds on to them while it runs.
    private static func begin(_ configuration: ConfigurationLoader) async throws -> (Daemon, [String]?) {
        let reading = configuration.read()
        let environment = Environment()
        let memory = environment.stateDirectory.map { MemoryStore(directory: $0) }
        let earlier = await EarlierState(memory, in: environment.stateDirectory)
        let daemon = try Daemon(
            reading, configuration: configuration, environment: environment, memory: memory, earlier)
        if case .rejected(let problems) = reading { return (daemon, problems) }
        return (daemon, nil)
    }
}
