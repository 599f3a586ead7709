/// A check that fails and recovers again and again on one route.
package struct FlappingFacts: Sendable, Equatable {
    package var check: CheckName
    package var target: String
    /// `nil` for what does not leave this host.
    package var route: Route?
    /// How often it failed.
    package var failures: Int
    /// From the first failure to the last change.
    package var time: Duration
    /// What it failed with last.
    package var event: AlertEvent
    package var reason: Reason?
    /// How it has been without a change since, or `nil` while it flaps.
    package var end: End?

    /// How it goes on.
    package struct End: Sendable, Equatable {
        package var isFailing: Bool
        /// For how long already.
        package var time: Duration
    }
}

extension Finding {
    /// Event 1095: a check flaps; `phase` is where it failed last.
    static func flapping(_ facts: FlappingFacts, _ phase: Phase) -> Finding {
        var finding = Finding(
            .flapping(facts), .warning, phase, facts.reason, details: [.failures: String(facts.failures)])
        finding.route = facts.route
        return finding
    }
}
