internal import DequeModule

/// The notifications on their way to the journal: one is handed over at a time, the others wait, bounded.
///
/// Where the memory is kept, none is handed over before it is committed, so that a crash at any moment neither repeats nor
/// forgets it. While nothing can be committed, telling matters more than remembering.
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
        /// Those of an earlier run are looked for in the journal, which may have taken them.
        case lookingUp(since: Duration)
    }

    private struct Item: Sendable {
        var waiting: WaitingNotification
        /// `nil` for one of an earlier run.
        var notification: Notification?
        var isPrinted: Bool

        var effect: Effect { .send(waiting.entry, of: notification) }
    }

    /// At most this many entries wait; more are printed, counted and dropped.
    ///
    /// Thousands of checks can fail at once, and wait for the commit then; some 15 MB.
    static let limit = 10_000
    /// An entry is taken within microseconds; longer than this and journald hangs.
    static let patience = Duration.seconds(5)
    /// Between attempts while it takes none.
    static let rest = Duration.seconds(5)

    private var state = State.idle
    private var items: Deque<Item> = []
    /// So many of them, from the first on, are committed.
    private var committed = 0
    /// So many were part of the last commit, whether or not it has ended.
    private var offered = 0
    /// So many, from the first on, are known to be printed, so that none of thousands is looked at twice.
    private var printed = 0
    /// Whether those that are not committed are handed over, too.
    private var isOpen: Bool
    /// Committed ones that the journal has taken since ``takeSettled()`` last asked.
    private var settled: [String] = []
    private let printsAll: Bool
    private(set) var failure: Failure?
    /// How many were dropped since ``takeDropped()`` last asked.
    private var dropped = 0
    /// How many were dropped in this run.
    private(set) var droppedInAll = 0

    /// - Parameters:
    ///   - printsAll: whether every entry is printed too, as somebody watches standard error.
    ///   - isKept: whether there is a memory to commit to.
    init(printsAll: Bool, isKept: Bool = false) {
        self.printsAll = printsAll
        isOpen = !isKept
    }

    var isEmpty: Bool { items.isEmpty }
    /// How many wait.
    var count: Int { items.count }
    /// Whether one more entry can be kept.
    var hasRoom: Bool { items.count < Self.limit }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .idle: nil
        case .sending(let since): failure == .hanging ? nil : since + Self.patience
        case .resting(let until): until
        case .lookingUp(let since): since + Self.patience
        }
    }

    /// Takes a notification and the entry composed of it.
    mutating func add(_ waiting: WaitingNotification, of notification: Notification, at now: Duration)
        -> [Effect]
    {
        let prints = printsAll || failure != nil || !hasRoom
        if hasRoom {
            items.append(Item(waiting: waiting, notification: notification, isPrinted: prints))
        } else {
            dropped += 1
            droppedInAll += 1
        }
        return (prints ? [.print(waiting.entry)] : []) + sendNext(at: now)
    }

    /// Takes what became of the entry handed over last.
    mutating func take(_ delivery: JournalDelivery, at now: Duration) -> [Effect] {
        guard case .sending = state, !items.isEmpty else { return [] }
        switch delivery {
        case .delivered:
            removeFirst()
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
        case .lookingUp(let since): return now - since >= Self.patience ? found([], at: now) : []
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
        guard state == .idle, let first = items.first, isOpen || committed > 0 else { return [] }
        state = .sending(since: now)
        return [first.effect]
    }

    private mutating func removeFirst() {
        let item = items.removeFirst()
        if offered > 0 { settled.append(item.waiting.id) }
        committed = max(0, committed - 1)
        offered = max(0, offered - 1)
        printed = max(0, printed - 1)
    }

    private mutating func rest(_ failure: Failure, at now: Duration) -> [Effect] {
        self.failure = failure
        state = .resting(until: now + Self.rest)
        return printWaiting()
    }

    private mutating func printWaiting() -> [Effect] {
        var effects: [Effect] = []
        for index in printed..<items.count where !items[index].isPrinted {
            items[index].isPrinted = true
            effects.append(.print(items[index].waiting.entry))
        }
        printed = items.count
        return effects
    }
}

// MARK: The memory

extension Outbox {
    /// Whether there is something to commit.
    var isUncommitted: Bool { offered < items.count || !settled.isEmpty }

    /// What is to be committed: the notifications that are new, or all of them, and the ids of those that the journal
    /// took.
    mutating func takeUncommitted(all: Bool) -> (queued: [WaitingNotification], settled: [String]) {
        if all { (committed, offered) = (0, 0) }
        defer { (offered, settled) = (items.count, []) }
        return (items[offered...].map(\.waiting), settled)
    }

    /// Takes note of how the last commit ended; while it fails or hangs, nothing waits for it.
    mutating func committed(isFailed: Bool, at now: Duration) -> [Effect] {
        isOpen = isFailed
        if !isFailed { committed = offered }
        return sendNext(at: now)
    }

    /// Goes on with what an earlier run left; ``found(_:at:)`` is to say which of it the journal has.
    ///
    /// - Returns: what is to be looked for.
    mutating func resume(_ waiting: [WaitingNotification], at now: Duration) -> [Effect] {
        guard !waiting.isEmpty else { return [] }
        items = Deque(
            waiting.suffix(Self.limit).map { Item(waiting: $0, notification: nil, isPrinted: false) })
        (committed, offered, printed) = (items.count, items.count, 0)
        state = .lookingUp(since: now)
        return [.lookUp(items.map(\.waiting))]
    }

    /// Takes which of them the journal has; the others are handed over again.
    mutating func found(_ ids: Set<String>, at now: Duration) -> [Effect] {
        guard case .lookingUp = state else { return [] }
        state = .idle
        let before = items.prefix(committed)
        settled += before.map(\.waiting.id).filter(ids.contains)
        let gone = before.count { ids.contains($0.waiting.id) }
        items = Deque(before.filter { !ids.contains($0.waiting.id) } + items[committed...])
        printed = 0
        (committed, offered) = (committed - gone, offered - gone)
        return sendNext(at: now)
    }
}

/// A notification that has not reached the journal, as it survives a restart.
package struct WaitingNotification: Sendable, Equatable {
    /// The same whenever it is sent, and in its entry.
    package var id: String
    package var entry: JournalEntry

    package init(id: String, entry: JournalEntry) {
        self.id = id
        self.entry = entry
    }
}
