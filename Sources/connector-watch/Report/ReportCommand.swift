internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch report`: everything on one page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write one HTML page that shows everything: state, history, and what must be open.",
        usage: "connector-watch report --html <file> [<options>]",
        discussion: """
            Runs every check once, and reads the running daemon's snapshot and memory, and the journal. The page shows \
            the results and what to do, the certificate's life, the availability and latency of each check over the last \
            days and over \(RememberedPart.days) days, the incidents, and the firewall request. It is one file without scripts that loads nothing, so it can be mailed, \
            printed, and read on a phone. It names what this user has no permission to read.

            Exits like "check": with 0 if all is well, 1 with warnings, 2 if something failed, and 3 if the checks could \
            not be run; with --no-look like "status".

            EXAMPLES
              connector-watch report --html report.html
              connector-watch report --html - --no-look --since -2d | mail …
            """)

    @Option(
        help: ArgumentHelp(
            "Write the page to this file, which is replaced, or to standard output if it is \"-\".",
            valueName: "file"
        ),
        completion: .file(extensions: ["html"]))
    var html: String

    @Option(
        // Without this "-2d" would be taken for an option.
        parsing: .unconditional,
        help: ArgumentHelp(
            "Show incidents and plots since this time, in the forms of \"connector-watch events --since\".",
            valueName: "time"))
    var since = "-7d"

    @Flag(
        name: .customLong("no-look"),
        help: "Open no connections and read no trust files: show what the daemon knows.")
    var noProbe = false

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var snapshot: SnapshotOptions
    @OptionGroup var state: StateOptions
    @OptionGroup var journal: JournalOptions

    func run() async throws {
        let now = HostClock.now().date
        let model = try await ReportModel(
            options, status: snapshot.path,
            // What this host remembers says nothing about another's journal.
            state: (state.directory, isShown: journal.place == nil || state.state != nil), journal: journal,
            since: try since(now), isProbing: !noProbe, at: now)
        try FilePage.write(await ReportPage(model: model).html.document, to: html, saying: model.sentence)
        throw ExitCode(model.verdict?.status ?? CommandFailure.status)
    }

    private func since(_ now: Date) throws -> Date {
        let point: Int64
        do {
            point = try PointInTime.microseconds(since, now: now)
        } catch {
            throw ValidationError(error.description)
        }
        let date = PointInTime.date(microseconds: point)
        guard date < now else { throw ValidationError("\"--since \(since)\" is not in the past.") }
        return date
    }
}
