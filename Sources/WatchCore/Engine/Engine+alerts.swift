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

    var journal: AlertSource { source("journal", target: "/run/systemd/journal/socket") }

    /// Says so when the journal stops or starts taking entries.
    mutating func noteOutbox(at now: Timestamp) {
        guard let failure = outbox.failure else {
            if alerts.isFailing(journal.name) { follow(nil, .journalUnavailable, of: journal, at: now) }
            // Into a full outbox this would be dropped like those that it is about.
            if outbox.isEmpty { noteDropped(of: journal, at: now) }
            return
        }
        let what =
            switch failure {
            case .absent: "no journald listens"
            case .failed(let text): "journald refuses entries (\(text))"
            case .hanging: "journald has taken nothing for \(Outbox.patience.text)"
            }
        let finding = Finding(
            .journalUnavailable, .error, .service, nil,
            message: """
                The journal is unavailable: \(what). Alerts go to standard error and are kept until it is \
                back, at most \(Outbox.limit). Check systemctl status systemd-journald and the space below \
                /run/log and /var/log.
                """)
        follow(finding, .journalUnavailable, of: journal, at: now)
    }

    private mutating func noteDropped(of source: AlertSource, at now: Timestamp) {
        let dropped = outbox.takeDropped()
        guard dropped > 0 else { return }
        let finding = Finding(
            .alertsDropped, .warning, .service, nil,
            message: """
                \(dropped) alerts could not be kept for the journal; they were written to \
                standard error only.
                """)
        announce(finding, of: source, at: now)
    }

    /// A part of the daemon itself, as an alert source.
    func source(_ name: String, target: String) -> AlertSource {
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(60), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: .seconds(6 * 3600))
        return AlertSource(name: CheckName(name), target: target, pace: pace)
    }
}
