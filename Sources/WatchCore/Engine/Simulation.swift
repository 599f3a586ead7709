package import FoundationEssentials

/// What the daemon would announce about trust certificates while time goes by and nothing else changes.
///
/// The engine that decides is the daemon's own; only its clock and its probes are made up.
package struct Simulation: Sendable {
    /// One entry that would stand in the journal.
    package struct Announcement: Sendable, Equatable {
        package var date: Date
        package var check: CheckName
        package var event: AlertEvent
        package var state: NotificationState
        package var priority: Priority
        package var message: String
        package var remedy: String?
    }

    /// So long a time at most is gone through.
    package static let longest = Duration.seconds(4 * 366 * 86_400)
    /// Probes follow each other no sooner, as between them nothing changes but at turning points, which are probed in
    /// any case.
    private static let leastInterval = Duration.seconds(1800)

    private let parts: [(target: TrustTarget, seen: TrustObservation)]
    private var engine: Engine
    private var now: Timestamp
    private var wakesAt: Duration?
    private var announcements: [Announcement] = []

    /// `parts`: the trust checks to simulate and what a probe each sees all the time.
    package init(
        _ parts: [(section: TrustSection, seen: TrustObservation)], connector: String, from date: Date
    ) {
        self.parts = parts.map { ($0.section.target, $0.seen) }
        let trusts = parts.map { part in
            var section = part.section
            section.pace.interval = max(section.pace.interval, Self.leastInterval)
            section.pace.failingInterval = section.pace.interval
            return section
        }
        now = Timestamp(uptime: .zero, date: date)
        engine = Engine(
            settings: Settings(connector: ConnectorSettings(name: connector, cloud: .none), trusts: trusts),
            environment: EngineEnvironment(configurationPath: ""), saved: nil, at: now)
    }

    /// What is announced up to `end`, in its order; reminders included.
    package mutating func run(to end: Date) -> [Announcement] {
        let begin = now.date
        carryOut(engine.start(stateFailure: nil, at: now))
        while let next = wakesAt {
            let date = begin + next.inSeconds
            guard date <= end else { break }
            now = Timestamp(uptime: next, date: date)
            wakesAt = nil
            carryOut(engine.take(.woke, at: now))
        }
        return announcements
    }

    private mutating func carryOut(_ effects: [Effect]) {
        var waiting = effects[...]
        while let effect = waiting.popFirst() {
            switch effect {
            case .wake(let uptime): wakesAt = uptime
            case .probe(let id, let target, _):
                let part = parts.first { .trust($0.target) == target }
                waiting += engine.take(
                    .answered(id, part.map { .trust($0.seen) } ?? .unanswered), at: now)
            case .send(let entry, let notification):
                if let notification { note(notification, entry) }
                waiting += engine.take(.journal(.delivered), at: now)
            case .save: waiting += engine.take(.saved(failure: nil), at: now)
            case .publish(_, let place): waiting += engine.take(.published(place, failure: nil), at: now)
            case .lookUp: waiting += engine.take(.lookedUp([]), at: now)
            case .deliver, .cancelDelivery, .cancelProbe, .print, .notify, .readConfiguration, .readSilences,
                .watch, .withdraw, .finish:
                break
            }
        }
    }

    /// Keeps what is about a check; the daemon's own doings are not what is asked for.
    private mutating func note(_ notification: Notification, _ entry: JournalEntry) {
        let event = notification.finding.event
        guard event < .started else { return }
        announcements.append(
            Announcement(
                date: now.date, check: notification.check, event: event, state: notification.state,
                priority: entry.priority, message: entry.message,
                remedy: entry.others.first { $0.name == JournalField.remedy.rawValue }?.value))
    }
}
