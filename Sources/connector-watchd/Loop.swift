internal import Dispatch
internal import SerialQueue
internal import WatchCore

/// Where everything that happens comes in, to be taken in order.
///
/// What posts is bounded by itself: one timer, one answer a probe, one change a watch key until it is taken.
///
/// The loop, the probes and the deliveries share one queue, so that nothing passes from thread to thread on its way; what may
/// block has a queue of its own. Swift's own pool of threads is for nobody here: once it has run a single task, Dispatch
/// wakes every second, forever, to see what its threads do. So whatever is asynchronous begins with ``start(_:)``, and never
/// sleeps.
actor Loop {
    nonisolated let executor = QueueExecutor(label: "loop")
    private var daemon: Daemon?
    private var isOver = false
    private var end: CheckedContinuation<Void, Never>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Has an event taken after those before it.
    nonisolated func post(_ event: Event) {
        executor.queue.async { @Sendable in self.assumeIsolated { $0.take(event) } }
    }

    /// Starts a task on the loop, where what it starts remains too.
    @discardableResult
    nonisolated func start(_ body: @escaping @Sendable (isolated Loop) async -> Void) -> Task<Void, Never> {
        Task.detached(executorPreference: executor) { await body(self) }
    }

    /// Has `daemon` take the events, from those on that it causes by its beginning.
    func run(_ daemon: Daemon) {
        self.daemon = daemon
    }

    func take(_ event: Event) {
        guard !isOver, daemon?.take(event) ?? false else { return }
        isOver = true
        end?.resume()
    }

    /// Returns when the daemon is finished.
    func waitForEnd() async {
        await withCheckedContinuation { if isOver { $0.resume() } else { end = $0 } }
    }
}
