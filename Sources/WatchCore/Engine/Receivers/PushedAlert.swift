package import FoundationEssentials

/// An alert as an Alertmanager is told of it: its labels are what makes it one.
package struct PushedAlert: Sendable, Equatable {
    package var labels: [String: String]
    package var annotations: [String: String]
    package var startsAt: Date
    /// `nil` while it stands.
    package var endsAt: Date?

    package init(labels: [String: String], annotations: [String: String], startsAt: Date, endsAt: Date? = nil)
    {
        self.labels = labels
        self.annotations = annotations
        self.startsAt = startsAt
        self.endsAt = endsAt
    }
}

/// An alert on the board of a receiver, as it survives a restart.
package struct BoardAlert: Sendable, Equatable, Codable {
    var incident: String
    var labels: [String: String]
    var annotations: [String: String]
    var startsAt: Date
    /// Whether the receiver has taken it while it stood.
    var isTaken = false
    var isOver = false

    /// What tells it from others: an Alertmanager knows it by its labels.
    var key: String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
    }
}

extension BoardAlert {
    /// The alert that a notification tells of, or `nil` if it tells of something that has no end, or is worth a notice
    /// only.
    init?(_ notification: Notification, _ entry: JournalEntry) {
        guard let incident = notification.incident, notification.finding.priority >= .warning else {
            return nil
        }
        self.incident = incident.id
        startsAt = incident.raisedAt
        let finding = notification.finding
        labels = [
            "alertname": finding.event.alertName, "event": String(finding.event.rawValue),
            "severity": finding.priority.severity, "phase": finding.phase.rawValue,
        ]
        let fields: [(String, JournalField)] = [
            ("connector", .name), ("check", .check), ("reason", .reason), ("route", .route),
            ("tenant", .tenant),
        ]
        for (label, field) in fields { labels[label] = entry.value(of: field) }
        annotations = [
            "message": entry.message, "summary": finding.event.title,
            "runbook": "man:connector-watch-events(7)", "incident": incident.id,
        ]
        for (annotation, field) in [("remedy", JournalField.remedy), ("target", .target)] {
            annotations[annotation] = entry.value(of: field)
        }
    }
}

extension AlertEvent {
    /// Its title as one word: `ConnectorPortUnreachable`.
    var alertName: String {
        title.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
            .reduce(into: "Connector") { $0 += $1.prefix(1).uppercased() + $1.dropFirst() }
    }
}

extension Priority {
    /// The word for it that rules of Prometheus use.
    var severity: String {
        switch self {
        case .critical: "critical"
        case .error: "error"
        case .warning: "warning"
        case .notice, .info: "info"
        }
    }
}
