internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// A point in time on the command line.
enum TimeArgument {
    /// Microseconds since 1970.
    ///
    /// - Throws: An error of the command line that lists the forms.
    @Sendable static func microseconds(_ text: String) throws -> Int64 {
        do {
            return try PointInTime.microseconds(text, now: HostClock.now().date)
        } catch {
            throw ValidationError(error.description)
        }
    }

    /// The same on the calendar.
    @Sendable static func date(_ text: String) throws -> Date {
        PointInTime.date(microseconds: try microseconds(text))
    }
}
