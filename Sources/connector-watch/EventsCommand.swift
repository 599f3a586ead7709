internal import ArgumentParser
internal import FoundationEssentials
internal import Glibc
internal import SystemdHost
internal import WatchCore

/// `connector-watch events`: the alerts, read from the journal.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events", abstract: "Show the alerts in the journal.",
        usage: "connector-watch events [<options>]",
        discussion: """
            Each line has the time (UTC), event, state, check and message of an alert, and the host if the journal is not \
            this host's. What was sent twice is shown once.

            The JSON is one object on each line, with the keys time, event, priority, state, check, target, phase, \
            reason, incident, message, remedy, host and fields; what an alert does not have is null.

            All namespaces of the journal are read (LogNamespace= of the service). Exits with 3 if the journal shows \
            nothing of alerts that are active, and says why.
            """)

    /// Lines shown before following, like `journalctl --follow`.
    private static let linesBeforeFollowing = 10

    @Option(
        // Without this "-2h" would be taken for an option.
        parsing: .unconditional,
        help: ArgumentHelp(
            "Show alerts since this time: \"2026-11-23\", \"2026-11-23 19:27\", RFC 3339, \"today\", "
                + "\"yesterday\" or \"-2h\".", valueName: "time"),
        transform: TimeArgument.microseconds)
    var since: Int64?

    @Option(
        name: .customLong("event"),
        help: ArgumentHelp("Show only alerts with this event number; may be repeated.", valueName: "number"),
        completion: .list(AlertEvent.allCases.map { String($0.rawValue) }),
        transform: Self.event)
    var events: [AlertEvent] = []

    @Option(help: ArgumentHelp("Show only the last alerts, this many.", valueName: "number"))
    var lines: Int?

    @Flag(help: "Show all alerts before following.")
    var all = false

    @Flag(name: .shortAndLong, help: "Keep showing new alerts until interrupted.")
    var follow = false

    @Option(help: "The output format.")
    var format = Format.text

    @OptionGroup var journal: JournalOptions
    @OptionGroup var snapshot: SnapshotOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func validate() throws {
        if let lines, lines < 0 { throw ValidationError("\"--lines \(lines)\" must not be negative.") }
        if lines != nil, all { throw ValidationError("\"--lines\" and \"--all\" cannot be combined.") }
    }

    func run() throws {
        let reader = try journal.reader(events: Set(events))
        if follow { try reader.startWatching() }
        if let count = lines ?? (follow && !all && since == nil ? Self.linesBeforeFollowing : nil) {
            try reader.begin(last: count, since: since)
        } else {
            try reader.begin(since: since)
        }
        var output = EventOutput(format: format, namesHost: journal.place != nil)
        guard !follow else { return try follow(reader, &output) }
        _ = try output.write(from: reader)
        let remarks = remarks(on: output, reader)
        if remarks.isIncomplete { throw CommandFailure(remarks.sentences) }
        for sentence in remarks.sentences { Terminal.complain(sentence) }
    }

    /// What is to be said about the answer so far: why the journal cannot be read, or does not show what it should.
    private func remarks(
        on output: EventOutput, _ reader: JournalReader
    ) -> (isIncomplete: Bool, sentences: [String]) {
        // The files in a directory may be another host's.
        let known = journal.place == nil ? snapshot.current : nil
        let hint = JournalAccess.hint(directory: journal.place, namespace: known?.journalNamespace)
        if output.isEmpty, lines != 0,
            let gap = JournalGap(
                asked(known), since: since.map(PointInTime.date), hint: hint,
                begins: reader.begins.map(PointInTime.date))
        {
            return (true, gap.sentences)
        }
        let isUnreadable = output.isEmpty && lines != 0 && journal.place != nil && hint != nil
        return (isUnreadable, [hint].compactMap(\.self))
    }

    /// The active alerts of the events that were asked for.
    private func asked(_ snapshot: Snapshot?) -> [SnapshotAlert] {
        (snapshot?.alerts ?? []).filter { events.isEmpty || events.contains($0.event) }
    }

    private func follow(_ reader: JournalReader, _ output: inout EventOutput) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw ValidationError("Failed to create a pipe: \(String(cString: strerror(errno))).")
        }
        let end = ends[1]
        let signals = Signals([.interrupt, .terminate]) { @Sendable _ in _ = Glibc.write(end, "\n", 1) }
        defer { withExtendedLifetime(signals) {} }
        guard try output.write(from: reader) else { return }
        for sentence in remarks(on: output, reader).sentences { Terminal.complain(sentence) }
        repeat {
            guard try reader.wait(unless: ends[0], output: STDOUT_FILENO) == .more else { return }
        } while try output.write(from: reader)
    }

    private static func event(_ text: String) throws -> AlertEvent {
        guard let event = Int(text).flatMap(AlertEvent.init(rawValue:)) else {
            let known = AlertEvent.allCases.map { String($0.rawValue) }.joined(separator: " ")
            throw ValidationError("Unknown event \"\(PlainText.escaped(text))\"; the events are \(known).")
        }
        return event
    }
}

/// Writes alerts to standard output, in colour if wanted.
private struct EventOutput {
    let format: EventsCommand.Format
    /// Whether each line says which host it is of.
    let namesHost: Bool
    /// Whether nothing was written yet.
    private(set) var isEmpty = true

    init(format: EventsCommand.Format, namesHost: Bool) {
        self.format = format
        self.namesHost = namesHost
    }

    /// Writes what the reader has.
    ///
    /// - Returns: Whether there is still somebody who reads it.
    mutating func write(from reader: JournalReader) throws -> Bool {
        while let record = try reader.next() {
            isEmpty = false
            let line =
                switch format {
                case .text: record.line(inColor: Terminal.isColoured, namesHost: namesHost)
                case .json: try record.json()
                }
            guard try Terminal.put(line + "\n") else { return false }
        }
        return true
    }
}
