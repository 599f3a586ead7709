internal import FoundationEssentials

extension Tracker {
    /// What survives a restart; points in time are on the calendar, as the monotonic clock starts anew.
    struct Saved: Sendable, Equatable, Codable {
        var failures: Int
        var passes: Int
        var incident: Incident?
        var finding: Finding?
        var announced: Priority?
        var announcedAt: Date?
        /// `nil` as `true`: only an incident that a silence held back is not announced.
        var isAnnounced: Bool?
        /// `nil` as `false`: only where its check flaps it has not recovered.
        var isHeld: Bool?

        /// Whether the counts are such as a tracker reaches: they end with the incident's raising or recovery.
        var isPossible: Bool {
            let counts = 0...Self.countLimit
            return counts.contains(failures) && counts.contains(passes)
        }

        /// More than any pace asks for.
        static let countLimit = 1_000_000
    }
}

/// A tracker as it survives a restart, with what it follows.
struct SavedTracker: Sendable, Equatable, Codable {
    var event: AlertEvent
    var route: Route?
    var tracker: Tracker.Saved

    private enum CodingKeys: String, CodingKey {
        case event
        case route = "via"
        case tracker
    }
}
