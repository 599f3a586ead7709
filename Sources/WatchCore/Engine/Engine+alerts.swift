extension Engine {
    /// Judges an observation, follows up its findings and learns from it.
    mutating func apply(_ observation: Observation, to check: Check, at now: Timestamp) {
        let revision = alerts.revision
        let judged = judge(
            observation, of: check, baseline: baseline(of: check, at: now), at: now.date)
        let verdict = relate(judged, of: check, at: now)
        count(verdict, observation, of: check, at: now)
        hear(verdict, of: check, at: now)
        let suppressed = suppress(verdict, of: check, at: now)
        announce(
            alerts.take(
                verdict, of: check.source, connector: settings.connector.name, suppressing: suppressed,
                at: now),
            at: now)
        if alerts.revision != revision { remember(at: now) }
        update(from: observation, of: check, at: now)
    }

    /// Announces something that happened once.
    mutating func announce(_ finding: Finding, of source: AlertSource, at now: Timestamp) {
        let notification = Notification(
            state: .info, check: source.name, target: source.target, finding: finding, incident: nil,
            duration: .zero)
        announce([notification], at: now)
    }

    mutating func announce(_ notifications: [Notification], at now: Timestamp) {
        for notification in notifications {
            let entry = notification.entry(connector: settings.connector.name)
            effects += outbox.add(entry, of: notification, at: now.uptime)
        }
    }

    /// Follows a standing trouble of the daemon itself; `finding` is `nil` when it is over.
    mutating func follow(_ finding: Finding?, _ event: AlertEvent, of source: AlertSource, at now: Timestamp)
    {
        let verdict = Verdict(findings: finding.map { [$0] } ?? [], judged: [event])
        announce(alerts.take(verdict, of: source, connector: settings.connector.name, at: now), at: now)
    }

    private var journal: AlertSource { environment.journal }

    /// Says so when the journal stops or starts taking entries.
    mutating func noteOutbox(at now: Timestamp) {
        guard let failure = outbox.failure else {
            if alerts.isFailing(journal.name) { follow(nil, .journalUnavailable, of: journal, at: now) }
            // Into a full outbox this would be dropped like those that it is about.
            if outbox.isEmpty { noteDropped(of: journal, at: now) }
            return
        }
        follow(.journalUnavailable(failure), .journalUnavailable, of: journal, at: now)
    }

    private mutating func noteDropped(of source: AlertSource, at now: Timestamp) {
        let dropped = outbox.takeDropped()
        guard dropped > 0 else { return }
        announce(.alertsDropped(dropped), of: source, at: now)
    }
}
