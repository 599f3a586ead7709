internal import FoundationEssentials
internal import WatchCore

/// How checks fared: hours, which are rolled up into days.
extension Database {
    /// Hours are kept for this many days, then only their days.
    static let daysOfHours: Int64 = 14

    /// Takes hours of checks, of which the last may go on.
    func take(_ hours: [Trend.Record]) throws(MemoryError) {
        for hour in hours {
            // A calendar that was turned back comes to the same hour again.
            try execute(
                """
                INSERT INTO hours VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET probes = excluded.probes, passed = excluded.passed,
                    silenced = excluded.silenced, latency_ms = excluded.latency_ms, timed = excluded.timed
                WHERE excluded.probes >= probes
                """, .number(hour.hour), .text(hour.check.text), .number(Int64(hour.probes)),
                .number(Int64(hour.passed)), .number(Int64(hour.silenced)),
                hour.latencyMs.map { .real($0) } ?? .null, .number(Int64(hour.timed)))
        }
        let latest = hours.map(\.hour).max() ?? 0
        try rollUp("hour < ?", .number((latest / 24 - Self.daysOfHours) * 24))
    }

    /// The hours of a check become days at once: they are another target's than those to come.
    func rollUp(_ check: CheckName) throws(MemoryError) {
        try rollUp("check_name = ?", .text(check.text))
    }

    /// Makes days, counted from 1970 in UTC, of the hours that a condition selects.
    private func rollUp(_ condition: StaticString, _ value: Value) throws(MemoryError) {
        try execute(
            """
            INSERT INTO days SELECT hour / 24, check_name, count(*), sum(probes), sum(passed), sum(silenced),
                sum(latency_ms * passed) / sum(iif(latency_ms IS NULL, NULL, passed))
            FROM hours WHERE \(condition) GROUP BY hour / 24, check_name
            ON CONFLICT DO UPDATE SET hours = hours + excluded.hours, probes = probes + excluded.probes,
                passed = passed + excluded.passed, silenced = silenced + excluded.silenced,
                latency_ms = coalesce((latency_ms + excluded.latency_ms) / 2, latency_ms, excluded.latency_ms)
            """, value)
        try execute("DELETE FROM hours WHERE \(condition)", value)
    }

    /// What has been by then of the hours that a trend goes on after, and how many checks' cannot be read.
    func trends(at date: Date) throws(MemoryError) -> (trends: [CheckName: Trend], skipped: Int) {
        let hour = Int64((date.timeIntervalSince1970 / 3600).rounded(.down))
        var records: [CheckName: [Trend.Record]] = [:]
        try rows(
            """
            SELECT check_name, hour, probes, passed, silenced, latency_ms, timed FROM hours
            WHERE hour > ? AND hour <= ? ORDER BY hour
            """, [.number(hour - Int64(Trend.limit)), .number(hour)]
        ) {
            let name = CheckName($0.text(0) ?? "")
            records[name, default: []].append(
                Trend.Record(
                    check: name, hour: $0.number(1), probes: Int($0.number(2)), passed: Int($0.number(3)),
                    silenced: Int($0.number(4)), latencyMs: $0.isNull(5) ? nil : $0.real(5),
                    timed: Int($0.number(6))))
        }
        let trends = records.compactMapValues { Trend($0) }
        return (trends, records.count - trends.count)
    }
}

/// What grows old.
extension Database {
    /// What is dropped at once when there is too much, as a share of what is old.
    private static let share = 10

    /// Drops what is older than is to be kept: by the calendar, and by the days that are remembered, as a calendar that is
    /// wrong for an hour must not make everything old.
    func forget(olderThan days: Int64, at date: Date) throws(MemoryError) {
        let (counted, oldest) = try latest(days)
        guard counted == days else { return }
        let day = min(Int64(date.timeIntervalSince1970) / 86_400 - days, oldest)
        try execute("DELETE FROM incidents WHERE ended < ?", .real(Double(day) * 86_400))
        try execute("DELETE FROM days WHERE day < ?", .number(day))
        try execute("PRAGMA incremental_vacuum")
    }

    /// How many of the latest days are remembered, up to a limit, and the first of them.
    private func latest(_ limit: Int64) throws(MemoryError) -> (count: Int64, first: Int64) {
        var found: (Int64, Int64) = (0, 0)
        try rows(
            """
            SELECT count(*), min(day) FROM
                (SELECT day FROM days UNION SELECT hour / 24 FROM hours ORDER BY 1 DESC LIMIT ?)
            """, [.number(limit)]
        ) { found = ($0.number(0), $0.number(1)) }
        return found
    }

    /// Drops the oldest incidents that are over, and the oldest days, until all fits.
    ///
    /// - Parameter limit: in bytes.
    /// - Returns: how many incidents and days went.
    /// - Throws: Why it could not.
    func shrink(to limit: Int) throws(MemoryError) -> (incidents: Int, days: Int) {
        var gone = (incidents: 0, days: 0)
        while try size() > Int64(limit) {
            let (incidents, days) = try dropShare()
            guard incidents + days > 0 else { break }
            gone = (gone.incidents + incidents, gone.days + days)
            try execute("PRAGMA incremental_vacuum")
        }
        return gone
    }

    private func size() throws(MemoryError) -> Int64 {
        try number("PRAGMA page_count") * number("PRAGMA page_size")
    }

    private func dropShare() throws(MemoryError) -> (incidents: Int, days: Int) {
        func share(_ sql: String) throws(MemoryError) -> Value {
            let count = try number(sql)
            return .number((count + Int64(Self.share) - 1) / Int64(Self.share))
        }
        let incidents = try execute(
            """
            DELETE FROM incidents WHERE id IN
                (SELECT id FROM incidents WHERE ended IS NOT NULL ORDER BY ended LIMIT ?)
            """, share("SELECT count(*) FROM incidents WHERE ended IS NOT NULL"))
        let days = try execute(
            "DELETE FROM days WHERE (day, check_name) IN (SELECT day, check_name FROM days ORDER BY day LIMIT ?)",
            share("SELECT count(*) FROM days"))
        return (incidents, days)
    }
}
