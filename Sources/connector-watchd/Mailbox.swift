internal import WatchCore

/// Where everything that happens comes in, to be taken in order by one loop.
///
/// What posts is bounded by itself: one timer, one answer a probe, one change a watch key until it is taken.
struct Mailbox: Sendable {
    let events: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation

    init() {
        (events, continuation) = AsyncStream.makeStream()
    }

    func post(_ event: Event) {
        continuation.yield(event)
    }
}
