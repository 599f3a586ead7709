package import WatchCore

extension SavedState {
    /// Takes what was committed after it, as the memory does.
    package mutating func apply(_ change: StateChange) {
        if change.isWhole { self = SavedState() }
        facts = change.facts
        let gone = Set(change.forgotten).union(change.checks.map(\.name))
        checks.removeAll { gone.contains($0.name) }
        checks = (checks + change.checks).sorted { $0.name < $1.name }
        for name in change.trendless { trends[name] = nil }
        trends.merge(change.trends) { $1 }
        waiting.removeAll { change.settled.contains($0.id) }
        waiting += change.queued
        let settled = Set(change.settledDeliveries).union(change.deliveries.map(\.key))
        deliveries.removeAll { settled.contains($0.key) }
        deliveries += change.deliveries
    }
}
