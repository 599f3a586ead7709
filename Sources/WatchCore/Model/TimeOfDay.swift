package import FoundationEssentials

/// A minute of any day.
package struct TimeOfDay: Sendable, Equatable, CustomStringConvertible {
    /// Since midnight, 0 to 1439.
    package let minutes: Int

    /// `nil` if there is no such hour or minute.
    package init?(hour: Int, minute: Int) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        minutes = hour * 60 + minute
    }

    fileprivate init(minutes: Int) {
        self.minutes = minutes
    }

    /// As in `08:00`.
    package var description: String { "\((minutes / 60).padded(2)):\((minutes % 60).padded(2))" }

    /// Eight in the morning.
    static let morning = TimeOfDay(minutes: 8 * 60)
}

/// A point in time as the clocks on the wall show it.
package struct LocalTime: Sendable, Equatable {
    /// Days since 1970-01-01 on the local calendar.
    package var day: Int
    /// Seconds since that day's midnight by those clocks, 0 to 86,399.
    package var second: Int

    package init(day: Int, second: Int) {
        self.day = day
        self.second = second
    }

    /// What the clocks of a time zone show.
    package init(of date: Date, in zone: TimeZoneRules) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down))
        (day, second) = zone.wallTime(at: seconds).dividedDown(by: 86_400)
    }

    /// Whether it is that time of its day, or later.
    package func isPast(_ time: TimeOfDay) -> Bool { second >= time.minutes * 60 }
}
