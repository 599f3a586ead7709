internal import FoundationEssentials

/// What the service manager is told of the daemon: its status, which is always true, and signs of life.
struct ServiceReporter: Sendable {
    private enum State: Sendable {
        case idle
        /// It wants a sign of life every interval; the next one is sent at `next`.
        case watched(every: Duration, next: Duration)
    }

    private var state = State.idle
    private var sentStatus: ServiceStatus?
    /// When that was.
    private var sentAt: Duration?
    /// When a status that has changed meanwhile may follow.
    private var statusDue: Duration?

    /// When ``wake(at:)`` is wanted, or ``update(_:_:at:)``.
    var wakesAt: Duration? {
        let life: Duration? =
            switch state {
            case .idle: nil
            case .watched(_, let next): next
            }
        return earlier(life, statusDue)
    }

    /// Begins to send signs of life, twice as often as the service manager wants them; `nil` if it wants none.
    mutating func start(watchdog: Duration?, at now: Duration) {
        guard let watchdog else { return }
        state = .watched(every: watchdog / 2, next: now + watchdog / 2)
    }

    mutating func wake(at now: Duration) -> [Effect] {
        guard case .watched(let interval, let next) = state, now >= next else { return [] }
        state = .watched(every: interval, next: now + interval)
        return [.notify(.watchdog)]
    }

    /// Says that the daemon is up, or done with reloading.
    mutating func ready(_ status: ServiceStatus, _ alerts: AlertPipeline, at now: Duration) -> [Effect] {
        [.notify(.ready(status: compose(status, alerts, at: now)))]
    }

    /// Keeps what `systemctl status` shows true; composes it only where it may have changed.
    ///
    /// With thousands of checks one follows another later, as it is composed of all alerts, and thousands may be raised at
    /// once.
    mutating func update(_ status: ServiceStatus, _ alerts: AlertPipeline, at now: Duration) -> [Effect] {
        guard status != sentStatus else {
            statusDue = nil
            return []
        }
        if let due = sentAt.map({ $0 + status.leastSpacing }), now < due {
            statusDue = due
            return []
        }
        return [.notify(.status(compose(status, alerts, at: now)))]
    }

    private mutating func compose(_ status: ServiceStatus, _ alerts: AlertPipeline, at now: Duration)
        -> String
    {
        (sentStatus, sentAt, statusDue) = (status, now, nil)
        return status.text(alerts)
    }
}

/// What the status line is made from.
struct ServiceStatus: Sendable, Equatable {
    private var checks: Int
    private var isFirstRoundOver: Bool
    /// Of the alerts.
    private var revision: Int
    /// Those in force.
    private var silences: [ActiveSilence]
    /// The trust certificate that expires first.
    private var agent: CheckName?
    private var forecast: RenewalForecast?
    private var renewed: Date?

    init(_ monitor: borrowing Monitor, at date: Date) {
        let next = monitor.ledger.forecasts(at: date).first
        checks = monitor.scheduler.table.count
        isFirstRoundOver = monitor.scheduler.table.isFirstRoundOver
        revision = monitor.alerts.trackers.revision
        silences = monitor.alerts.silences.active
        agent = next?.name
        forecast = next?.forecast
        renewed = next.flatMap { monitor.ledger[$0.name]?.lastRenewal }
    }

    /// The next one follows this much later at the earliest.
    fileprivate var leastSpacing: Duration { .milliseconds(100) * (checks / 1000) }

    /// `alerts`: those of the same ``revision``.
    fileprivate func text(_ alerts: AlertPipeline) -> String {
        let start =
            "Watching \(checks) check\(checks == 1 ? "" : "s")"
            + (isFirstRoundOver ? "" : ", first probes in flight")
        let end =
            if let agent, let forecast {
                "; \(agent): \(forecast.text)" + (renewed.map { ", last renewed \($0.rfc3339)" } ?? "")
            } else { "" }
        let (count, worst) = alerts.trackers.worst(3)
        guard count > 0 else { return "\(start); no alert\(end)" }
        let shown = worst.map { "\($0.finding.event.rawValue) \($0.name)" }.joined(separator: ", ")
        let more = count > worst.count ? " and \(count - worst.count) more" : ""
        let silenced = alerts.silencedCount
        let remark = silenced > 0 ? " (\(silenced) silenced)" : ""
        let noun = count == 1 ? "alert" : "alerts"
        return "\(start); \(count) \(noun)\(remark): \(shown)\(more)\(end)"
    }
}
