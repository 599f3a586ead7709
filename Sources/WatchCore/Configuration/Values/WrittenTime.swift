/// A point in time as a person writes it: RFC 3339, or a date and a time on this host's clocks.
package enum WrittenTime: Sendable, Hashable {
    /// Seconds since 1970.
    case exact(Int)
    /// What this host's clocks show, as the point in time at which those of UTC show it.
    case local(Int)

    /// The point in time, in seconds since 1970; of a time that the clocks show twice, the first.
    package func seconds(in zone: TimeZoneRules) -> Int {
        switch self {
        case .exact(let seconds): return seconds
        case .local(let wallTime):
            switch zone.occurrence(of: wallTime) {
            case .once(let seconds), .twice(let seconds, _, _): return seconds
            case .never(let end): return WrittenTime.local(end).seconds(in: zone)
            }
        }
    }
}

extension WrittenTime {
    /// Reads `2026-11-28 06:00`, with seconds or without, or `2026-11-28T06:00:00+01:00`; `nil` for anything else.
    package init?(_ text: String) {
        let form =
            #/
            ([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt\ ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?
            (?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?
            /#
        guard let match = text.wholeMatch(of: form)?.output else { return nil }
        func number(_ part: Substring?) -> Int { part.flatMap { Int($0) } ?? 0 }
        let date = CivilDate(year: number(match.1), month: number(match.2), day: number(match.3))
        let (hour, minute, second) = (number(match.4), number(match.5), number(match.6))
        let (offsetHour, offsetMinute) = (number(match.9), number(match.10))
        guard date.exists, hour < 24, minute < 60, second < 60, offsetHour < 24, offsetMinute < 60 else {
            return nil
        }
        let shown = date.days * 86_400 + hour * 3600 + minute * 60 + second
        if match.7 != nil {
            self = .exact(shown)
        } else if let sign = match.8 {
            self = .exact(shown - (sign == "-" ? -1 : 1) * (offsetHour * 3600 + offsetMinute * 60))
        } else {
            self = .local(shown)
        }
    }
}

extension WrittenTime: CustomStringConvertible {
    /// In RFC 3339, or as local time.
    package var description: String {
        let (seconds, zone) =
            switch self {
            case .exact(let seconds): (seconds, "Z")
            case .local(let seconds): (seconds, "")
            }
        let (days, second) = seconds.dividedDown(by: 86_400)
        let time = [second / 3600, second / 60 % 60, second % 60].map { $0.padded(2) }
        return "\(CivilDate(days: days))\(zone.isEmpty ? " " : "T")\(time.joined(separator: ":"))\(zone)"
    }
}

extension ValueType<WrittenTime> {
    static let writtenTime = ValueType(
        allowed: "a time such as 2026-11-28 06:00 (on this host's clocks) or 2026-11-28T05:00:00Z",
        read: { text throws(ValueError) in
            guard let time = WrittenTime(text) else { throw ValueError() }
            return time
        },
        write: { $0.description })
}
