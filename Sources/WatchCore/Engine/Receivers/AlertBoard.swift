internal import DequeModule
internal import FoundationEssentials

/// The alerts that a member of an Alertmanager is told of: those that stand, again and again, and those that are over, for
/// a while.
///
/// What it answers is no receipt: it forgets alerts when it is restarted, and resolves those that it is not told of for some
/// minutes. So nothing is sent once: a round tells it all that stands, and the end of what ended.
struct AlertBoard: Backlog {
    private struct Item: Sendable {
        var alert: BoardAlert
        /// Since when the receiver knows in this run that it stands.
        var takenAt: Duration?
        /// Since when it knows that it is over.
        var endTakenAt: Duration?
        /// Whether it was refused for itself, and is not sent again.
        var isRefused = false
        var isPending = false
    }

    /// A round, well within the time after which an Alertmanager resolves what it is not told of (`resolve_timeout`).
    static let round = TimeSpan.minutes(1)
    /// An alert that stands for less is told to stand for so long: one that ends within `group_wait` would not be told.
    static let least = TimeSpan.minutes(1)
    /// The end is told for so long, in case the receiver is restarted.
    static let endTime = TimeSpan.minutes(15)
    /// At most so many alerts in one request.
    static let batch = 64
    /// At most this many are on the board; more are counted as dropped.
    static let limit = 10_000

    var ledger: DeliveryLedger
    private let receiver: CheckName
    /// By ``BoardAlert/key``.
    private var items: [String: Item] = [:]
    /// The keys of those that are over and whose end is not taken.
    private var ending: Set<String> = []
    /// The keys of each incident.
    private var incidents: [String: Set<String>] = [:]
    private var pending: Deque<String> = []
    /// Those of a request that was refused, which are sent one by one to find the one that is refused.
    private var singly: Deque<String> = []
    /// Those of the request in flight, and whether it says that they are over.
    private var sent: [(key: String, isEnd: Bool)] = []
    private var nextRound: Duration = .zero
    /// How far the receiver's clock is ahead of this host's, in seconds.
    private var difference = 0.0
    private var loss = DeliveryLoss()

    init(of receiver: CheckName, isKept: Bool) {
        self.receiver = receiver
        ledger = DeliveryLedger(isKept: isKept)
    }

    var count: Int { items.values.count { !$0.alert.isTaken || $0.alert.isOver && $0.endTakenAt == nil } }
    var all: [(String, SavedDelivery.Content)] { items.map { ($0.key, .alert($0.value.alert)) } }
    func isRoundDue(at now: Duration) -> Bool { now >= nextRound }

    var wakesAt: Duration? {
        let ends = ending.compactMap { key in
            items[key].flatMap { $0.isPending ? nil : $0.takenAt.map { $0 + Self.least } }
        }
        return ([nextRound] + ends).min()
    }

    mutating func add(_ entry: JournalEntry, id: String, of notification: Notification, at now: Timestamp) {
        guard notification.check != receiver else { return }
        switch notification.state {
        case .info: break
        case .recovered:
            if let incident = notification.incident { end(incident.id) }
        case .raised, .escalated, .reminder:
            if let alert = BoardAlert(notification, entry), !stand(alert) { loss.dropped += 1 }
        }
    }

    mutating func reconcile(
        _ standing: [Notification], _ entry: (Notification) -> JournalEntry, at now: Duration
    ) {
        let those = Set(standing.compactMap(\.incident?.id))
        for incident in incidents.keys where !those.contains(incident) { end(incident) }
        for notification in standing where notification.check != receiver {
            guard let incident = notification.incident, incidents[incident.id] == nil,
                let alert = BoardAlert(notification, entry(notification))
            else { continue }
            _ = stand(alert)
        }
    }

    mutating func resume(_ saved: [SavedDelivery]) {
        ledger.resume(saved.map(\.key.id))
        for delivery in saved {
            switch delivery.content {
            case .alert(let alert) where alert.key == delivery.key.id: keep(Item(alert: alert))
            case .alert, .notification: ledger.remove(delivery.key.id)
            }
        }
    }

    mutating func takeLost() -> DeliveryLoss {
        defer { loss = DeliveryLoss() }
        return loss
    }

    /// - Returns: whether there is room for it.
    private mutating func stand(_ alert: BoardAlert) -> Bool {
        // Another reason does not make it another alert, and a changed annotation tells nobody.
        if let key = incidents[alert.incident]?.first(where: { isStanding($0, as: alert) }) {
            items[key]?.alert.annotations = alert.annotations
            return true
        }
        let key = alert.key
        var item = Item(alert: alert)
        if let before = items[key] {
            item.isPending = before.isPending
            leave(before.alert.incident, key)
        } else if items.count >= Self.limit {
            return false
        }
        keep(item)
        ledger.add(key, .alert(alert))
        push(key)
        return true
    }

    private func isStanding(_ key: String, as alert: BoardAlert) -> Bool {
        guard let other = items[key]?.alert else { return false }
        return !other.isOver && other.labels["severity"] == alert.labels["severity"]
    }

