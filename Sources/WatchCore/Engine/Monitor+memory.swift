/// What must survive a restart.
extension Monitor {
    /// What changed since the last commit, beside the alerts.
    struct Unsaved: Sendable {
        var names: Set<CheckName> = []
        var areFactsNew = false
        var areTrendsDue = false
        var trendless: Set<CheckName> = []

        var isEmpty: Bool { names.isEmpty && !areFactsNew && !areTrendsDue && trendless.isEmpty }
    }

    /// Whether there is something to commit.
    var isUncommitted: Bool { !unsaved.isEmpty || alerts.isUncommitted }

    /// What is to be committed, and forgets that it is new.
    ///
    /// - Parameters:
    ///   - whole: whether it is to be all there is, as an earlier commit failed.
    ///   - now: both clocks.
    /// - Returns: the change.
    mutating func takeChange(whole: Bool, at now: Timestamp) -> StateChange {
        let (new, changes) = (takeUnsaved(), alerts.takeChanges(all: whole))
        let kept = whole ? allNames : new.names.union(changes.alerts.names)
        var change = StateChange(isWhole: whole)
        (change.facts, change.history) = (facts, settings.history)
        change.incidents = Array(changes.alerts.incidents)
        (change.queued, change.settled) = changes.outbox
        (change.deliveries, change.settledDeliveries) = changes.deliveries
        for name in kept.sorted() {
            let check = saved(name, at: now)
            if check.isEmpty { change.forgotten.append(name) } else { change.checks.append(check) }
        }
        change.trendless = new.trendless.sorted()
        if whole || new.areTrendsDue { change.hours = baselines.takeHours(all: whole, at: now.uptime) }
        return change
    }

    /// What is remembered once.
    private var facts: SavedFacts {
        var facts = SavedFacts(learnedTenant: ledger.tenant, bootID: environment.bootID)
        facts.summary = summary.saved
        return facts
    }

    private var allNames: Set<CheckName> {
        Set(alerts.trackers.names).union(ledger.names).union(baselines.names)
    }

    private func saved(_ name: CheckName, at now: Timestamp) -> SavedState.SavedCheck {
        SavedState.SavedCheck(
            name: name, target: target(of: name), trackers: alerts.trackers.saved(name, at: now),
            flapping: alerts.trackers.savedFlapping(name, at: now), history: ledger[name],
            genuineIssuers: baselines.issuers(of: name))
    }
}
