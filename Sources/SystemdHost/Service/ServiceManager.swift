internal import CSystemd
internal import Glibc
package import WatchCore

/// Tells systemd how the service is doing: sd_notify(3) with `Type=notify`.
package struct ServiceManager: Sendable {
    package init() {}

    /// Sends one message.
    ///
    /// A lost message is not worth an alert, because the next one follows. `reloading` must be the first message after
    /// the signal, or `systemctl reload` returns too early.
    ///
    /// - Returns: Whether it was sent; if not, there may be no service manager (`NOTIFY_SOCKET`).
    @discardableResult package func notify(_ notification: ServiceNotification) -> Bool {
        sd_notify(0, Self.message(notification)) > 0
    }

    /// - Returns: `WatchdogSec=` of the unit, which must be pinged at half of it, or `nil` if this process has no watchdog.
    package func watchdogInterval() -> Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    /// Lines of `NAME=VALUE`; line breaks in values are escaped, because they would start another line.
    private static func message(_ notification: ServiceNotification) -> String {
        switch notification {
        case .ready(let status): "READY=1\nSTATUS=" + PlainText.escaped(status)
        case .reloading: "RELOADING=1\nMONOTONIC_USEC=\(HostClock.monotonicMicroseconds())"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        case .status(let text): "STATUS=" + PlainText.escaped(text)
        }
    }
}
