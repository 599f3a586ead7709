internal import Dispatch

/// Asks the system's resolver without waiting for it.
///
/// getaddrinfo(3) blocks and cannot be stopped, so some threads ask. A name that is being asked for is not asked
/// for a second time, so that one name whose servers are silent holds up one thread, whoever probes it how
/// often. What nobody waits for any more is not asked: the line is never longer than the probes in flight.
final class Resolver {
    /// A serial queue has a thread of its own while it works; those of concurrent queues come out of the pool
    /// that runs every task of the process, which blocked threads would starve.
    private var idle: [DispatchQueue] = []
    private var started = 0
    private var line: [NameLookup] = []
    private var requests: [NameLookup: Request] = [:]
    private var deliver: Delivery?

    /// Lookups at the same time, each on a thread that exists only while it is needed.
    ///
    /// A name whose servers are silent holds one up for some 10 s. There are enough of them for a zone of such
    /// names not to delay the names of others.
    static let threads = 32

    /// Hands what a thread has got, and the thread, on to `finish`.
    typealias Delivery = @Sendable (NameLookup, NameLookup.Answer, DispatchQueue) -> Void

    /// One lookup, in line or being asked, and those who wait for it.
    final class Request {
        let lookup: NameLookup
        fileprivate(set) var answer: NameLookup.Answer?
        /// Whether a thread has begun to ask.
        fileprivate(set) var isAsked = false
        fileprivate var waiters: [Waiter] = []

        fileprivate init(_ lookup: NameLookup) {
            self.lookup = lookup
        }
    }

    /// Has `deliver` called on the threads, with each answer.
    func start(_ deliver: @escaping Delivery) {
        self.deliver = deliver
    }

    /// Has `waiter` signalled once the request has its answer.
    func request(_ lookup: NameLookup, for waiter: Waiter) -> Request {
        let request = requests[lookup] ?? begin(lookup)
        request.waiters.append(waiter)
        return request
    }

    /// Ends `waiter`'s interest in an answer.
    func abandon(_ request: Request, by waiter: Waiter) {
        request.waiters.removeAll { $0 === waiter }
        guard request.waiters.isEmpty, let place = line.firstIndex(of: request.lookup) else { return }
        line.remove(at: place)
        requests[request.lookup] = nil
    }

    /// Takes the answer that a thread has got, and lets it ask for the next one in line.
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
