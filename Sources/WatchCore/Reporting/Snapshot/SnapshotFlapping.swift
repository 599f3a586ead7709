package import FoundationEssentials

/// That a check flaps on a route.
package struct SnapshotFlapping: Sendable, Equatable, Codable {
    /// When it was found to.
    package var since: Date
    /// How often it has failed since the first of the failures that showed it.
    package var failures: Int
    /// Whether it passed when it was probed last, so that it would have recovered.
    package var passing: Bool

    package init(since: Date, failures: Int, passing: Bool) {
        self.since = since
        self.failures = failures
        self.passing = passing
    }

    /// For people: `since 2026-11-28T05:00:00Z: it failed 12 times, and passes now`.
    package var text: String {
        "since \(since.rfc3339): it failed \(failures) times, and \(passing ? "passes" : "fails") now"
    }
}
