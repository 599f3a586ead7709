/// The entries on their way to the journal: one is handed over at a time, the others wait, bounded.
///
/// While the journal does not take entries they are printed as well, so that none goes unseen, and kept until it
/// does.
struct Outbox: Sendable {
    /// Why the journal does not take entries.
    enum Failure: Sendable, Equatable {
        case absent
        case failed(String)
        /// The one handed over has not been taken for ``patience``.
        case hanging
    }

    private enum State: Sendable, Equatable {
        case idle
        case sending(since: Duration)
        /// Not taken; to be handed over again.
        case resting(until: Duration)
    }

    private struct Item: Sendable {
        var entry: JournalEntry
        var notification: Notification
        var isPrinted: Bool
    }

    /// At most this many entries wait; more are printed, counted and dropped.
    static let limit = 1000
    /// An entry is taken within microseconds; longer than this and journald hangs.
    static let patience = Duration.seconds(5)
    /// Between attempts while it takes none.
    static let rest = Duration.seconds(5)

    private var state = State.idle
    private var items: [Item] = []
    private let printsAll: Bool
    private(set) var failure: Failure?
    /// How many were dropped since ``takeDropped()`` last asked.
    private var dropped = 0

    /// With `printsAll` every entry is printed too: somebody watches standard error.
    init(printsAll: Bool) {
        self.printsAll = printsAll
    }

    var isEmpty: Bool { items.isEmpty }
    /// Whether one more entry can be kept.
    var hasRoom: Bool { items.count < Self.limit }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .idle: nil
        case .sending(let since): failure == .hanging ? nil : since + Self.patience
        case .resting(let until): until
        }
    }

    /// Takes a notification and the entry composed of it.
    mutating func add(_ entry: JournalEntry, of notification: Notification, at now: Duration) -> [Effect] {
        let prints = printsAll || failure != nil || !hasRoom
        if hasRoom {
            items.append(Item(entry: entry, notification: notification, isPrinted: prints))
        } else {
            dropped += 1
        }
        return (prints ? [.print(entry)] : []) + sendNext(at: now)
    }

    /// Takes what became of the entry handed over last.
    mutating func take(_ delivery: JournalDelivery, at now: Duration) -> [Effect] {
        guard case .sending = state, !items.isEmpty else { return [] }
        switch delivery {
        case .delivered:
            items.removeFirst()
            state = .idle
            failure = nil
            return sendNext(at: now)
        case .absent: return rest(.absent, at: now)
        case .failed(let text): return rest(.failed(text), at: now)
        }
    }

    mutating func wake(at now: Duration) -> [Effect] {
        switch state {
        case .idle: return []
        case .sending(let since):
            guard now - since >= Self.patience, failure != .hanging else { return [] }
            failure = .hanging
            return printWaiting()
        case .resting(let until):
            guard now >= until else { return [] }
            state = .idle
            return sendNext(at: now)
        }
    }

    /// How many entries were dropped for want of room, and forgets the count.
    mutating func takeDropped() -> Int {
        defer { dropped = 0 }
        return dropped
    }

    /// The end: what has not reached the journal is at least seen.
    mutating func printUnsent() -> [Effect] { printWaiting() }

    private mutating func sendNext(at now: Duration) -> [Effect] {
        guard state == .idle, let first = items.first else { return [] }
        state = .sending(since: now)
        return [.send(first.entry, of: first.notification)]
    }

    private mutating func rest(_ failure: Failure, at now: Duration) -> [Effect] {
        self.failure = failure
        state = .resting(until: now + Self.rest)
        return printWaiting()
    }

    private mutating func printWaiting() -> [Effect] {
        var effects: [Effect] = []
        for index in items.indices where !items[index].isPrinted {
            items[index].isPrinted = true
            effects.append(.print(items[index].entry))
        }
        return effects
    }
}