    private mutating func keep(_ item: Item) {
        let key = item.alert.key
        items[key] = item
        incidents[item.alert.incident, default: []].insert(key)
        if item.alert.isOver { ending.insert(key) } else { ending.remove(key) }
    }

    private mutating func leave(_ incident: String, _ key: String) {
        incidents[incident]?.remove(key)
        if incidents[incident]?.isEmpty == true { incidents[incident] = nil }
    }

    private mutating func end(_ incident: String) {
        for key in incidents[incident] ?? [] where items[key]?.alert.isOver == false {
            items[key]?.alert.isOver = true
            guard let item = items[key], !item.isRefused else {
                forget(key)
                continue
            }
            ending.insert(key)
            ledger.add(key, .alert(item.alert))
            push(key)
        }
    }

    private mutating func forget(_ key: String) {
        guard let item = items.removeValue(forKey: key) else { return }
        leave(item.alert.incident, key)
        ending.remove(key)
        ledger.remove(key)
    }

    private mutating func push(_ key: String) {
        guard items[key]?.isPending == false else { return }
        items[key]?.isPending = true
        pending.append(key)
    }
}

// MARK: Rounds

extension AlertBoard {
    mutating func next(at now: Timestamp) -> DeliveryContent? {
        beginRound(at: now.uptime)
        sent = []
        var alerts: [PushedAlert] = []
        if let key = singly.popFirst() { choose(key, &alerts, at: now) }
        guard alerts.isEmpty, singly.isEmpty else { return alerts.isEmpty ? next(at: now) : .alerts(alerts) }
        var later: [String] = []
        while alerts.count < Self.batch, let key = pending.popFirst() {
            if items[key] != nil, !ledger.isCommitted(key) {
                later.append(key)
            } else {
                choose(key, &alerts, at: now)
            }
        }
        pending.append(contentsOf: later)
        return alerts.isEmpty ? nil : .alerts(alerts)
    }

    mutating func take(_ answer: DeliveryAnswer, at now: Timestamp) -> DeliveryAnswer.Outcome {
        if let date = answer.date { difference = date.timeIntervalSince(now.date) }
        defer { sent = [] }
        switch answer.outcome {
        case .taken:
            for (key, isEnd) in sent { note(key, isEnd, at: now.uptime) }
            return .taken
        case .refused(let text, isMalformed: true):
            // Those before the bad one were taken, and those behind it were not.
            guard sent.count == 1, let key = sent.first?.key else {
                singly.append(contentsOf: sent.map(\.key))
                return .taken
            }
            items[key]?.isRefused = true
            loss.refused += 1
            if items[key]?.alert.isOver == true { forget(key) }
            return .refused(text)
        // It refuses whoever asks, or whatever it is asked: what stands is told again all the same.
        case .refused(let text, isMalformed: false), .failed(let text, retryAfter: nil):
            return retry(text, nil)
        case .failed(let text, let after): return retry(text, after)
        }
    }

    private mutating func retry(_ text: String, _ after: Duration?) -> DeliveryAnswer.Outcome {
        for (key, _) in sent { push(key) }
        return .failed(text, retryAfter: after)
    }

    /// Has all told again, once a minute.
    private mutating func beginRound(at now: Duration) {
        for key in ending where items[key].map({ isTold($0, at: now) }) ?? false { push(key) }
        guard now >= nextRound else { return }
        nextRound = now + Self.round
        for (key, item) in items {
            if let end = item.endTakenAt, now - end >= Self.endTime { forget(key) } else { push(key) }
        }
    }

    /// Whether it was told long enough that it stands.
    private func isTold(_ item: Item, at now: Duration) -> Bool {
        item.alert.isTaken && item.takenAt.map { now - $0 >= Self.least } ?? true
    }

    private mutating func choose(_ key: String, _ alerts: inout [PushedAlert], at now: Timestamp) {
        guard var item = items[key] else { return }
        item.isPending = false
        items[key] = item
        if item.isRefused { return }
        let isEnd = item.alert.isOver && isTold(item, at: now.uptime)
        let ends = max(item.alert.startsAt + 1, now.date + difference)
        sent.append((key, isEnd))
        alerts.append(
            PushedAlert(
                labels: item.alert.labels, annotations: item.alert.annotations,
                startsAt: item.alert.startsAt, endsAt: isEnd ? ends : nil))
    }

    private mutating func note(_ key: String, _ isEnd: Bool, at now: Duration) {
        guard var item = items[key] else { return }
        if isEnd {
            // It stands again.
            guard item.alert.isOver else { return }
            item.endTakenAt = item.endTakenAt ?? now
            ending.remove(key)
        } else {
            item.takenAt = item.takenAt ?? now
            if !item.alert.isTaken {
                item.alert.isTaken = true
                ledger.add(key, .alert(item.alert))
            }
        }
        items[key] = item
    }
}
