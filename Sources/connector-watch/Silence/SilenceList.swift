internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// The silences that are in force or to come, and what is wrong with their file.
struct SilenceList {
    var path: String
    var silences: [SilenceOutlook]
    /// Each as `path:line:column: sentence`.
    var problems: [String]
    /// Whether the file could be read.
    var isRead: Bool

    init(_ options: ConfigurationOptions, at date: Date) {
        let file = options.silencesOnHost
        let reading = file.read()
        var sections: [SilenceSection] = []
        problems = reading.problems
        isRead = reading.entries != nil
        switch options.files.read().configuration() {
        case .success(let configuration): sections = configuration.settings.silences
        case .failure(let failure): problems += failure.lines
        }
        path = file.path
        silences = Silences(sections, entries: reading.entries ?? [], zone: reading.zone).outlook(at: date)
    }

    /// Prints it; throws the exit status where there are problems.
    func show(_ format: TrustCommand.Format) throws {
        switch format {
        case .text:
            for problem in problems { Terminal.complain(PlainText.escaped(problem)) }
            _ = try Terminal.put(text, orExit: CommandFailure.status)
        case .json: _ = try Terminal.put(JSONDocument.text(Document(self)), orExit: CommandFailure.status)
        }
        if !isRead { throw ExitCode(CommandFailure.status) }
        if !problems.isEmpty { throw ExitCode(1) }
    }

    private var text: String {
        guard !silences.isEmpty else { return "There are no silences.\n" }
        let painter = Painter(isColoured: Terminal.isColoured)
        let lines = silences.flatMap { silence in
            let state =
                silence.until.map { painter.paint("in force until \($0.rfc3339)", .yellow) }
                ?? silence.next.map { "begins \($0.rfc3339)" } ?? "never begins again"
            let events = silence.scope.events.map { String($0.rawValue) }.joined(separator: " ")
            let origin = silence.origin == .settings ? " (configuration)" : ""
            return [
                "\(painter.paint(silence.name, .bold))\(origin): \(state)",
                "  checks: \(silence.scope.checks.map(\.text).joined(separator: ", "))"
                    + (events.isEmpty ? "" : "; events: \(events)"),
                "  reason: \(PlainText.escaped(silence.reason))",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Document: Encodable {
        var file: String
        var silences: [Item]
        var problems: [String]

        struct Item: Encodable {
            var id: String
            var origin: String
            var active: Bool
            @OrNull var until: Date?
            @OrNull var next: Date?
            var checks: [String]
            var events: [AlertEvent]
            var reason: String
        }

        init(_ list: SilenceList) {
            file = list.path
            problems = list.problems
            silences = list.silences.map { silence in
                Item(
                    id: silence.name, origin: silence.origin == .settings ? "settings" : "file",
                    active: silence.until != nil, until: silence.until, next: silence.next,
                    checks: silence.scope.checks.map(\.text), events: silence.scope.events,
                    reason: silence.reason)
            }
        }
    }
}
