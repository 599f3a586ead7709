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
    package var description: String { "\(Self.pad(minutes / 60)):\(Self.pad(minutes % 60))" }

    /// Eight in the morning.
    static let morning = TimeOfDay(minutes: 8 * 60)

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
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

    /// Where the clocks show UTC.
    package static func utc(of date: Date) -> LocalTime {
        LocalTime(secondsSince1970: Int(date.timeIntervalSince1970.rounded(.down)))
    }

    /// What they show so many seconds after they showed 1970-01-01 00:00.
    package init(secondsSince1970 seconds: Int) {
        day = (seconds - (seconds < 0 ? 86_399 : 0)) / 86_400
        second = seconds - day * 86_400
    }

    /// Whether it is that time of its day, or later.
    package func isPast(_ time: TimeOfDay) -> Bool { second >= time.minutes * 60 }
}
