package import FoundationEssentials
internal import Glibc
package import WatchCore

/// The clocks on the wall, in this host's time zone.
package enum LocalClock {
    /// What they show at a date; a zone that was changed meanwhile (`/etc/localtime`, timezone(5)) counts at once.
    @Sendable package static func time(of date: Date) -> LocalTime {
        // localtime_r(3) does not look for that itself.
        tzset()
        var seconds = Int(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        guard localtime_r(&seconds, &parts) != nil else { return .utc(of: date) }
        return LocalTime(secondsSince1970: timegm(&parts))
    }
}
