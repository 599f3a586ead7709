/// What waits for a receiver.
///
/// It says what is next and forgets what was taken; it keeps no time of attempts and never decides who is told.
protocol Backlog: Sendable {
    /// How many have not been delivered.
    var count: Int { get }
    /// What is to be committed.
    var ledger: DeliveryLedger { get set }
    /// Everything that waits, as it is saved.
    var all: [(String, SavedDelivery.Content)] { get }
    /// When ``next(at:)`` has something that it does not have now, or `nil` if nothing but an event leads to that.
    var wakesAt: Duration? { get }
    /// Whether what is to stand is to be told with ``reconcile(_:at:)``.
    func isRoundDue(at now: Duration) -> Bool

    /// Takes a notification.
    mutating func add(_ entry: JournalEntry, id: String, of notification: Notification, at now: Timestamp)
    /// Takes what stands, whatever was told of it before.
    mutating func reconcile(
        _ standing: [Notification], _ entry: (Notification) -> JournalEntry, at now: Duration)
    /// Goes on with what an earlier run left.
    mutating func resume(_ saved: [SavedDelivery])
    /// What is to be sent now; it stays here until ``take(_:at:)``.
    mutating func next(at now: Timestamp) -> DeliveryContent?
    /// Takes what became of that.
    ///
    /// - Returns: what it means for the receiver.
    mutating func take(_ answer: DeliveryAnswer, at now: Timestamp) -> DeliveryAnswer.Outcome
    /// How many were lost for want of room, or refused, and forgets the count.
    mutating func takeLost() -> DeliveryLoss
}

/// What a receiver will not get.
package struct DeliveryLoss: Sendable, Equatable {
    /// There were more than are kept.
    package var dropped = 0
    package var refused = 0

    package var isNone: Bool { dropped + refused == 0 }
}

/// What of a backlog is committed, and what is to be.
struct DeliveryLedger: Sendable {
    /// Whether what is not committed is sent, too.
    private(set) var isOpen: Bool
    /// Those that are part of no commit yet, in their order.
    private var new: [String: SavedDelivery.Content] = [:]
    private var order: [String] = []
    /// Those that are part of the commit in flight.
    private var offered: Set<String> = []
    private var settled: [String] = []
    /// Those that are, or may be, on the disk.
    private var known: Set<String> = []

    /// - Parameter isKept: whether there is a memory to commit to.
    init(isKept: Bool) { isOpen = !isKept }

    var isUncommitted: Bool { !new.isEmpty || !settled.isEmpty }

    /// Whether this may be sent.
    func isCommitted(_ id: String) -> Bool { isOpen || known.contains(id) && !offered.contains(id) }

    mutating func add(_ id: String, _ content: SavedDelivery.Content) {
        guard new.updateValue(content, forKey: id) == nil else { return }
        order.append(id)
        // What was removed meanwhile stands there still; while a disk hangs, that would grow.
        if order.count > 2 * new.count + 64 { order = order.filter { new[$0] != nil } }
    }

    mutating func remove(_ id: String) {
        new[id] = nil
        if known.remove(id) != nil { settled.append(id) }
        offered.remove(id)
    }

    mutating func resume(_ ids: [String]) { known = Set(ids) }

    /// What is new, or all of it, and the ids of what is not to be kept any more.
    ///
    /// - Parameter all: everything that waits, where an earlier commit failed; otherwise `nil`.
    /// - Returns: both.
    mutating func take(all: [(String, SavedDelivery.Content)]?) -> (
        new: [(String, SavedDelivery.Content)], settled: [String]
    ) {
        defer { (new, order, settled) = ([:], [], []) }
        let taken = all ?? order.compactMap { id in new.removeValue(forKey: id).map { (id, $0) } }
        offered = Set(taken.map(\.0)).subtracting(all == nil ? known : [])
        known.formUnion(offered)
        return (taken, settled)
    }

    /// Takes note of how the last commit ended; while it fails or hangs, nothing waits for it.
    mutating func committed(isFailed: Bool) {
        isOpen = isFailed
        if !isFailed { offered = [] }
    }
}
