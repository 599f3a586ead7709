package import FoundationEssentials

/// One point in time on both clocks: the monotonic one for intervals, the calendar for validity and for people.
///
/// Neither is computed from the other, as the calendar may jump, but for what is remembered beyond the end of the host.
package struct Timestamp: Sendable, Equatable {
    /// Time since the host started, suspended time included (`CLOCK_BOOTTIME`).
    package var uptime: Duration
    package var date: Date

    package init(uptime: Duration, date: Date) {
        self.uptime = uptime
        self.date = date
    }

    /// What a point of ``uptime`` is on the calendar now, to be remembered beyond the end of the host.
    func date(of uptime: Duration) -> Date {
        date.addingTimeInterval((uptime - self.uptime).inSeconds)
    }

    /// What a remembered point is on ``uptime``; nothing remembered is yet to come, whatever the calendar says now.
    func uptime(of date: Date) -> Duration {
        uptime - .seconds(max(0, self.date.timeIntervalSince(date)))
    }
}
