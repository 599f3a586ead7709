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
    /// How long it stood, whatever the calendar did meanwhile, or `nil` while it stands.
    package var lasted: Duration?

    /// - Parameters:
    ///   - active: the incident.
    ///   - source: whose it is.
    ///   - end: both clocks at its end, or `nil` while it stands.
    init(_ active: Tracker.ActiveAlert, _ source: AlertSource, endedAt end: Timestamp?) {
        incident = active.incident
        check = source.name
        target = source.target
        priority = active.announced
        finding = active.finding
        endedAt = end?.date
        lasted = end.map { $0.uptime - active.raisedAt }
    }
}
