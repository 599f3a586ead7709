/// What is to be committed at once: what changed of the state, and the notifications that it caused.
package struct StateChange: Sendable, Equatable {
    /// Whether this is all there is, in place of what was committed before.
    package var isWhole = false
    package var facts = SavedFacts()
    /// How much is to be remembered.
    package var history = HistoryLimits.standard
    /// As they are now.
    package var checks: [SavedState.SavedCheck] = []
    /// Nothing is remembered of these any more.
    package var forgotten: [CheckName] = []
    /// As they are now, among them those that go on.
    package var hours: [Trend.Record] = []
    /// The hours of these are no longer those of a check that is watched: only their days are remembered.
    package var trendless: [CheckName] = []
    package var incidents: [IncidentChange] = []
    /// Not yet in the journal, in their order.
    package var queued: [WaitingNotification] = []
    /// The ids of those that the journal has taken.
    package var settled: [String] = []
    /// What waits for receivers, new or changed.
    package var deliveries: [SavedDelivery] = []
    /// What does not wait any more.
    package var settledDeliveries: [DeliveryKey] = []

    package init(isWhole: Bool = false) {
        self.isWhole = isWhole
    }

    /// Whether much memory was needed to write it.
    package var isLarge: Bool { isWhole || checks.count > 100 || hours.count > 1000 }

    /// All of a state.
    package init(whole state: SavedState) {
        isWhole = true
        facts = state.facts
        checks = state.checks
        hours = state.trends.flatMap { $1.records(of: $0) }
        queued = state.waiting
        deliveries = state.deliveries
    }
}

/// What is remembered once, and not of each check.
package struct SavedFacts: Sendable, Equatable, Codable {
    /// The tenant that the certificates told.
    package var learnedTenant: String?
    /// Of the host's boot in which this was committed.
    package var bootID: String?
    var summary: DailySummary.Saved?

    package init(learnedTenant: String? = nil, bootID: String? = nil) {
        self.learnedTenant = learnedTenant
        self.bootID = bootID
    }
}
