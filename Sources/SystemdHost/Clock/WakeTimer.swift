internal import CLinux
package import Dispatch
internal import Files
internal import Glibc
internal import SystemPackage

/// The daemon's only timer: one-shot, armed again and again.
///
/// Dispatch's own timers stop while the host is suspended, but `Timestamp.uptime` does not. This one uses
/// timerfd_create(2) on `CLOCK_BOOTTIME` with absolute times; Dispatch watches its descriptor. A time during a
/// suspension wakes right after it.
package final class WakeTimer: Sendable {
    private let descriptor: Int32
    private let source: DispatchSource

    /// Creates a timer that is not armed.
    ///
    /// - Parameters:
    ///   - queue: where `onWake` is called, or `nil` for any.
    ///   - onWake: called at each armed time.
    /// - Throws: An error if the system has no descriptor left.
    package init(on queue: DispatchQueue? = nil, onWake: @escaping @Sendable () -> Void) throws(HostError) {
        let descriptor = timerfd_create(CLOCK_BOOTTIME, Int32(TFD_NONBLOCK) | Int32(TFD_CLOEXEC))
        guard descriptor >= 0 else { throw HostError("Failed to create a timer", .last) }
        self.descriptor = descriptor
        source = .sendable(DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue))
        source.setEventHandler { @Sendable in if Self.isDue(descriptor) { onWake() } }
        source.setCancelHandler { @Sendable in close(descriptor) }
        source.activate()
    }

    deinit { source.cancel() }

    /// Wakes once at `uptime`, or immediately if that is past; replaces the time armed before.
    package func arm(at uptime: Duration) {
        // A time of zero would disarm.
        let (seconds, attoseconds) = max(uptime, .nanoseconds(1)).components
        var time = itimerspec()
        time.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        timerfd_settime(descriptor, Int32(TFD_TIMER_ABSTIME), &time, nil)
    }

    /// Reads the expiry from the descriptor.
    ///
    /// - Returns: Whether the timer expired; if not, it was armed again in the meantime.
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
