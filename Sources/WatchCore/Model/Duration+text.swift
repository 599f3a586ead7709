extension Duration {
    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    /// For the calendar, which counts in seconds.
    package var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }

    /// Milliseconds with one decimal, as the `_MS` fields show them.
    package var millisecondsText: String {
        let tenths = components.seconds * 10_000 + components.attoseconds / 100_000_000_000_000
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Whole days, rounded down: -1 is "less than a day ago".
    package var wholeDays: Int64 {
        let seconds = components.seconds
        let isPartial = seconds % 86_400 < 0 || (seconds % 86_400 == 0 && components.attoseconds < 0)
        return seconds / 86_400 - (isPartial ? 1 : 0)
    }

    /// For people, with its unit: `0.4 ms`, `350 ms`, `2.5 s`, `10 s`, `2 min 30 s`, `6 h`, `3 days`.
    package var text: String {
        let milliseconds = milliseconds
        if self != .zero, milliseconds < 1 { return "\(millisecondsText) ms" }
        if milliseconds > 0, milliseconds < 1000 { return "\(milliseconds) ms" }
        let seconds = components.seconds
        if seconds < 10, milliseconds % 1000 >= 100 { return "\(seconds).\(milliseconds % 1000 / 100) s" }
        let units: [(Int64, String)] = [
            (seconds / 86_400, seconds / 86_400 == 1 ? "day" : "days"), (seconds / 3600 % 24, "h"),
            (seconds / 60 % 60, "min"), (seconds % 60, "s"),
        ]
        let shown = units.drop { $0.0 == 0 }.prefix(2).filter { $0.0 > 0 }
        return shown.isEmpty ? "0 s" : shown.map { "\($0.0) \($0.1)" }.joined(separator: " ")
    }

    /// For people, validity: days from two days on, else hours and minutes.
    package var daysText: String {
        wholeDays >= 2 ? "\(wholeDays) days" : text
    }

    package var magnitude: Duration { self < .zero ? .zero - self : self }
}
