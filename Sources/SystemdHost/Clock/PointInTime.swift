package import FoundationEssentials
internal import Glibc
internal import WatchCore

/// A point in time as typed by a user; local time unless the text has an offset from UTC.
///
/// - RFC 3339: `2026-11-23T19:27:36Z`, `2026-11-23T20:27:36.5+01:00`
/// - `2026-11-23`, `2026-11-23 19:27`, `2026-11-23 19:27:36`
/// - `now`, `today`, `yesterday` (midnight)
/// - how long ago: `-2h`, `2h ago`, `-1d 12h`, in the time spans of systemd.time(7)
package enum PointInTime {
    /// Reads a point in time.
    ///
    /// - Parameters:
    ///   - text: in one of the forms above.
    ///   - now: the time that relative forms refer to.
    /// - Returns: Microseconds since 1970.
    /// - Throws: A sentence that lists the forms.
    package static func microseconds(_ text: String, now: Date) throws(HostError) -> Int64 {
        let trimmed = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        if let point = named(trimmed, now) ?? relative(trimmed, now) ?? absolute(trimmed) { return point }
        throw HostError(
            "Invalid time \"\(PlainText.escaped(text))\"; expected a form such as \"2026-11-23\", "
                + "\"2026-11-23 19:27\", \"2026-11-23T19:27:36Z\", \"today\", \"yesterday\" or \"2h ago\".")
    }

    private static func named(_ text: String, _ now: Date) -> Int64? {
        switch text {
        case "now": microseconds(now)
        case "today": midnight(now, daysBack: 0)
        case "yesterday": midnight(now, daysBack: 1)
        default: nil
        }
    }

    private static func microseconds(_ date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1_000_000).rounded())
    }

    /// The date so many microseconds after 1970.
    package static func date(microseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    private static func midnight(_ now: Date, daysBack: Int32) -> Int64? {
        var seconds = Int(now.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        localtime_r(&seconds, &parts)
        (parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_isdst) = (0, 0, 0, -1)
        parts.tm_mday -= daysBack
        return Int64(mktime(&parts)) * 1_000_000
    }
}

extension PointInTime {
    private static func relative(_ text: String, _ now: Date) -> Int64? {
        let span: Substring
        if text.hasPrefix("-") {
            span = text.dropFirst()
        } else if text.hasSuffix(" ago") {
            span = text.dropLast(4)
        } else {
            return nil
        }
        guard let span = try? TimeSpan.read(String(span)), span <= longestSpan else { return nil }
        return microseconds(now) - span.milliseconds * 1000
    }

    /// Longer than any journal.
    private static let longestSpan = Duration.seconds(100 * 366 * 86_400)

    private static func absolute(_ text: String) -> Int64? {
        let form =
            #/
            (?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})
            (?:[Tt\ ](?<hour>[0-9]{2}):(?<minute>[0-9]{2})
                (?::(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]{1,9}))?)?
                (?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})?
            )?
            /#
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ part: Substring?) -> Int32 { part.flatMap { Int32($0) } ?? 0 }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
            number(match.year) - 1900, number(match.month) - 1, number(match.day)
        )
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
            number(match.hour), number(match.minute), number(match.second)
        )
        parts.tm_isdst = -1
        var copy = parts
        let asUTC = Int64(timegm(&copy))
        // A day such as February 30 becomes another day.
        guard parts.tm_hour < 24, parts.tm_min < 60, parts.tm_sec < 60,
            (copy.tm_mon, copy.tm_mday) == (parts.tm_mon, parts.tm_mday)
        else { return nil }
        let fraction = match.fraction.flatMap { Int64(($0 + "000000").prefix(6)) } ?? 0
        guard let zone = match.zone else { return Int64(mktime(&parts)) * 1_000_000 + fraction }
        guard let offset = offset(zone) else { return nil }
        return (asUTC - offset) * 1_000_000 + fraction
    }

    /// Seconds east of UTC from `Z` or `+01:00`.
    private static func offset(_ zone: Substring) -> Int64? {
        if zone.count == 1 { return 0 }
        guard let hours = Int64(zone.dropFirst().prefix(2)), let minutes = Int64(zone.suffix(2)), hours < 24,
            minutes < 60
        else { return nil }
        return (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
