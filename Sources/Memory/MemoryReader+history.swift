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
    /// How long it stood, whatever the calendar did meanwhile, or `nil` while it stands, or if it is not known.
    package var lasted: Duration?

    /// How long it stood, or has stood by then.
    package func lasted(at date: Date) -> Duration {
        lasted ?? .seconds(max(0, (ended ?? date).timeIntervalSince(raised)))
    }
}

/// How a check fared on one day of the calendar, in UTC.
package struct CheckDay: Sendable, Equatable {
    package var begins: Date
    package var probes: Int
    /// Those without a finding of warning or worse.
    package var passed: Int
    /// Those that failed during a silence.
    package var silenced: Int
    /// The mean of those that went all the way down, or `nil` if none did, or it is not known.
    package var latencyMs: Double?
}

/// How a check fared over some days.
package struct CheckRecord: Sendable, Equatable {
    package var check: String
    /// Those in which it was probed; nothing is known of all others.
    package var hours: Int
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
            "\(Self.incidents) ORDER BY raised DESC, id", [.real(since?.timeIntervalSince1970 ?? 0)]
        ) {
            incidents.append(RememberedIncident($0))
        }
        return incidents
    }

    /// The latest incidents that stood at some time since then, those that stand first.
    package func latestIncidents(since: Date, atMost limit: Int) throws(MemoryError) -> [RememberedIncident] {
        var incidents: [RememberedIncident] = []
        try database.rows(
            "\(Self.incidents) ORDER BY ended IS NOT NULL, raised DESC, id LIMIT ?",
            [.real(since.timeIntervalSince1970), .number(Int64(limit))]
        ) { incidents.append(RememberedIncident($0)) }
        return incidents
    }

    /// How many incidents stood at some time since then.
    package func incidentCount(since: Date) throws(MemoryError) -> Int {
        Int(
            try database.number(
                "SELECT count(*) FROM incidents WHERE ended IS NULL OR ended >= ?",
                .real(since.timeIntervalSince1970)))
    }

    private static let incidents = """
        SELECT id, check_name, target, event, route, priority, phase, reason, message, raised, ended, seconds
        FROM incidents WHERE ended IS NULL OR ended >= ?
        """

    /// How each check fared on each day, from the day of one date to that of another, the oldest first.
    package func days(since: Date, at now: Date) throws(MemoryError) -> [String: [CheckDay]] {
        let (first, last) = (since.hour / 24, now.hour)
        var days: [String: [CheckDay]] = [:]
        try database.rows(
            """
            SELECT check_name, day, sum(probes), sum(passed), sum(silenced),
                sum(latency_ms * passed) / sum(iif(latency_ms IS NULL, NULL, passed))
            FROM (
                SELECT check_name, hour / 24 AS day, probes, passed, silenced, latency_ms FROM hours
                WHERE hour BETWEEN ?1 * 24 AND ?2
                UNION ALL
                SELECT check_name, day, probes, passed, silenced, latency_ms FROM days WHERE day BETWEEN ?1 AND ?2 / 24)
            GROUP BY check_name, day ORDER BY check_name, day
            """, [.number(first), .number(last)]
        ) {
            days[$0.text(0) ?? "", default: []].append(
                CheckDay(
                    begins: Date(timeIntervalSince1970: Double($0.number(1)) * 86_400),
                    probes: Int($0.number(2)), passed: Int($0.number(3)), silenced: Int($0.number(4)),
                    latencyMs: $0.isNull(5) ? nil : $0.real(5)))
        }
        return days
    }

    /// How each check fared from one hour up to another, as far as it is remembered.
    ///
    /// - Parameters:
    ///   - since: on the calendar; days that are remembered as a whole count from the first that begins then.
    ///   - now: on the calendar; what has a later date is of a calendar that was wrong.
    /// - Returns: the checks, by name.
    /// - Throws: Why they cannot be read.
    package func records(since: Date, at now: Date) throws(MemoryError) -> [CheckRecord] {
        let (first, last) = (since.hour, now.hour)
        var records: [CheckRecord] = []
        try database.rows(
            """
            SELECT check_name, sum(hours), sum(probes), sum(passed), sum(silenced) FROM (
                SELECT check_name, 1 AS hours, probes, passed, silenced FROM hours WHERE hour BETWEEN ?1 AND ?2
                UNION ALL
                SELECT check_name, hours, probes, passed, silenced FROM days WHERE day BETWEEN (?1 + 23) / 24 AND ?2 / 24)
            GROUP BY check_name ORDER BY check_name
            """, [.number(first), .number(last)]
        ) {
            records.append(
                CheckRecord(
                    check: $0.text(0) ?? "", hours: Int($0.number(1)), probes: Int($0.number(2)),
                    passed: Int($0.number(3)), silenced: Int($0.number(4))))
        }
        return records
    }
}

extension Date {
    /// The hour that it is in, counted from 1970.
    fileprivate var hour: Int64 { Int64((timeIntervalSince1970 / 3600).rounded(.down)) }
}

extension RememberedIncident {
    fileprivate init(_ row: borrowing Row) {
        self.init(
            id: row.text(0) ?? "", check: row.text(1) ?? "", target: row.text(2) ?? "",
            event: Int(row.number(3)), route: row.text(4), priority: Int(row.number(5)),
            phase: row.text(6) ?? "", reason: row.text(7), message: row.text(8) ?? "",
            raised: Date(timeIntervalSince1970: row.real(9)),
            ended: row.isNull(10) ? nil : Date(timeIntervalSince1970: row.real(10)),
            lasted: row.isNull(11) ? nil : .seconds(row.real(11)))
    }
}
