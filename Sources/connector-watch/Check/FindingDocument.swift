internal import WatchCore

/// A finding in a document.
struct FindingDocument: Encodable {
    var event: AlertEvent
    var title: String
    var priority: String
    @OrNull var via: Route?
    var phase: Phase
    @OrNull var reason: Reason?
    var message: String
    @OrNull var remedy: String?
    /// The journal's fields.
    var details: [String: String]
    /// What holds back its alert.
    @OrNull var silenced: SnapshotSilence?

    init(_ finding: Finding, silenced: SnapshotSilence?) {
        self.silenced = silenced
        event = finding.event
        title = finding.event.title
        priority = finding.priority.name
        via = finding.route
        phase = finding.phase
        reason = finding.reason
        let text = finding.text
        message = text.message
        remedy = text.optionalRemedy
        details = Dictionary(uniqueKeysWithValues: finding.details.map { ($0.key.rawValue, $0.value) })
    }
}
