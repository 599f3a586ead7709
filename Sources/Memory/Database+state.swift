internal import FoundationEssentials
internal import WatchCore

/// The state in the tables.
extension Database {
    /// Whether a run has committed anything.
    func isWritten() throws(MemoryError) -> Bool { try number("SELECT count(*) FROM facts") > 0 }

    /// Reads all of it.
    ///
    /// - Parameter date: on the calendar, now: trends go on after the hours that have been by then.
    /// - Returns: the state, and how many rows could not be read.
    /// - Throws: Why it cannot.
    func state(at date: Date) throws(MemoryError) -> (SavedState, skipped: Int) {
        var (state, skipped) = (SavedState(), 0)
        try rows("SELECT facts FROM facts") {
            guard let facts = try? SavedFacts(decoding: $0.bytes(0)) else {
                skipped += 1
                return
            }
            state.facts = facts
        }
        try rows("SELECT state FROM checks ORDER BY name") {
            guard let check = try? SavedState.SavedCheck(decoding: $0.bytes(0)) else {
                skipped += 1
                return
            }
            state.checks.append(check)
        }
        let (trends, lost) = try trends(at: date)
        state.trends = trends
        skipped += lost
        try rows("SELECT id, entry FROM outbox ORDER BY number") {
            guard let id = $0.text(0), let entry = try? JournalEntry(decoding: $0.bytes(1)) else {
                skipped += 1
                return
            }
            state.waiting.append(WaitingNotification(id: id, entry: entry))
        }
        let waiting = try deliveries()
        state.deliveries = waiting.0
        return (state, skipped + waiting.skipped)
    }

    /// Writes a change; within a transaction.
    func apply(_ change: StateChange) throws(MemoryError) {
        if change.isWhole {
            for table in ["checks", "outbox", "deliveries"] { try execute("DELETE FROM \(table)") }
        }
        try execute(
            "INSERT OR REPLACE INTO facts VALUES (1, ?)", try json { try change.facts.encoded() })
        for name in change.forgotten {
            try execute("DELETE FROM checks WHERE name = ?", .text(name.text))
        }
        for check in change.checks {
            try execute(
                "INSERT OR REPLACE INTO checks VALUES (?, ?)", .text(check.name.text),
                try json { try check.encoded() })
        }
        for name in change.trendless { try rollUp(name) }
        for id in change.settled { try execute("DELETE FROM outbox WHERE id = ?", .text(id)) }
        for waiting in change.queued {
            try execute(
                "INSERT OR REPLACE INTO outbox (id, entry) VALUES (?, ?)", .text(waiting.id),
                try json { try waiting.entry.encoded() })
        }
        try apply(change.deliveries, settled: change.settledDeliveries)
        for incident in change.incidents { try note(incident) }
        if !change.hours.isEmpty { try take(change.hours) }
    }

    /// Ends all incidents, as nobody follows them any more; within a transaction.
    func endIncidents(at date: Date) throws(MemoryError) {
        try execute(
            "UPDATE incidents SET ended = ? WHERE ended IS NULL", .real(date.timeIntervalSince1970))
    }

    private func note(_ change: IncidentChange) throws(MemoryError) {
        let finding = change.finding
        try execute(
            """
            INSERT INTO incidents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET priority = excluded.priority, phase = excluded.phase,
                reason = excluded.reason, message = excluded.message, ended = excluded.ended,
                seconds = excluded.seconds
            """,
            .text(change.incident.id), .text(change.check.text), .text(change.target),
            .number(Int64(finding.event.rawValue)), Value(finding.route?.rawValue),
            .number(Int64(change.priority.rawValue)), .text(finding.phase.rawValue),
            Value(finding.reason?.rawValue), .text(finding.message),
            .real(change.incident.raisedAt.timeIntervalSince1970),
            change.endedAt.map { .real($0.timeIntervalSince1970) } ?? .null,
            change.lasted.map { .real($0 / .seconds(1)) } ?? .null)
    }

    private func json(_ encode: () throws -> [UInt8]) throws(MemoryError) -> Value {
        guard let bytes = try? encode() else {
            throw MemoryError(.unavailable, "The state cannot be written as JSON.")
        }
        return .text(String(decoding: bytes, as: UTF8.self))
    }
}
