internal import Dispatch

/// Queries the system's resolver without blocking.
///
/// getaddrinfo(3) blocks and cannot be stopped, so a few threads do the queries. There is at most one query for a name
/// at a time, so that a name whose servers are silent blocks only one thread. A query that nobody waits for any more is
/// dropped: the queue is never longer than the probes in flight.
final class Resolver {
    /// Serial queues, because each has its own thread while it works; the threads of concurrent queues come from the
    /// pool that runs every task of the process, which blocked threads would starve.
    private var idle: [DispatchQueue] = []
    private var started = 0
    private var line: [NameLookup] = []
    private var requests: [NameLookup: Request] = [:]
    private var deliver: Delivery?

    /// The most lookups at a time, each on a thread that exists only while it is needed.
    ///
    /// A name whose servers are silent blocks a thread for about 10 s; there are enough threads that a zone of such
    /// names does not delay others.
    static let threads = 32

    /// Passes the answer of a thread, and the thread, to `finish`.
    typealias Delivery = @Sendable (NameLookup, NameLookup.Answer, DispatchQueue) -> Void

    /// One lookup, queued or in progress, and those who wait for it.
    final class Request {
        let lookup: NameLookup
        fileprivate(set) var answer: NameLookup.Answer?
        /// Whether its query has begun.
        fileprivate(set) var isAsked = false
        fileprivate var waiters: [Waiter] = []

        fileprivate init(_ lookup: NameLookup) {
            self.lookup = lookup
        }
    }

    /// Starts the resolver; `deliver` is called with each answer, on the answer's thread.
    func start(_ deliver: @escaping Delivery) {
        self.deliver = deliver
    }

    /// Requests a lookup; `waiter` is signalled when the request has its answer.
    func request(_ lookup: NameLookup, for waiter: Waiter) -> Request {
        let request = requests[lookup] ?? begin(lookup)
        request.waiters.append(waiter)
        return request
    }

    /// Stops waiting for an answer.
    func abandon(_ request: Request, by waiter: Waiter) {
        request.waiters.removeAll { $0 === waiter }
        guard request.waiters.isEmpty, let place = line.firstIndex(of: request.lookup) else { return }
        line.remove(at: place)
        requests[request.lookup] = nil
    }

    /// Takes a thread's answer, and gives the thread the next query.
    func finish(_ lookup: NameLookup, _ answer: NameLookup.Answer, on thread: DispatchQueue) {
        idle.append(thread)
        if let request = requests.removeValue(forKey: lookup) {
            request.answer = answer
            for waiter in request.waiters { waiter.signal() }
        }
        askNext()
    }

    private func begin(_ lookup: NameLookup) -> Request {
        let request = Request(lookup)
        requests[lookup] = request
        line.append(lookup)
        askNext()
        return request
    }

    private func askNext() {
        guard let deliver, !line.isEmpty, let thread = idle.popLast() ?? another() else { return }
        let lookup = line.removeFirst()
        requests[lookup]?.isAsked = true
        thread.async { @Sendable in deliver(lookup, lookup.ask(), thread) }
    }

    private func another() -> DispatchQueue? {
        guard started < Self.threads else { return nil }
        started += 1
        return DispatchQueue(label: "resolver \(started)")
    }
}
