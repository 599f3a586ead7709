internal import Dispatch
internal import SerialQueue

/// What a task leaves for the next one with the same key.
protocol TaskCache: Sendable {
    /// Its size, in any unit.
    var count: Int { get }
    /// An empty cache.
    init()
}

/// Runs work that may hang for minutes or forever, for example on a dead mount.
///
/// Each task has a key, which names what it may hang on, and its own thread. Whoever waits for a task and is cancelled
/// gets at once what it has seen so far; a thread that hangs is left to finish by itself. There is at most one thread
/// for each key: until it returns, no other task with this key begins.
actor BlockingTaskRunner<
    Key: Hashable & Sendable, Request: Equatable & Sendable, Seen: Sendable, Cache: TaskCache
> {
    /// Reports what was seen so far, and returns whether somebody still waits for it.
    typealias Tell = @Sendable (Seen) -> Bool

    private let cacheLimit: Int
    private let executor: QueueExecutor
    /// The tasks in flight.
    private var inFlight: [Key: BlockingTask] = [:]
    private var caches: [Key: (cache: Cache, number: Int)] = [:]
    private var lastNumber = 0

    private struct BlockingTask {
        let number: Int
        let request: Request
        /// What it has seen so far.
        var latest: Seen
        /// Whether nobody waits for it any more.
        var isAbandoned = false
        let answer: AsyncStream<Seen>.Continuation
        /// Those who wait for its end.
        var waiters: [Int: AsyncStream<Never>.Continuation] = [:]
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - cacheLimit: the size of all caches together; the least recently used one is dropped first.
    ///   - executor: what everything but the tasks runs on.
    init(cacheLimit: Int, executor: QueueExecutor) {
        self.cacheLimit = cacheLimit
        self.executor = executor
    }

    /// Runs a task, and returns at once when cancelled.
    ///
    /// - Parameters:
    ///   - key: what the task may hang on.
    ///   - request: what it is asked for.
    ///   - nothing: the result before it has reported anything.
    ///   - isPatient: whether to wait for an earlier task that nobody else waits for any more.
    ///   - work: gets the cache of the last task with this key, and a function that reports results.
    /// - Returns: The last result of the task, or of an earlier one with the same request that has not returned.
    func run(
        _ key: Key, _ request: Request, nothing: Seen, isPatient: Bool,
        _ work: @escaping @Sendable (inout Cache, @escaping Tell) -> Void
    ) async -> Seen {
        while let earlier = inFlight[key] {
            if isPatient || !earlier.isAbandoned {
                let (waiter, end) = enlist(for: key)
                for await _ in end {}
                inFlight[key]?.waiters[waiter] = nil
            }
            let last = inFlight[key] ?? earlier
            let isDoneWithout = !isPatient && inFlight[key]?.isAbandoned == true
            if Task.isCancelled || isDoneWithout {
                return last.request == request ? last.latest : nothing
            }
        }
        lastNumber += 1
        let number = lastNumber
        let (answers, answer) = AsyncStream.makeStream(of: Seen.self, bufferingPolicy: .bufferingNewest(1))
        inFlight[key] = BlockingTask(number: number, request: request, latest: nothing, answer: answer)
        start(key, caches.removeValue(forKey: key)?.cache ?? Cache(), answer, work)
        var latest = nothing
        for await seen in answers {
            latest = seen
            if inFlight[key]?.number == number { inFlight[key]?.latest = seen }
        }
        if inFlight[key]?.number == number { inFlight[key]?.isAbandoned = true }
        return latest
    }

    private func start(
        _ key: Key, _ cache: Cache, _ answer: AsyncStream<Seen>.Continuation,
        _ work: @escaping @Sendable (inout Cache, @escaping Tell) -> Void
    ) {
        DispatchQueue(label: "connector-watch.blocking-task").async { @Sendable [executor] in
            var cache = cache
            work(&cache) { seen in
                if case .terminated = answer.yield(seen) { false } else { true }
            }
            let left = cache
            executor.queue.async { @Sendable in self.assumeIsolated { $0.end(key, left) } }
        }
    }

    private func end(_ key: Key, _ cache: Cache) {
        guard let task = inFlight.removeValue(forKey: key) else { return }
        caches[key] = (cache, task.number)
        limitCaches()
        task.answer.finish()
        for waiter in task.waiters.values { waiter.finish() }
    }

    private func limitCaches() {
        var room = caches.values.reduce(0) { $0 + $1.cache.count }
        while room > cacheLimit, caches.count > 1,
            let oldest = caches.min(by: { $0.value.number < $1.value.number })
        {
            caches[oldest.key] = nil
            room -= oldest.value.cache.count
        }
    }

    /// Makes a waiter for the end of the task in flight; what it waits for ends then.
    ///
    /// Not asynchronous, so that the task is still in flight as its caller saw it: even within one actor, a call of an
    /// asynchronous function may let others in before it.
    private func enlist(for key: Key) -> (waiter: Int, end: AsyncStream<Never>) {
        let (end, waiter) = AsyncStream.makeStream(of: Never.self)
        lastNumber += 1
        inFlight[key]?.waiters[lastNumber] = waiter
        return (lastNumber, end)
    }
}
