internal import CSystemd
internal import Glibc
package import WatchCore

/// Tells systemd how the service is doing: sd_notify(3) with `Type=notify`.
package struct ServiceManager: Sendable {
    package init() {}

    /// Sends one message.
    ///
    /// - Returns: `false` if it is lost, or there is no service manager (`NOTIFY_SOCKET`) to get it.
    ///
    /// A lost message is not worth an alert, the next one follows. `reloading` has to come first thing after the
    /// signal, or `systemctl reload` returns too early.
    @discardableResult package func notify(_ notification: ServiceNotification) -> Bool {
        sd_notify(0, Self.message(notification)) > 0
    }

    /// `WatchdogSec=` of the unit, to be pinged at half of it, or `nil` if there is no watchdog or it is not for this process.
    package func watchdogInterval() -> Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    /// Lines of `NAME=VALUE`: a line break inside a value would start another one, so it is escaped.
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
