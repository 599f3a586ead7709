internal import FoundationEssentials
internal import WatchCore

/// Calendar times as text, in UTC.
enum CalendarTime {
    /// `2026-11-23T19:27:36.000123Z`, from microseconds since 1970 (RFC 3339).
    static func precise(microseconds: Int64) -> String {
        let fraction = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        return short(microseconds: microseconds).dropLast() + "." + String(1_000_000 + fraction).dropFirst()
            + "Z"
    }

    /// `2026-11-23T19:27:36Z`, from microseconds since 1970, cut to the second (RFC 3339).
    static func short(microseconds: Int64) -> String {
        let seconds = (Double(microseconds) / 1_000_000).rounded(.down)
        return Date(timeIntervalSince1970: seconds).rfc3339
    }

    /// `20261123T192736Z`, for file names (ISO 8601, basic format).
    static func compact(_ date: Date) -> String {
        date.rfc3339.filter { $0 != "-" && $0 != ":" }
    }
}
