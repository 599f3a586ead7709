internal import DequeModule
internal import FoundationEssentials

/// The notifications that wait for a webhook: the oldest is sent first, and none is forgotten before it was taken.
struct NotificationQueue: Backlog {
    private struct Item: Sendable {
        /// In the order in which they were made.
        var number: Int
        var id: String
        var entry: JournalEntry
        var madeAt: Date
    }

    /// At most this many wait; of more, those go first that only repeat or inform, and then the oldest.
    static let limit = 10_000

    var ledger: DeliveryLedger
    /// What an incident cannot be followed without.
    private var essential: Deque<Item> = []
    private var expendable: Deque<Item> = []
    /// The one that is being sent, until it is taken.
    private var current: Item?
    private var lastNumber = 0
    private var loss = DeliveryLoss()

    init(isKept: Bool) {
        ledger = DeliveryLedger(isKept: isKept)
    }

    var count: Int { essential.count + expendable.count + (current == nil ? 0 : 1) }
    var wakesAt: Duration? { nil }
    func isRoundDue(at now: Duration) -> Bool { false }

    var all: [(String, SavedDelivery.Content)] {
        let items = ([current].compactMap(\.self) + essential + expendable).sorted { $0.number < $1.number }
        return items.map { ($0.id, .notification($0.entry, at: $0.madeAt)) }
    }

    mutating func add(_ entry: JournalEntry, id: String, of notification: Notification, at now: Timestamp) {
        ledger.add(id, .notification(entry, at: now.date))
        append(entry, id: id, at: now.date)
    }

    mutating func reconcile(
        _ standing: [Notification], _ entry: (Notification) -> JournalEntry, at now: Duration
    ) {}

    mutating func resume(_ saved: [SavedDelivery]) {
        ledger.resume(saved.map(\.key.id))
        for delivery in saved {
            switch delivery.content {
            case .notification(let entry, let date): append(entry, id: delivery.key.id, at: date)
            // Of an Alertmanager that had this name.
            case .alert: ledger.remove(delivery.key.id)
            }
        }
    }

    mutating func next(at now: Timestamp) -> DeliveryContent? {
        if current == nil { current = popFirst() }
        return current.map { .notification($0.entry, id: $0.id, at: $0.madeAt) }
    }

    mutating func take(_ answer: DeliveryAnswer, at now: Timestamp) -> DeliveryAnswer.Outcome {
        switch answer.outcome {
        case .failed: return answer.outcome
        case .refused: loss.refused += 1
        case .taken: break
        }
        if let current { ledger.remove(current.id) }
        current = nil
        return answer.outcome
    }

    mutating func takeLost() -> DeliveryLoss {
        defer { loss = DeliveryLoss() }
        return loss
    }

    private mutating func append(_ entry: JournalEntry, id: String, at date: Date) {
        lastNumber += 1
        let item = Item(number: lastNumber, id: id, entry: entry, madeAt: date)
        if entry.isExpendable { expendable.append(item) } else { essential.append(item) }
        guard count > Self.limit, let gone = expendable.popFirst() ?? essential.popFirst() else { return }
        ledger.remove(gone.id)
        loss.dropped += 1
    }

    /// The oldest, once it is committed.
    private mutating func popFirst() -> Item? {
        let isEssentialFirst =
            switch (essential.first, expendable.first) {
            case (let one?, let other?): one.number < other.number
            case (_, nil): true
            case (nil, _): false
            }
        let first = isEssentialFirst ? essential.first : expendable.first
        guard let first, ledger.isCommitted(first.id) else { return nil }
        return isEssentialFirst ? essential.popFirst() : expendable.popFirst()
    }
}

extension JournalEntry {
    /// Whether an incident can be followed without it.
    fileprivate var isExpendable: Bool {
        switch value(of: .state).flatMap(NotificationState.init(rawValue:)) {
        case .info: priority < .warning
        case .reminder: true
        case .raised, .escalated, .recovered, nil: false
        }
    }
}
