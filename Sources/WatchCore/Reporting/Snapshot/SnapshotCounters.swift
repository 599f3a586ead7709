/// What was counted since the daemon started.
package struct SnapshotCounters: Sendable, Equatable, Codable {
    /// Probes without a finding of warning or worse, and the others.
    package var probesPassed = 0
    package var probesFailed = 0
    /// Notifications that were made, by their state.
    package var raised = 0
    package var escalated = 0
    package var reminder = 0
    package var recovered = 0
    package var info = 0
    /// Notifications that were lost for want of room while the journal took none.
    package var dropped = 0
    /// Notifications that wait for the journal now.
    package var waiting = 0

    private enum CodingKeys: String, CodingKey {
        case probesPassed = "probes_passed"
        case probesFailed = "probes_failed"
        case raised, escalated, reminder, recovered, info, dropped, waiting
    }

    package init() {}

    /// How many notifications of a state were made.
    package subscript(state: NotificationState) -> Int {
        get {
            switch state {
            case .raised: raised
            case .escalated: escalated
            case .reminder: reminder
            case .recovered: recovered
            case .info: info
            }
        }
        set {
            switch state {
            case .raised: raised = newValue
            case .escalated: escalated = newValue
            case .reminder: reminder = newValue
            case .recovered: recovered = newValue
            case .info: info = newValue
            }
        }
    }
}
