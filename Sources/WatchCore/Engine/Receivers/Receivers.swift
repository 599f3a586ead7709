internal import FoundationEssentials

/// Who is told beside the journal: each receiver has its own backlog, and its own link, so that one that is away holds up
/// nobody else.
struct Receivers: Sendable {
    private struct Line: Sendable {
        var receiver: Receiver
        var link = ReceiverLink()
        var backlog: any Backlog
        /// How far its clock was off when that was told, or `nil` if it was not.
        var toldDifference: TimeInterval?
        var loss = DeliveryLoss()
    }

    /// What a receiver does that the daemon's own alerts tell.
    struct News: Sendable {
        var receiver: Receiver
        /// Why it takes nothing, once that is worth to be told.
        var failure: ReceiverLink.Failure?
        var waiting: Int
        /// What it will not get; told once it takes something again.
        var loss: DeliveryLoss
        /// How far its clock is ahead of this host's, in seconds, where that was not told yet.
        var difference: TimeInterval?
    }

    /// A receiver whose clock differs by more than this is told about.
    static let tolerance: TimeInterval = 60

    private let connector: String
    private let isKept: Bool
    private var lines: [Line] = []
    /// What an earlier run left for those that are not in the settings any more.
    private var orphans: [CheckName: [String]] = [:]

    /// - Parameters:
    ///   - receivers: those of the settings.
    ///   - connector: the connector's name, which differs from host to host.
    ///   - isKept: whether there is a memory to commit to.
    init(_ receivers: [Receiver] = [], of connector: String, isKept: Bool = false) {
        self.connector = connector
        self.isKept = isKept
        lines = receivers.map { Line(receiver: $0, backlog: Self.backlog(of: $0, isKept)) }
    }

    private static func backlog(of receiver: Receiver, _ isKept: Bool) -> any Backlog {
        switch receiver.kind {
        case .alertmanager: AlertBoard(of: receiver.name, isKept: isKept)
        case .webhook: NotificationQueue(isKept: isKept)
        }
    }

    var isEmpty: Bool { lines.isEmpty }
    var all: [Receiver] { lines.map(\.receiver) }
    /// Whether nothing is on its way, once what could be sent at once is.
    var isQuiet: Bool { lines.allSatisfy { !$0.link.isSending } }

    /// When ``wake(_:_:at:)`` is wanted.
    var wakesAt: Duration? {
        lines.compactMap { $0.link.isIdle ? $0.backlog.wakesAt : $0.link.wakesAt }.min()
    }

    /// Whether a receiver is to be told of all that stands.
    func isRoundDue(at now: Duration) -> Bool {
        lines.contains { $0.link.isIdle && $0.backlog.isRoundDue(at: now) }
    }

    /// Takes a notification, for those that are told of such; never for the receiver that it is about.
    mutating func add(_ waiting: WaitingNotification, of notification: Notification, at now: Timestamp) {
        for index in lines.indices where lines[index].receiver.isTold(of: notification) {
            lines[index].backlog.add(waiting.entry, id: waiting.id, of: notification, at: now)
        }
    }

    /// Sends what can be sent.
    ///
    /// - Parameters:
    ///   - standing: every alert that stands and was announced, where ``isRoundDue(at:)``.
    ///   - entry: composes the entry of one.
    ///   - now: both clocks.
    /// - Returns: what is to be handed over.
    mutating func advance(
        _ standing: [Notification], _ entry: (Notification) -> JournalEntry, at now: Timestamp
    ) -> [Effect] {
        var effects: [Effect] = []
        for index in lines.indices where lines[index].link.isIdle {
            if lines[index].backlog.isRoundDue(at: now.uptime) {
                lines[index].backlog.reconcile(standing, entry, at: now.uptime)
            }
            guard let content = lines[index].backlog.next(at: now) else { continue }
            lines[index].link.begin(at: now.uptime)
            let id = DeliveryID(lines[index].receiver.name, lines[index].link.attempt)
            effects.append(.deliver(id, content, to: lines[index].receiver))
        }
        return effects
    }

    /// Takes what became of an attempt.
    mutating func take(_ id: DeliveryID, _ answer: DeliveryAnswer, at now: Timestamp) -> News? {
        guard let index = index(of: id) else { return nil }
        let outcome = lines[index].backlog.take(answer, at: now)
        switch outcome {
        case .taken: lines[index].link.succeed()
        case .refused(let text, _): lines[index].link.refuse(text, at: now.uptime)
        case .failed(let text, let asked): fail(index, text, asked, at: now.uptime)
        }
        return news(index, answer.date.map { $0.timeIntervalSince(now.date) }, at: now.uptime)
    }

    private mutating func fail(_ index: Int, _ text: String, _ asked: Duration?, at now: Duration) {
        let seed = "\(connector) \(lines[index].receiver.name.text)"
        lines[index].link.fail(text, seed: seed, asked: asked, at: now)
    }

