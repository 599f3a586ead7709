/// What must survive a restart.
extension AlertPipeline {
    /// What is to be committed of the alerts and what they announce.
    struct Changes: Sendable {
        var alerts: Alerts.Changes
        /// The notifications that are new, or all of them, and the ids of those that the journal took.
        var outbox: (queued: [WaitingNotification], settled: [String])
        var deliveries: (new: [SavedDelivery], settled: [DeliveryKey])
    }

    /// Whether there is something to commit.
    var isUncommitted: Bool {
        trackers.isChanged || delivery.isUncommitted || delivery.receivers.isUncommitted
    }

    /// What is to be committed, all of it if an earlier commit failed; and forgets that.
    mutating func takeChanges(all: Bool) -> Changes {
        Changes(
            alerts: trackers.takeChanges(), outbox: delivery.takeUncommitted(all: all),
            deliveries: delivery.receivers.takeUncommitted(all: all))
    }

    /// Takes note of how the last commit ended, of which these incidents were part.
    mutating func committed(isFailed: Bool, _ incidents: [IncidentChange], at now: Duration) -> [Effect] {
        if isFailed { trackers.takeBack(incidents) }
        delivery.receivers.committed(isFailed: isFailed)
        return delivery.committed(isFailed: isFailed, at: now)
    }

    /// Goes on with the notifications that an earlier run had not delivered.
    mutating func resume(_ waiting: [WaitingNotification], at now: Duration) -> [Effect] {
        delivery.resume(waiting, at: now)
    }

    /// Takes which of them the journal has.
    mutating func found(_ ids: Set<String>, at now: Duration) -> [Effect] { delivery.found(ids, at: now) }

    /// Repeats the active alerts of these once.
    mutating func remind(_ sources: [AlertSource], at now: Timestamp) -> [Effect] {
        let pipeline = self
        let notifications = trackers.remind(
            sources, unless: { pipeline.silence(of: $0, of: $1) != nil }, at: now)
        return delivery.send(notifications, at: now)
    }
}
