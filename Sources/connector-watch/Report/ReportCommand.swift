internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch report`: everything on one page.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write one page that shows everything: how it stands, how it fared, what must be open.",
        discussion: """
            The page has the verdicts of a look with what was tried and what to do, the certificate's life, availability \
            and latency of each check over the last days, the incidents, and the firewall request, from one look, the \
            running daemon's snapshot and the journal. It is one file without scripts that loads nothing: it can be \
            mailed, printed, and read on a phone. What this user may not read is named on the page.

            Exits as "check" does: 0 fine, 1 with warnings, 2 when something fails, 3 when it could not look; with \
            --no-look as "status" does.

            EXAMPLES
              connector-watch report --html report.html
              connector-watch report --html - --no-look --since -2d | mail …
            """)

    @Option(
        help: ArgumentHelp(
            "Where the page goes: a file, which is replaced, or \"-\" for standard output.", valueName: "file"
        ),
        completion: .file(extensions: ["html"]))
    var html: String

    @Option(
        // Without this "-2d" would be taken for an option.
        parsing: .unconditional,
        help: ArgumentHelp(
            "How far back incidents and plots go, in the forms of \"connector-watch events --since\".",
            valueName: "time"))
    var since = "-7d"

    @Flag(
        name: .customLong("no-look"),
        help: "Open no connection and read no trust file: show what the daemon knows.")
    var noProbe = false

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var snapshot: SnapshotOptions
    @OptionGroup var state: StateOptions

    @Option(
        help: ArgumentHelp("Read the journal files in this directory.", valueName: "directory"),
        completion: .directory)
    var directory: String?

    func run() async throws {
        let now = HostClock.now().date
        let model = try await ReportModel(
            options, status: snapshot.path, state: state.directory, journal: directory, since: try since(now),
            isProbing: !noProbe, at: now)
        try write(ReportPage(model: model).html.document, about: model)
        throw ExitCode(model.verdict?.status ?? CommandFailure.status)
    }

    private func since(_ now: Date) throws -> Date {
        let point: Int64
        do {
            point = try PointInTime.microseconds(since, now: now)
        } catch {
            throw ValidationError(error.description)
        }
        let date = Date(timeIntervalSince1970: Double(point) / 1_000_000)
        guard date < now else { throw ValidationError("\"--since \(since)\" is not in the past.") }
        return date
    }

    private func write(_ page: String, about model: ReportModel) throws {
        guard html != "-" else {
            _ = try Terminal.put(page, orExit: CommandFailure.status)
            return
        }
        do throws(HostError) {
            try PlainFile.replace(html, with: Array(page.utf8))
        } catch {
            throw CommandFailure([error.description])
        }
        _ = try Terminal.put("\(PlainText.escaped(model.sentence)) See \"\(PlainText.escaped(html))\".\n")
    }
}
