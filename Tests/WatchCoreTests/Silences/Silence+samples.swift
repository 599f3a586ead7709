import Foundation

@testable import WatchCore

extension SilenceSection {
    /// A silence of these checks that begins on the calendar of UTC.
    static func sample(
        _ calendar: String, lasting duration: Duration = .hours(1), checks: String...,
        name: String = "patches",
        events: [AlertEvent] = []
    ) -> SilenceSection {
        guard let calendar = try? CalendarExpression(calendar) else {
            preconditionFailure("\(calendar) is no calendar event.")
        }
        return SilenceSection(
            name: name, beginnings: [Beginning(calendar)], duration: duration,
            scope: SilenceScope(checks: checks.map { CheckPattern($0) }, events: events),
            reason: "patch window")
    }
}

extension SilenceEntry {
    /// A silence of these checks for once.
    static func sample(
        _ id: String = "once", from: Date? = nil, until: Date, checks: String..., events: [AlertEvent] = []
    ) -> SilenceEntry {
        SilenceEntry(
            id: id, from: from.map(WrittenTime.init), until: WrittenTime(until),
            scope: SilenceScope(checks: checks.map { CheckPattern($0) }, events: events),
            reason: "server moves")
    }
}

extension WrittenTime {
    init(_ date: Date) {
        self = .exact(Int(date.timeIntervalSince1970))
    }
}

/// A date in RFC 3339.
func date(_ text: String) -> Date { Date(timeIntervalSince1970: Double(seconds(text))) }