    /// Ends pauses, and attempts whose time is up.
    mutating func wake(at now: Timestamp) -> (effects: [Effect], news: [News]) {
        var (effects, told): ([Effect], [News]) = ([], [])
        for index in lines.indices where lines[index].link.wake(at: now.uptime) {
            effects.append(
                .cancelDelivery(DeliveryID(lines[index].receiver.name, lines[index].link.attempt)))
            let text = "gave no answer within \(ReceiverLimits.timeout.text)"
            _ = lines[index].backlog.take(DeliveryAnswer(.failed(text)), at: now)
            fail(index, text, nil, at: now.uptime)
            told.append(news(index, nil, at: now.uptime))
        }
        return (effects, told)
    }

    private func index(of id: DeliveryID) -> Int? {
        lines.firstIndex {
            $0.receiver.name == id.receiver && $0.link.attempt == id.number && $0.link.isSending
        }
    }

    private mutating func news(_ index: Int, _ difference: TimeInterval?, at now: Duration) -> News {
        let lost = lines[index].backlog.takeLost()
        lines[index].loss.dropped += lost.dropped
        lines[index].loss.refused += lost.refused
        var news = News(
            receiver: lines[index].receiver, failure: lines[index].link.failure(at: now),
            waiting: lines[index].backlog.count, loss: DeliveryLoss())
        if lines[index].link.failure == nil {
            news.loss = lines[index].loss
            lines[index].loss = DeliveryLoss()
        }
        if let difference {
            let told = lines[index].toldDifference
            let isOff = abs(difference) > Self.tolerance
            if isOff, told == nil { news.difference = difference }
            lines[index].toldDifference = isOff ? told ?? difference : nil
        }
        return news
    }
}

// MARK: The memory

extension Receivers {
    /// Whether there is something to commit.
    var isUncommitted: Bool { !orphans.isEmpty || lines.contains { $0.backlog.ledger.isUncommitted } }

    /// What is to be committed: what is new, or all of it, and what is not to be kept any more.
    mutating func takeUncommitted(all: Bool) -> (new: [SavedDelivery], settled: [DeliveryKey]) {
        var new: [SavedDelivery] = []
        var settled = orphans.flatMap { name, ids in ids.map { DeliveryKey(name, $0) } }
        orphans = [:]
        for index in lines.indices {
            let name = lines[index].receiver.name
            let whole = all ? lines[index].backlog.all : nil
            let taken = lines[index].backlog.ledger.take(all: whole)
            new += taken.new.map { SavedDelivery(DeliveryKey(name, $0.0), $0.1) }
            settled += taken.settled.map { DeliveryKey(name, $0) }
        }
        return (new, settled)
    }

    /// Takes note of how the last commit ended; while it fails or hangs, nothing waits for it.
    mutating func committed(isFailed: Bool) {
        for index in lines.indices { lines[index].backlog.ledger.committed(isFailed: isFailed) }
    }

    /// Goes on with what an earlier run left.
    ///
    /// - Returns: how many notifications it left for each that is not in the settings any more.
    mutating func resume(_ saved: [SavedDelivery]) -> [(name: CheckName, lost: Int)] {
        var rest = Dictionary(grouping: saved, by: \.key.receiver)
        for index in lines.indices {
            lines[index].backlog.resume(rest.removeValue(forKey: lines[index].receiver.name) ?? [])
        }
        for (name, gone) in rest { orphans[name] = gone.map(\.key.id) }
        return rest.map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }

    /// Tells others, or the same otherwise.
    ///
    /// - Returns: the receivers that are gone, how many notifications are lost with each, and the attempts that are to end.
    mutating func replace(with receivers: [Receiver]) -> (
        gone: [(receiver: Receiver, lost: Int)], cancelled: [DeliveryID]
    ) {
        var (gone, cancelled): ([(Receiver, Int)], [DeliveryID]) = ([], [])
        let before = Dictionary(lines.map { ($0.receiver.name, $0) }) { first, _ in first }
        let names = Set(receivers.map(\.name))
        for var line in lines where !names.contains(line.receiver.name) {
            gone.append((line.receiver, line.backlog.count))
            let ids = line.backlog.all.map(\.0) + line.backlog.ledger.take(all: nil).settled
            if !ids.isEmpty { orphans[line.receiver.name, default: []] += ids }
            if line.link.isSending { cancelled.append(DeliveryID(line.receiver.name, line.link.attempt)) }
        }
        lines = receivers.map { receiver in
            guard var line = before[receiver.name] else {
                return Line(receiver: receiver, backlog: Self.backlog(of: receiver, isKept))
            }
            line.receiver = receiver
            return line
        }
        return (gone, cancelled)
    }
}

extension Receiver {
    fileprivate func isTold(of notification: Notification) -> Bool {
        guard notification.check != name else { return false }
        return switch kind {
        case .alertmanager: true
        case .webhook(let selection):
            // Who was told of the worst of it is told of its end.
            selection.includes(
                notification.finding.event,
                max(notification.finding.priority, notification.announced ?? notification.finding.priority))
        }
    }
}
