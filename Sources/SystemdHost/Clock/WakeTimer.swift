internal import CLinux
internal import Dispatch
internal import Files
internal import Glibc
internal import SystemPackage

/// The one timer of the daemon: one-shot, armed again and again.
///
/// Dispatch's own timers stand still while the host is suspended, `Timestamp.uptime` does not; so this is a
/// timerfd_create(2) on `CLOCK_BOOTTIME` with absolute times, whose descriptor Dispatch watches. A time that came
/// during a suspension wakes at once after it.
package final class WakeTimer: Sendable {
    private let descriptor: Int32
    private let source: DispatchSource

    /// Calls `onWake` on a queue of Dispatch at each time that was armed.
    ///
    /// Throws a `HostError` when the system gives no timer (no descriptor left).
    package init(onWake: @escaping @Sendable () -> Void) throws(HostError) {
        let descriptor = timerfd_create(CLOCK_BOOTTIME, Int32(TFD_NONBLOCK) | Int32(TFD_CLOEXEC))
        guard descriptor >= 0 else { throw HostError("The timer could not be made", .last) }
        self.descriptor = descriptor
        source = .sendable(DispatchSource.makeReadSource(fileDescriptor: descriptor))
        source.setEventHandler { @Sendable in if Self.isDue(descriptor) { onWake() } }
        source.setCancelHandler { @Sendable in close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    /// Wakes once at `uptime`, at once when that is past; replaces the time armed before.
    package func arm(at uptime: Duration) {
        // A time of zero would disarm.
        let (seconds, attoseconds) = max(uptime, .nanoseconds(1)).components
        var time = itimerspec()
        time.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &time, nil)
    }

    /// Takes the expiry out of the descriptor, or returns `false` if the timer was armed anew in the meantime.
    private static func isDue(_ descriptor: Int32) -> Bool {
        var expiries: UInt64 = 0
        return read(descriptor, &expiries, MemoryLayout.size(ofValue: expiries)) > 0
    }
}

extension DispatchSource {
    /// The same source as the class that it is: of Dispatch's types only this one is declared `Sendable`.
    static func sendable(_ source: any DispatchSourceProtocol) -> DispatchSource {
        guard let source = source as? DispatchSource else {
            preconditionFailure("Dispatch made a source of a class of its own.")
        }
        return source
    }
}
