internal import WatchCore

/// The single point where a probe waits.
///
/// Everything that a probe waits for signals its waiter: its sockets, the resolver, and the end of its time. A signal says
/// that something changed, not what; one that comes while nobody waits is kept.
final class Waiter {
    private var continuation: CheckedContinuation<Void, Never>?
    private var isSignalled = false
    private var isOver = false

    /// Ends the wait in flight, or else the next one.
    func signal() {
        guard let continuation else {
            isSignalled = true
            return
        }
        self.continuation = nil
        continuation.resume()
    }

    /// Ends this wait and all others.
    func end() {
        isOver = true
        signal()
    }

    /// Waits for a signal.
    ///
    /// A cancellation signals through the queue that this runs on, so it cannot be missed between the first line and the
    /// one that stores the continuation.
    ///
    /// - Throws: `outOfTime` if the probe's task is cancelled, or its time is over.
    func wait() async throws(PhaseError) {
        if isOver || Task.isCancelled { throw PhaseError(.outOfTime) }
        // What suspends here may do so before it calls the closure.
        await withCheckedContinuation { if isSignalled { $0.resume() } else { continuation = $0 } }
        isSignalled = false
        if isOver || Task.isCancelled { throw PhaseError(.outOfTime) }
    }
}
