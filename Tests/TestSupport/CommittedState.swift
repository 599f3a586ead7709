package import WatchCore

/// What was committed, row by row as the database has it: a commit costs what it changes, however much is there.
package struct CommittedState {
    private var facts: SavedFacts
    private var checks: [CheckName: SavedState.SavedCheck]
    /// The hours of each check, the oldest first, as many as a trend goes on after.
    private var hours: [CheckName: [Trend.Record]]
    private var waiting: [WaitingNotification]
    private var deliveries: [SavedDelivery]

    package init(_ state: SavedState = SavedState()) {
        facts = state.facts
        checks = Dictionary(uniqueKeysWithValues: state.checks.map { ($0.name, $0) })
        hours = Dictionary(uniqueKeysWithValues: state.trends.map { ($0, $1.records(of: $0)) })
        waiting = state.waiting
        deliveries = state.deliveries
    }

    /// All of it, as it is read when a daemon starts.
    package var state: SavedState {
        var state = SavedState()
        state.facts = facts
        state.checks = checks.values.sorted { $0.name < $1.name }
        state.trends = hours.compactMapValues { Trend($0) }
        state.waiting = waiting
        state.deliveries = deliveries
        return state
    }

    /// Takes what was committed after it, as the memory does.
    package mutating func apply(_ change: StateChange) {
        if change.isWhole { (checks, waiting, deliveries) = ([:], [], []) }
        facts = change.facts
        for name in change.forgotten { checks[name] = nil }
        for check in change.checks { checks[check.name] = check }
        for name in change.trendless { hours[name] = nil }
        for hour in change.hours { record(hour) }
        let settled = Set(change.settled)
        waiting.removeAll { settled.contains($0.id) }
        waiting += change.queued
        let gone = Set(change.settledDeliveries).union(change.deliveries.map(\.key))
        deliveries.removeAll { gone.contains($0.key) }
        deliveries += change.deliveries
    }

    /// Takes an hour in place of what there was of it and of later ones.
    private mutating func record(_ hour: Trend.Record) {
        var known = hours.removeValue(forKey: hour.check) ?? []
        while let last = known.last, last.hour >= hour.hour { known.removeLast() }
        known.append(hour)
        known.removeFirst(known.prefix { $0.hour <= hour.hour - Int64(Trend.limit) }.count)
        hours[hour.check] = known
    }
}
