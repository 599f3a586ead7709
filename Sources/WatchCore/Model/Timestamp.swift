package import FoundationEssentials

/// One point in time on both clocks: the monotonic one for intervals, the calendar for validity and for people.
///
/// Neither is ever computed from the other: the calendar may jump.
package struct Timestamp: Sendable, Equatable {
    /// Time since the host started, suspended time included (`CLOCK_BOOTTIME`).
    package var uptime: Duration
    package var date: Date

    package init(uptime: Duration, date: Date) {
        self.uptime = uptime
        self.date = date
    }
}
