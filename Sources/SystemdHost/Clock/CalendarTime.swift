internal import FoundationEssentials
internal import Glibc

/// Calendar times as text, in UTC (RFC 3339).
package enum CalendarTime {
    /// `2026-11-23T19:27:36.000123Z`, from microseconds since 1970.
    package static func precise(microseconds: Int64) -> String {
        let (seconds, rest) = split(microseconds)
        return stamp(seconds: seconds, date: "-", between: "T", time: ":") + "." + padded(rest, 6) + "Z"
    }

    /// `2026-11-23T19:27:36Z`, from microseconds since 1970, cut to the second.
    package static func short(microseconds: Int64) -> String {
        stamp(seconds: split(microseconds).seconds, date: "-", between: "T", time: ":") + "Z"
    }

    /// `20261123T192736Z`, for file names (ISO 8601, basic format).
    static func compact(_ date: Date) -> String {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        return stamp(seconds: seconds, date: "", between: "T", time: "") + "Z"
    }

    private static func split(_ microseconds: Int64) -> (seconds: Int, rest: Int) {
        let (quotient, remainder) = Int(microseconds).quotientAndRemainder(dividingBy: 1_000_000)
        return remainder < 0 ? (quotient - 1, remainder + 1_000_000) : (quotient, remainder)
    }

    private static func stamp(seconds: Int, date: String, between: String, time: String) -> String {
        var parts = tm()
        var seconds = seconds
        gmtime_r(&seconds, &parts)
        let days = [padded(Int(parts.tm_year) + 1900, 4), padded(parts.tm_mon + 1), padded(parts.tm_mday)]
        let hours = [padded(parts.tm_hour), padded(parts.tm_min), padded(parts.tm_sec)]
        return days.joined(separator: date) + between + hours.joined(separator: time)
    }

    private static func padded(_ number: some BinaryInteger, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
