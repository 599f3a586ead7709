internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch setup`: from nothing to the first report.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Find the connector's files, write them down, and show the first report.",
        discussion: """
            Looks for TrustSettings.xml and the certificate stores in the places where they are shared, mounted or \
            copied to, asks what it cannot know, checks the answers, and writes them to setup.conf, a drop-in beside \
            the configuration. What was in that file before is kept as setup.conf.old. At the end it looks once at \
            everything, as "check" does.

            Of several agents on one host it takes all, or asks which. The first is [Trust], each other one [Trust NAME], \
            named after its folder; --machine-store and --user-store are about [Trust] alone.

            Without a terminal, or with --yes, it asks nothing: what no option says is taken as found. Exits 0 when the \
            drop-in was written, whatever the report says, 1 when the configuration would have errors, and 3 when \
            something could not be found or written.

            EXAMPLES
              connector-watch setup
              connector-watch setup --yes --proxy http://proxy.example:8080
              connector-watch setup --dry-run
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "The connector's TrustSettings.xml; may be repeated, for several agents.", valueName: "file"),
        completion: .file())
    var settingsFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where the certificate lies while IsInUserStore is false; may be repeated. With several agents, of [Trust].",
            valueName: "path"),
        completion: .directory)
    var machineStore: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where it lies while IsInUserStore is true; may be repeated. With several agents, of [Trust].",
            valueName: "path"),
        completion: .directory)
    var userStore: [String] = []

    @Option(help: ArgumentHelp("The outbound proxy, as http://HOST:PORT, or \"none\".", valueName: "url"))
    var proxy: String?

    @Option(help: ArgumentHelp("How alerts name this connector. Default: the host name.", valueName: "text"))
    var name: String?

    @Option(help: ArgumentHelp("The endpoints to watch: public, us-government or none.", valueName: "cloud"))
    var cloud: String?

    @Option(
        help: ArgumentHelp(
            "Where to look for the files; may be repeated. Default: \(Discovery.standardRoots.joined(separator: " ")).",
            valueName: "directory"), completion: .directory)
    var search: [String] = []

    @Flag(help: "Ask nothing.")
    var yes = false

    @Flag(help: "Show what would be written, and write nothing.")
    var dryRun = false

    @Flag(help: "Do not look at anything at the end.")
    var noCheck = false

    func validate() throws {
        if let path = (settingsFile + machineStore + userStore).first(where: { !$0.hasPrefix("/") }) {
            throw ValidationError(
                "\"\(PlainText.escaped(path))\" is no whole path, which begins with a \"/\".")
        }
    }

    func run() async throws {
        let dialogue = Dialogue.isPossible && !yes ? Dialogue() : nil
        let answers = try await SetupInterview(dialogue: dialogue, options: given, search: search).answers()
        let draft = try SetupDraft(answers, files: options.files, at: HostClock.now().date)
        Terminal.say("\(draft.path):\n")
        for line in draft.text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.say(line.isEmpty ? "" : "    \(line)")
        }
        guard !dryRun else { return }
        if let dialogue, !dialogue.confirm("Write this?") {
            throw CommandFailure(["Nothing was written."])
        }
        try draft.write()
        Terminal.say("\(draft.path) is written.")
        if !noCheck { try await showReport(draft.settings) }
        for line in SetupAdvice(answers: answers).lines { Terminal.say(line) }
    }

    private var given: SetupInterview.Options {
        SetupInterview.Options(
            settingsFiles: settingsFile, machineStore: machineStore, userStore: userStore, proxy: proxy,
            name: name,
            cloud: cloud)
    }

    private func showReport(_ settings: Settings) async throws {
        Terminal.say("The first look:\n")
        let report = try await Report(probing: settings)
        let painter = Painter(isColoured: Terminal.isColoured)
        Terminal.say(ReportText(report: report, width: Terminal.width, painter: painter).text)
    }
}
