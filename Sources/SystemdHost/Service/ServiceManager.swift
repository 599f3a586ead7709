internal import CSystemd
internal import Glibc

/// Tells systemd how the service is doing: sd_notify(3) with `Type=notify`.
///
/// Without `NOTIFY_SOCKET` nothing is sent. Every message returns whether it was handed over; a lost one is not
/// worth an alert, the next one follows.
package struct ServiceManager: Sendable {
    package init() {}

    /// The service is up, or has finished reloading.
    @discardableResult package func ready(status: String) -> Bool {
        send("READY=1\nSTATUS=\(Self.line(status))")
    }

    /// One line for `systemctl status`.
    @discardableResult package func status(_ text: String) -> Bool {
        send("STATUS=\(Self.line(text))")
    }

    /// The configuration is being read again; `ready` ends it.
    ///
    /// Has to come first thing after the signal, or `systemctl reload` returns too early.
    @discardableResult package func reloading() -> Bool {
        send("RELOADING=1\nMONOTONIC_USEC=\(HostClock.monotonicMicroseconds())")
    }

    /// The service is on its way down.
    @discardableResult package func stopping() -> Bool {
        send("STOPPING=1")
    }

    /// The ping that `WatchdogSec=` waits for.
    @discardableResult package func watchdog() -> Bool {
        send("WATCHDOG=1")
    }

    /// `WatchdogSec=` of the unit, to be pinged at half of it; `nil`: no watchdog, or it is not for this process.
    package func watchdogInterval() -> Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    /// Lines of `NAME=VALUE`: a line break inside a value would start another one, so it is escaped.
    private static func message(_ news: ServiceNews) -> String {
        switch news {
        case .ready(let status): "READY=1\nSTATUS=" + PlainText.escaped(status)
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(HostClock.monotonicMicroseconds())"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let text): "STATUS=" + PlainText.escaped(text)
        }
    }
}
