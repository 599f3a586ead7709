internal import Dispatch
internal import SerialQueue
internal import Synchronization
internal import WatchCore

/// Where everything that happens comes in, to be taken in order.
///
/// What posts is bounded by itself: one timer, one answer a probe, one change a watch key until it is taken.
///
/// The loop has a queue of its own, and so have what uses the network and what reads trust files, so that none waits for another;
/// what may block has its own as well. Swift's pool of threads is for nobody here: once it has run a single task, Dispatch wakes every
/// second, forever, to see what its threads do. So every task prefers one of these executors, and never sleeps.
actor Loop {
    nonisolated let executor = QueueExecutor(label: "loop")
    /// What has come in since events were taken last.
    private let pending = Mutex<[Event]>([])
    private var daemon: Daemon?
    private var isOver = false
    private var end: CheckedContinuation<Void, Never>?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Has an event taken after those before it, and together with what comes until then.
    nonisolated func post(_ event: Event) {
        let isFirst = pending.withLock { events in
            events.append(event)
            return events.count == 1
        }
        if isFirst { executor.queue.async { @Sendable in self.assumeIsolated { $0.takePending() } } }
    }

    /// Starts a task on the loop, where what it starts remains too.
    nonisolated func start(_ body: @escaping @Sendable (isolated Loop) async -> Void) {
        Task.detached(executorPreference: executor) { await body(self) }
    }

    /// Has `daemon` take the events, from those on that it causes by its beginning.
    func run(_ daemon: Daemon) {
        self.daemon = daemon
    }

    /// Whether a commit is in flight.
    var isCommitting: Bool { daemon?.isCommitting ?? false }

    private func takePending() {
        let events = pending.withLock { exchange(&$0, with: []) }
        guard !isOver, daemon?.take(events) ?? false else { return }
        isOver = true
        end?.resume()
    }

    /// Returns when the daemon is finished.
    func waitForEnd() async {
        await withCheckedContinuation { if isOver { $0.resume() } else { end = $0 } }
    }
}
