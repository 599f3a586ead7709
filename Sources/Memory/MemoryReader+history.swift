package import FoundationEssentials
internal import WatchCore

/// An incident as it is remembered.
package struct RememberedIncident: Sendable, Equatable {
    package var id: String
    package var check: String
    package var target: String
    package var event: Int
    /// `direct` or `proxy`, or `nil` if it is of neither.
    package var route: String?
    /// syslog's number of the most severe that was announced.
    package var priority: Int
    package var phase: String
    package var reason: String?
    /// What was found last.
    package var message: String
    package var raised: Date
    /// `nil` while it stands.
    package var ended: Date?
}

/// How a check fared over some days.
package struct CheckRecord: Sendable, Equatable {
    package var check: String
    package var probes: Int
    /// Those without a finding of warning or worse.
    package var passed: Int
    /// Those that failed during a silence.
    package var silenced: Int
}

extension MemoryReader {
    /// The incidents that stood at some time since then, the latest first.
    ///
    /// - Parameter since: on the calendar, or `nil` for all.
    /// - Returns: the incidents.
    /// - Throws: Why they cannot be read.
    package func incidents(since: Date?) throws(MemoryError) -> [RememberedIncident] {
        var incidents: [RememberedIncident] = []
        try database.rows(
            """
            SELECT id, check_name, target, event, route, priority, phase, reason, message, raised, ended
            FROM incidents WHERE ended IS NULL OR ended >= ? ORDER BY raised DESC, id
            """, [.real(since?.timeIntervalSince1970 ?? 0)]
        ) {
            incidents.append(RememberedIncident($0))
        }
        return incidents
    }

    /// How each check fared since the begin of an hour, as far as it is remembered.
    ///
    /// - Parameter since: on the calendar; days that are remembered as a whole count from the first that begins then.
    /// - Returns: the checks, by name.
    /// - Throws: Why they cannot be read.
    package func records(since: Date) throws(MemoryError) -> [CheckRecord] {
        let hour = Int64((since.timeIntervalSince1970 / 3600).rounded(.down))
        var records: [CheckRecord] = []
        try database.rows(
            """
            SELECT check_name, sum(probes), sum(passed), sum(silenced) FROM (
                SELECT check_name, probes, passed, silenced FROM hours WHERE hour >= ?1
                UNION ALL SELECT check_name, probes, passed, silenced FROM days WHERE day * 24 >= ?1)
            GROUP BY check_name ORDER BY check_name
            """, [.number(hour)]
        ) {
            records.append(
                CheckRecord(
                    check: $0.text(0) ?? "", probes: Int($0.number(1)), passed: Int($0.number(2)),
                    silenced: Int($0.number(3))))
        }
        return records
    }
}

extension RememberedIncident {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            id: row.text(0) ?? "", check: row.text(1) ?? "", target: row.text(2) ?? "",
            event: Int(row.number(3)), route: row.text(4), priority: Int(row.number(5)),
            phase: row.text(6) ?? "", reason: row.text(7), message: row.text(8) ?? "",
            raised: Date(timeIntervalSince1970: row.real(9)),
            ended: row.isNull(10) ? nil : Date(timeIntervalSince1970: row.real(10)))
    }
}
