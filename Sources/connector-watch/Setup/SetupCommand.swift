internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch setup`: writes a first configuration, and shows the first report.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Find the connector's files, write the configuration, and run the checks.",
        usage: "connector-watch setup [<options>]",
        discussion: """
            Searches the usual places for TrustSettings.xml and the certificate stores, asks for what it cannot find, \
            validates the answers, and writes them to setup.conf, a drop-in of the configuration. The previous version of \
            that file is kept as setup.conf.old. Then it runs every check once, like "check".

            If there are several agents on the host, it takes all of them, or asks which. The first one becomes [Trust], \
            every other one [Trust NAME], named after its folder; --machine-store and --user-store apply to [Trust] only.

            Without a terminal, or with --yes, it asks nothing and takes what it finds. Exits with 0 if the drop-in was \
            written, whatever the checks say, with 1 if the configuration would have errors, and with 3 if something \
            could not be found or written.

            EXAMPLES
              connector-watch setup
              connector-watch setup --yes --proxy http://proxy.example:8080
              connector-watch setup --yes --grant-access
              connector-watch setup --dry-run
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "The connector's TrustSettings.xml; may be repeated for several agents.", valueName: "file"),
        completion: .file())
    var settingsFile: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where the certificate is while IsInUserStore is false; may be repeated.",
            valueName: "path"),
        completion: .directory)
    var machineStore: [String] = []

    @Option(
        help: ArgumentHelp(
            "Where the certificate is while IsInUserStore is true; may be repeated.",
            valueName: "path"),
        completion: .directory)
    var userStore: [String] = []

    @Option(help: ArgumentHelp("The outbound proxy, as http://HOST:PORT, or \"none\".", valueName: "url"))
    var proxy: String?

    @Option(
        help: ArgumentHelp("The name of this connector in alerts. Default: the host name.", valueName: "text")
    )
    var name: String?

    @Option(help: ArgumentHelp("The endpoints to watch: public, us-government or none.", valueName: "cloud"))
    var cloud: String?

    @Option(
        help: ArgumentHelp(
            "Search this directory for the files; may be repeated. Default: \(Discovery.standardRoots.joined(separator: " ")).",
            valueName: "directory"), completion: .directory)
    var search: [String] = []

    @Flag(help: "Ask nothing.")
    var yes = false

    @Flag(
        help:
            "Have read access to the stores granted again after each change of them (connector-watch-access.path), as .NET's need it."
    )
    var grantAccess = false

    @Flag(help: "Show what would be written, but write nothing.")
    var dryRun = false

    @Flag(help: "Do not run the checks at the end.")
    var noCheck = false

    func validate() throws {
        if let path = (settingsFile + machineStore + userStore).first(where: { !$0.hasPrefix("/") }) {
            throw ValidationError(
                "\"\(PlainText.escaped(path))\" is not an absolute path; it must begin with \"/\".")
        }
    }

    func run() async throws {
        let dialogue = Dialogue.isPossible && !yes ? Dialogue() : nil
        let answers = try await SetupInterview(dialogue: dialogue, options: given, search: search).answers()
        let draft = try SetupDraft(answers, files: options.files, at: HostClock.now().date)
        Terminal.say("\(draft.path):\n")
        show(draft.text)
        let grant = grantAccess ? AccessGrant(draft.settings) : nil
        for dropIn in grant?.dropIns ?? [] {
            Terminal.say("\(dropIn.path):\n")
            show(dropIn.text)
        }
        guard !dryRun else { return }
        if let dialogue, !dialogue.confirm("Write this?") {
            throw CommandFailure(["Nothing was written."])
        }
        try draft.write()
        Terminal.say("Wrote \(draft.path).")
        try grant?.install()
        if !noCheck { try await showReport(draft.settings) }
        let advice = SetupAdvice(answers: answers, isAccessGranted: grant != nil)
        for line in advice.lines { Terminal.say(line) }
    }

    /// A file that is to be written, indented.
    private func show(_ text: String) {
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            Terminal.say(line.isEmpty ? "" : "    \(PlainText.escaped(String(line)))")
        }
    }

    private var given: SetupInterview.Options {
        SetupInterview.Options(
            settingsFiles: settingsFile, machineStore: machineStore, userStore: userStore, proxy: proxy,
            name: name,
            cloud: cloud)
    }

    private func showReport(_ settings: Settings) async throws {
        Terminal.say("Running every check once:\n")
        let report = try await Report(probing: settings)
        let painter = Painter(isColoured: Terminal.isColoured)
        Terminal.say(ReportText(report: report, width: Terminal.width, painter: painter).text)
    }
}
