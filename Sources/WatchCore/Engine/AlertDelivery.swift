/// Brings notifications to the journal, and follows what the journal does with them.
struct AlertDelivery: Sendable {
    /// The connector's name.
    var connector: String
    private var outbox: Outbox
    /// Who is told beside the journal.
    var receivers: Receivers
    private var recovered: [RelatedFact.ActiveEvent] = []
    /// As an alert source.
    private let journal: AlertSource
    /// How many notifications were made.
    private var count = 0
    /// The same by their state.
    private var made = SnapshotCounters()

    /// - Parameters:
    ///   - connector: the connector's name.
    ///   - journal: the alert source of what the journal does.
    ///   - printsAll: whether every entry is printed too, as somebody watches standard error.
    ///   - isKept: whether there is a memory to commit to.
    ///   - receivers: who is told beside the journal.
    init(
        connector: String, journal: AlertSource, printsAll: Bool, isKept: Bool = false,
        receivers: [Receiver] = []
    ) {
        self.receivers = Receivers(receivers, of: connector, isKept: isKept)
        self.connector = connector
        self.journal = journal
        outbox = Outbox(printsAll: printsAll, isKept: isKept)
    }

    /// When ``wake(_:at:)`` is wanted.
    var wakesAt: Duration? { outbox.wakesAt }
    /// Whether everything has reached the journal.
    var isDone: Bool { outbox.isEmpty }

    /// What was made, lost, and waits.
    var counters: SnapshotCounters {
        var counters = made
        (counters.dropped, counters.waiting) = (outbox.droppedInAll, outbox.count)
        return counters
    }

    /// Announces something that happened once.
    mutating func announce(_ finding: Finding, of source: AlertSource, at now: Timestamp) -> [Effect] {
        let notification = Notification(
            state: .info, check: source.name, target: source.target, finding: finding, incident: nil,
            duration: .zero)
        return send([notification], at: now)
    }

    mutating func send(_ notifications: [Notification], at now: Timestamp) -> [Effect] {
        var effects: [Effect] = []
        for notification in notifications {
            count += 1
            made[notification.state] += 1
            if notification.isRecovery {
                recovered.append(RelatedFact.ActiveEvent(notification.finding.event, notification.check))
            }
            let id = notification.id(connector: connector, at: now.date, number: count)
            let entry = notification.entry(connector: connector, id: id)
            let waiting = WaitingNotification(id: id, entry: entry)
            effects += outbox.add(waiting, of: notification, at: now.uptime)
            receivers.add(waiting, of: notification, at: now)
        }
        return effects
    }

    /// What has recovered since it was taken last.
    mutating func takeRecovered() -> [RelatedFact.ActiveEvent] {
        defer { recovered = [] }
        return recovered
    }

    /// Takes what became of the entry handed over last.
    mutating func take(_ result: JournalDelivery, _ alerts: inout Alerts, at now: Timestamp) -> [Effect] {
        let effects = outbox.take(result, at: now.uptime)
        return effects + followJournal(&alerts, at: now)
    }

    mutating func wake(_ alerts: inout Alerts, at now: Timestamp) -> [Effect] {
        guard let wakesAt, now.uptime >= wakesAt else { return [] }
        let effects = outbox.wake(at: now.uptime)
        return effects + followJournal(&alerts, at: now)
    }

    /// The end: what has not reached the journal is at least seen.
    mutating func printUnsent() -> [Effect] { outbox.printUnsent() }

    /// Says so when the journal stops or starts taking entries.
    private mutating func followJournal(_ alerts: inout Alerts, at now: Timestamp) -> [Effect] {
        let key = AlertKey(.journalUnavailable)
        let failure = outbox.failure
        var effects: [Effect] = []
        if failure != nil || alerts.isFailing(journal.name) {
            effects += send(
                alerts.follow(
                    failure.map(Finding.journalUnavailable), key, of: journal, connector: connector, at: now),
                at: now)
        }
        // Into a full outbox this would be dropped like those that it is about.
        guard failure == nil, outbox.isEmpty else { return effects }
        let dropped = outbox.takeDropped()
        if dropped > 0 { effects += announce(.alertsDropped(dropped), of: journal, at: now) }
        return effects
    }
}

// MARK: The memory

extension AlertDelivery {
    /// Whether there is something to commit.
    var isUncommitted: Bool { outbox.isUncommitted }

    /// What is to be committed: the notifications that are new, or all of them, and the ids of those that the journal
    /// took.
    mutating func takeUncommitted(all: Bool) -> (queued: [WaitingNotification], settled: [String]) {
        outbox.takeUncommitted(all: all)
    }

    /// Takes note of how the last commit ended; while it fails or hangs, nothing waits for it.
    mutating func committed(isFailed: Bool, at now: Duration) -> [Effect] {
        outbox.committed(isFailed: isFailed, at: now)
    }

    /// Goes on with what an earlier run left.
    ///
    /// - Returns: what is to be looked for in the journal.
    mutating func resume(_ waiting: [WaitingNotification], at now: Duration) -> [Effect] {
        outbox.resume(waiting, at: now)
    }

    /// Takes which of that the journal has.
    mutating func found(_ ids: Set<String>, at now: Duration) -> [Effect] {
        outbox.found(ids, at: now)
    }
}

extension Notification {
    /// Whether something works again that is still watched.
    fileprivate var isRecovery: Bool {
        state == .recovered && !isUnwatched && finding.priority >= .warning
    }
}
