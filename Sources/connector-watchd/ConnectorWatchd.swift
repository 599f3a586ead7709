internal import ArgumentParser
internal import Dispatch
internal import Files
internal import Glibc
internal import Memory
internal import SystemdHost
internal import WatchCore

/// The daemon.
@main
struct ConnectorWatchd: ParsableCommand {
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

    func run() throws {
        Allocator.shareHeap()
        StandardDescriptors.fill()
        Descriptors.raiseLimit()
        guard Descriptors.limit >= Descriptors.fewest else {
            let sentence =
                "This process may have \(Descriptors.limit) descriptors (LimitNOFILE=), and needs at least"
            throw Self.refusal(["\(sentence) \(Descriptors.fewest)."])
        }
        let configuration = ConfigurationLoader(main: config)
        Loop().start { @Sendable loop in
            do {
                try await Self.watch(configuration, on: loop)
                Self.exit()
            } catch {
                Self.exit(withError: error)
            }
        }
        dispatchMain()
    }

    /// Says why nothing is watched.
    private static func refusal(_ problems: [String]) -> ExitCode {
        var output = StandardErrorWriter()
        let now = HostClock.now().date
        for problem in problems { output.write(JournalEntry(priority: .error, message: problem), at: now) }
        return ExitCode(badConfiguration)
    }

    /// Runs until the daemon is asked to stop; at once to its end with a configuration that is rejected.
    private static func watch(_ configuration: ConfigurationLoader, on loop: isolated Loop) async throws {
        let environment = Environment()
        let memory = environment.stateDirectory.map { MemoryStore(directory: $0) }
        let problems = try begin(
            configuration, environment, memory, await EarlierState(memory, in: environment.stateDirectory),
            on: loop)
        await loop.waitForEnd()
        // It would wait for a disk that hangs; nothing is lost without it.
        if !loop.isCommitting { await memory?.close() }
        if let problems { throw refusal(problems) }
    }

    /// The settings that were read first are the daemon's alone: nobody else holds on to them while it runs.
    private static func begin(
        _ configuration: ConfigurationLoader, _ environment: Environment, _ memory: MemoryStore?,
        _ earlier: EarlierState, on loop: isolated Loop
    ) throws -> [String]? {
        let reading = configuration.read()
        loop.run(
            try Daemon(
                reading, configuration: configuration, environment: environment, memory: memory, earlier,
                on: loop))
        if case .rejected(let problems) = reading { return problems }
        return nil
    }
}
