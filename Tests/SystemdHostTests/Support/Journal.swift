import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

/// The real journald of the sandbox.
///
/// The suites in it run one after another: some of them stop journald or take its socket away.
@Suite(.serialized, .timeLimit(.minutes(2))) struct Journal {
    /// Sends `entry` and waits for what became of it.
    static func deliver(_ entry: JournalEntry, with writer: JournalWriter = JournalWriter()) async
        -> JournalDelivery
    {
        await answer { writer.send(entry, then: $0) }
    }

    /// An alert that is found again by its incident.
    static func alert(
        _ event: AlertEvent, incident: String, message: String = "An alert.", priority: Priority = .error,
        others: [JournalEntry.Field] = []
    ) -> JournalEntry {
        let fields: [(JournalField, String)] = [
            (.eventID, String(event.rawValue)), (.state, "raised"), (.incident, incident),
        ]
        return JournalEntry(
            priority: priority, message: message,
            others: fields.map { JournalEntry.Field($0.0.rawValue, $0.1) } + others)
    }

    /// Waits until journald has taken in all that was sent before.
    static func synchronize() async throws {
        try await Program.succeed("journalctl", "--sync")
    }

    /// What journalctl shows of an incident, the oldest first.
    static func entries(incident: String) async throws -> [[String: String]] {
        try await synchronize()
        let match = "CONNECTOR_INCIDENT=\(incident)"
        let program = try await Program.run("journalctl", "-o", "json", "--all", match)
        return try program.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (object ?? [:]).compactMapValues { $0 as? String }
        }
    }

    /// What the reader finds of an incident, the oldest first.
    static func records(incident: String, events: Set<AlertEvent> = []) async throws -> [AlertRecord] {
        try await synchronize()
        let reader = try JournalReader(events: events)
        try reader.begin(since: nil)
        var records: [AlertRecord] = []
        while let record = try reader.next() {
            if record.value(.incident) == incident { records.append(record) }
        }
        return records
    }

    /// The process id of the sandbox's journald.
    static func processID() throws -> pid_t {
        let file = try #require(ProcessInfo.processInfo.environment["JOURNALD_PIDFILE"])
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// Starts journald again and waits until it answers.
    static func start() async throws {
        try await Program.bash("exec \"$JOURNALD_START\"")
    }
}
