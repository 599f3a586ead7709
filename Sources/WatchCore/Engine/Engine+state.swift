extension Engine {
    /// What is to be saved is collected for this long, so that a storm of alerts is one write.
    static let savingTime = Duration.seconds(1)
    /// A save that failed is tried again after this long.
    static let retryTime = Duration.seconds(60)

    /// Has the state saved in a moment; one save at a time, however slow the disk.
    mutating func remember(at now: Timestamp) {
        publishSoon(at: now)
        guard environment.statePath != nil, stage == .running else { return }
        guard !isSaving else {
            mustSaveAgain = true
            return
        }
        guard !schedule.isSet(.save) else { return }
        schedule.set(.save, at: now.uptime + Self.savingTime)
    }

    mutating func save(at now: Timestamp) {
        schedule.cancel(.save)
        schedule.cancel(.saveAgain)
        guard environment.statePath != nil else { return }
        guard !isSaving else {
            mustSaveAgain = true
            return
        }
        var saved = SavedState()
        saved.learnedTenant = learnedTenant
        let names = Set(alerts.names).union(histories.keys).union(genuineIssuers.keys).union(trends.keys)
        saved.checks = names.sorted().map { name in
            SavedState.SavedCheck(
                name: name, target: target(of: name),
                trackers: alerts.saved(name, at: now), history: histories[name],
                issuers: genuineIssuers[name], trend: trends[name])
        }
        trendsSavedAt = now.uptime
        isSaving = true
        mustSaveAgain = false
        effects.append(.save(saved))
    }

    func target(of name: CheckName) -> String {
        probes[name]?.check.target.text ?? Dependency(rawValue: name.text).flatMap(dependencies.target(of:))
            ?? restoredTargets[name] ?? environment.lastingSources.first { $0.name == name }?.target ?? ""
    }

    mutating func stateSaved(_ failure: String?, at now: Timestamp) {
        isSaving = false
        if stage == .running {
            follow(
                failure.map(Finding.stateNotSaved), .stateUnusable, of: environment.state, at: now)
            if failure != nil { schedule.set(.saveAgain, at: now.uptime + Self.retryTime) }
            if mustSaveAgain { remember(at: now) }
        } else if mustSaveAgain {
            save(at: now)
        }
    }

    /// Says that the state of the last run cannot be used; `damage` says in whole sentences why.
    mutating func announceStateFailure(_ damage: String, at now: Timestamp) {
        announce(.stateNotRestored(damage), of: environment.state, at: now)
    }

    mutating func restore(_ saved: SavedState, at now: Timestamp) {
        learnedTenant = saved.learnedTenant
        for check in saved.checks {
            restoredTargets[check.name] = check.target
            alerts.restore(check.trackers, of: check.name, at: now)
            histories[check.name] = check.history
            genuineIssuers[check.name] = check.issuers
            trends[check.name] = check.trend
        }
    }

    /// Drops what was learned about a check that is no longer watched.
    mutating func forget(_ name: CheckName) {
        histories[name] = nil
        genuineIssuers[name] = nil
        trends[name] = nil
    }

    /// Ends what an earlier run left of checks that are no longer in the settings, probe something else now, or
    /// probe it in fewer ways.
    mutating func endRestoredStrangers(at now: Timestamp) {
        let own = environment.lastingSources.map(\.name)
        var targets = restoredTargets.filter { own.contains($0.key) }
        let checks = settings.checks(learnedTenant: learnedTenant)
        for check in checks { targets[check.name] = check.target.text }
        dependencies.replace(with: checks)
        for dependency in Dependency.allCases {
            targets[dependency.name] = dependencies.target(of: dependency)
        }
        for (name, target) in restoredTargets.sorted(by: { $0.key < $1.key }) where targets[name] != target {
            announce(alerts.end(AlertSource(daemon: name.text, target: target), at: now), at: now)
            forget(name)
        }
        for check in checks where restoredTargets[check.name] != nil {
            announce(alerts.end(check.source, allBut: check.target.alertKeys, at: now), at: now)
        }
        restoredTargets = [:]
    }
}
