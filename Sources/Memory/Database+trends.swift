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
            let known = try number(
                "SELECT coalesce(max(hour), 0) FROM hours WHERE check_name = ?", .text(name.text))
            for (back, hour) in trend.hours.reversed().enumerated() where hour.probes > 0 {
                let number = lastHour - Int64(back)
                guard number >= known else { break }
                try execute(
                    "INSERT OR REPLACE INTO hours VALUES (?, ?, ?, ?, ?)", .text(name.text), .number(number),
                    .number(Int64(hour.probes)), .number(Int64(hour.passed)),
                    hour.latencyMs.map { .real($0) } ?? .null)
            }
        }
        try rollUp(before: latest / 24 - Self.daysOfHours)
    }

    /// Makes days of the hours before a day, counted from 1970 in UTC.
    private func rollUp(before day: Int64) throws(MemoryError) {
        try execute(
            """
            INSERT INTO days
            SELECT check_name, hour / 24, sum(probes), sum(passed) FROM hours WHERE hour < ? GROUP BY check_name, hour / 24
            ON CONFLICT (check_name, day) DO UPDATE SET probes = probes + excluded.probes, passed = passed + excluded.passed
            """, .number(day * 24))
        try execute("DELETE FROM hours WHERE hour < ?", .number(day * 24))
    }
}
