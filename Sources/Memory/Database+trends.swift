internal import FoundationEssentials
internal import WatchCore

/// How checks fared: hours, which are rolled up into days.
extension Database {
    /// Hours are kept for this many days, then only their days.
    static let daysOfHours: Int64 = 14

    /// Takes the trends of checks: as they are, to go on with them, and their hours.
    func take(_ trends: [CheckName: Trend]) throws(MemoryError) {
        var latest: Int64 = 0
        for (name, trend) in trends {
            guard let text = try? trend.encoded() else { continue }
            try execute(
                "INSERT OR REPLACE INTO trends VALUES (?, ?)", .text(name.text),
                .text(String(decoding: text, as: UTF8.self)))
            guard let last = trend.lastBegins else { continue }
            let lastHour = Int64(last.timeIntervalSince1970) / 3600
            latest = max(latest, lastHour)
            try take(trend.hours, endingAt: lastHour, of: name)
        }
        try rollUp(before: latest / 24 - Self.daysOfHours)
    }

    /// Takes the hours from the last that is known on, which may have gone on.
    private func take(_ hours: [Trend.Hour], endingAt last: Int64, of name: CheckName) throws(MemoryError) {
        let known = try number(
            "SELECT coalesce(max(hour), 0) FROM hours WHERE check_name = ?", .text(name.text))
        for (back, hour) in hours.reversed().enumerated() where hour.probes > 0 {
            let number = last - Int64(back)
            guard number >= known else { return }
            try execute(
                "INSERT OR REPLACE INTO hours VALUES (?, ?, ?, ?, ?, ?)", .text(name.text), .number(number),
                .number(Int64(hour.probes)), .number(Int64(hour.passed)), .number(Int64(hour.silenced)),
                hour.latencyMs.map { .real($0) } ?? .null)
        }
    }

    /// Makes days of the hours before a day, counted from 1970 in UTC.
    private func rollUp(before day: Int64) throws(MemoryError) {
        try execute(
            """
            INSERT INTO days SELECT check_name, hour / 24, sum(probes), sum(passed), sum(silenced)
            FROM hours WHERE hour < ? GROUP BY check_name, hour / 24
            ON CONFLICT (check_name, day) DO UPDATE SET probes = probes + excluded.probes,
                passed = passed + excluded.passed, silenced = silenced + excluded.silenced
            """, .number(day * 24))
        try execute("DELETE FROM hours WHERE hour < ?", .number(day * 24))
    }
}

/// What grows old.
extension Database {
    /// What is dropped at once when there is too much, as a share of what is old.
    private static let share = 10

    /// Drops what is older than is to be kept.
    func forget(olderThan date: Date) throws(MemoryError) {
        let seconds = date.timeIntervalSince1970
        try execute("DELETE FROM incidents WHERE ended < ?", .real(seconds))
        try execute("DELETE FROM days WHERE day < ?", .number(Int64(seconds) / 86_400))
        try execute("PRAGMA incremental_vacuum")
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
            "DELETE FROM days WHERE (check_name, day) IN (SELECT check_name, day FROM days ORDER BY day LIMIT ?)",
            share("SELECT count(*) FROM days"))
        return (incidents, days)
    }
}
