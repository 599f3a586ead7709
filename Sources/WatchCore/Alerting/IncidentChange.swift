package import FoundationEssentials

/// What is remembered of an incident beyond its end, as it is now.
package struct IncidentChange: Sendable, Equatable {
    package var incident: Incident
    package var check: CheckName
    package var target: String
    /// The most severe that was announced.
    package var priority: Priority
    /// What was found last.
    package var finding: Finding
    /// `nil` while it stands.
    package var endedAt: Date?

    init(_ active: Tracker.ActiveAlert, _ source: AlertSource, endedAt: Date?) {
        incident = active.incident
        check = source.name
        target = source.target
        priority = active.announced
        finding = active.finding
        self.endedAt = endedAt
    }
}
