import FoundationEssentials

@testable import WatchCore

/// A calendar expression, as a silence may have it, with times to begin at.
enum FuzzedCalendar {
    /// Before, at and after where clocks are set forward and back, and at the ends of what is reckoned with.
    private static let begins = [
        0, 951_782_399, 1_806_194_399, 1_806_195_600, 1_824_944_400, 1_824_948_000, 4_107_542_400,
        7_258_118_399,
    ].map { $0 * 1_000_000 }

    private static let zones = [
        "UTC0", "CET-1CEST,M3.5.0,M10.5.0/3", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    ].compactMap { DaylightRule($0).map { TimeZoneRules(offset: 0, transitions: [], rule: $0) } }

    /// What is taken is read again as the same, and elapses later and later, at times that its fields name.
    static func run(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let expression = try? CalendarExpression(text) else { return }
        try promise((try? CalendarExpression(expression.text)) == expression, "It is not read again.")
        for zone in zones {
            for begin in begins {
                var time = begin
                for _ in 0..<4 {
                    guard let next = expression.nextElapse(after: time, in: zone) else { break }
                    try promise(next > time, "It elapses at \(next), which is not after \(time).")
                    try promise(
                        isNamed(next, by: expression, zone), "It elapses at \(next), which it does not name.")
                    time = next
                }
            }
        }
    }

    private static func isNamed(_ time: Int, by expression: CalendarExpression, _ zone: TimeZoneRules) -> Bool
    {
        let (seconds, fraction) = time.dividedDown(by: 1_000_000)
        let (days, second) = zone.wallTime(at: seconds).dividedDown(by: 86_400)
        let date = CivilDate(days: days)
        return expression.weekdays.contains(date.weekday)
            && expression.year.next(from: date.year) == date.year
            && expression.month.next(from: date.month) == date.month
            && expression.hour.next(from: second / 3600) == second / 3600
            && expression.minute.next(from: second / 60 % 60) == second / 60 % 60
            && expression.second.next(from: second % 60 * 1_000_000 + fraction) == second % 60 * 1_000_000
                + fraction
    }
}
