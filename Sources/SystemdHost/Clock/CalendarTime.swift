internal import FoundationEssentials
internal import WatchCore

/// Calendar times as text, in UTC.
package enum CalendarTime {
    /// RFC 3339 with microseconds, `2026-11-23T19:27:36.000123Z`, from microseconds since 1970.
    package static func precise(microseconds: Int64) -> String {
        let rest = microseconds % 1_000_000
        let digits = String(rest < 0 ? rest + 1_000_000 : rest)
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        return short(microseconds: microseconds).dropLast() + ".\(fraction)Z"
    }

    /// RFC 3339, `2026-11-23T19:27:36Z`, from microseconds since 1970, cut to the second.
    package static func short(microseconds: Int64) -> String {
        let rest = microseconds % 1_000_000
        let seconds = microseconds / 1_000_000 - (rest < 0 ? 1 : 0)
        return Date(timeIntervalSince1970: Double(seconds)).rfc3339
    }
}
