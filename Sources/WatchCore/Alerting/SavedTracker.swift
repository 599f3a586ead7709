internal import FoundationEssentials

extension Tracker {
    /// What survives a restart; points in time are on the calendar, as the monotonic clock starts anew with the host.
    struct Saved: Sendable, Equatable, Codable {
        var failures: Int
        var passes: Int
        var incident: Incident?
        var finding: Finding?
        var announced: Priority?
        var announcedAt: Date?
        /// Both on ``Timestamp/uptime`` in seconds, of the same boot.
        var raisedUptime: Double?
        var announcedUptime: Double?
        /// `nil` as `true`: only an incident that a silence held back is not announced.
        var isAnnounced: Bool?
        /// `nil` as `false`: only where its check flaps it has not recovered.
        var isHeld: Bool?

        /// Whether the counts are such as a tracker reaches: they end with the incident's raising or recovery.
        var isPossible: Bool {
            let counts = 0...Self.countLimit
            let uptimes = [raisedUptime, announcedUptime].compactMap { $0 }
            return counts.contains(failures) && counts.contains(passes)
                && uptimes.allSatisfy { abs($0) < Self.uptimeLimit }
        }

        /// Some 300 years: an incident may be older than the host's boot.
        private static let uptimeLimit = 1e10

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
