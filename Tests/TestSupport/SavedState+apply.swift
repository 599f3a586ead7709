package import WatchCore

extension SavedState {
    /// Takes what was committed after it, as the memory does.
    package mutating func apply(_ change: StateChange) {
        if change.isWhole { (checks, waiting) = ([], []) }
        facts = change.facts
        let gone = Set(change.forgotten).union(change.checks.map(\.name))
        checks.removeAll { gone.contains($0.name) }
        checks = (checks + change.checks).sorted { $0.name < $1.name }
        for name in change.trendless { trends[name] = nil }
        for (name, hours) in Dictionary(grouping: change.hours, by: \.check) {
            let first = hours[0].hour
            let before = trends[name]?.records(of: name).filter { $0.hour < first } ?? []
            trends[name] = Trend(before + hours)
        }
        waiting.removeAll { change.settled.contains($0.id) }
        waiting += change.queued
        let settled = Set(change.settledDeliveries).union(change.deliveries.map(\.key))
        deliveries.removeAll { settled.contains($0.key) }
        deliveries += change.deliveries
    }
}
