/// When something happens again and again, in the syntax of systemd.time(7) for calendar events: `Sun *-*-* 02:00`.
package struct CalendarExpression: Sendable, Hashable {
    /// Whose clocks it is about.
    package enum Zone: Sendable, Hashable {
        /// This host's.
        case local
        case utc
        /// Those of the zone of this name in the time zone database.
        case named(String)
    }

    /// As it was written.
    package var text: String
    package var zone = Zone.local
    /// The weekdays that count, 0 for Monday.
    var weekdays = Set(0...6)
    var year = CalendarField()
    var month = CalendarField()
    var day = CalendarField()
    /// Whether `day` counts from the end of the month.
    var countsFromMonthEnd = false
    var hour = CalendarField()
    var minute = CalendarField()
    /// In microseconds.
    var second = CalendarField()

    /// Nothing elapses after this year.
    static let lastYear = 2199
    static let firstYear = 1970
}
