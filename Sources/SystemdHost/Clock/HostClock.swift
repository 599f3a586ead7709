internal import FoundationEssentials
internal import Glibc
package import WatchCore

/// The host's clocks.
package enum HostClock {
    /// Both clocks now: `CLOCK_BOOTTIME` and `CLOCK_REALTIME`.
    package static func now() -> Timestamp {
        let calendar = reading(of: CLOCK_REALTIME)
        let seconds = Double(calendar.tv_sec) + Double(calendar.tv_nsec) / 1e9
        return Timestamp(uptime: uptime(), date: Date(timeIntervalSince1970: seconds))
    }

    /// Time since the host started, including suspended time; the scale of `Timestamp.uptime`.
    static func uptime() -> Duration {
        let time = reading(of: CLOCK_BOOTTIME)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// `CLOCK_MONOTONIC` in microseconds, as required by sd_notify(3).
    static func monotonicMicroseconds() -> Int {
        let time = reading(of: CLOCK_MONOTONIC)
        return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
    }

    private static func reading(of clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
