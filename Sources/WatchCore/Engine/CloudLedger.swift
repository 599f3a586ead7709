internal import FoundationEssentials

/// What is remembered of asking the cloud about the connector.
struct CloudLedger: Sendable {
    /// Without an answer the cloud is left alone for twice as long each time, but no longer than this.
    static let longestPause = TimeSpan.hours(1)
    /// Who asks for a longer pause gets this one.
    static let longestAsked = TimeSpan.days(1)

    /// What it says, or `nil` if it was not asked yet.
    private(set) var opinion: SnapshotCloud?
    /// Questions in a row without an answer.
    private(set) var misses = 0
    /// Since when no question has found that what the connector needs fails here, on ``Timestamp/uptime``.
    private(set) var goodSince: Duration?

    var wasListed: Bool { opinion?.listed ?? false }

    /// Notes whether all that the connector needs works, each time when the cloud is asked.
    mutating func note(isGood: Bool, at now: Duration) {
        goodSince = isGood ? goodSince ?? now : nil
    }

    /// Takes what the cloud says.
    mutating func take(_ observation: Observation, of target: CloudTarget, at date: Date) {
        guard case .cloud(let cloud) = observation else {
            misses += 1
            return
        }
        opinion = SnapshotCloud(cloud, about: target.connector, at: date, after: opinion)
        if case .failed = cloud { misses += 1 } else { misses = 0 }
    }

    /// How long the cloud is left alone after an answer, or `nil` if that is as long as always.
    func pause(after observation: Observation, of check: Check) -> Duration? {
        guard misses > 0 else { return nil }
        let doubled = check.pace.interval * (1 << min(misses - 1, 8))
        let own = min(doubled, max(check.pace.interval, Self.longestPause))
        guard case .cloud(.failed(let failure)) = observation, let asked = failure.wait else { return own }
        return max(own, min(asked, Self.longestAsked))
    }

    /// Drops what is known, as the cloud is not asked any more, or another one.
    mutating func forget() { self = CloudLedger() }
}

extension Monitor {
    /// What this host knows of the connector.
    func connectorHealth(at now: Timestamp) -> ConnectorHealth {
        let needed = ledger.renewalEndpoints.compactMap { scheduler.table[$0]?.check }
        let trusts = scheduler.table.checks.filter(\.isTrust)
        let expired = trusts.lazy.compactMap { [alerts] check in
            alerts.standing(AlertKey(.trustExpired), of: check.name, at: now)
        }.first
        let down = needed.map { alerts.outage(of: $0, at: now) }
        var health = ConnectorHealth(wasListed: cloud.wasListed, misses: cloud.misses)
        // Whether it is all of them: without one of several endpoints the connector may work for long.
        if let expired {
            health.outage = expired
        } else if !down.isEmpty, down.allSatisfy({ $0 != nil }) {
            health.outage = down.compactMap(\.self).min { $0.duration < $1.duration }
        }
        if health.outage == nil, !needed.isEmpty { health.goodFor = cloud.goodSince.map { now.uptime - $0 } }
        health.inactiveFor =
            alerts.standing(AlertKey(.connectorInactive), of: Settings.cloudName, at: now)?.duration
        health.isCutOff = Dependency.allCases.contains {
            alerts.trackers.active($0.key, of: $0.name).map { $0.priority >= .error } ?? false
        }
        return health
    }

    /// Whether nothing that the connector needs fails here.
    func isConnectorGood() -> Bool {
        !ledger.renewalEndpoints.isEmpty
            && !ledger.renewalEndpoints.contains { alerts.trackers.isFailing($0) }
            && alerts.active(ofAnyNeededBy: ledger.renewalEndpoints).isEmpty
            && !scheduler.table.checks.contains {
                $0.isTrust && alerts.trackers.isActive(.trustExpired, of: $0.name)
            }
    }
}

extension AlertPipeline {
    /// An alert that stands, and for how long, or `nil` if it does not.
    func standing(_ key: AlertKey, of name: CheckName, at now: Timestamp) -> ConnectorHealth.Outage? {
        guard trackers.active(key, of: name) != nil, let active = trackers.trackers[name]?[key]?.active else {
            return nil
        }
        return ConnectorHealth.Outage(
            RelatedFact.ActiveEvent(key.event, name), for: now.uptime - active.raisedAt)
    }

    /// What keeps a check's target from being reached on any of its routes, or `nil` if one works.
    fileprivate func outage(of check: Check, at now: Timestamp) -> ConnectorHealth.Outage? {
        var outage: ConnectorHealth.Outage?
        for route in check.target.routes?.all ?? [] {
            let own = trackers.active(of: check.name)
                .filter { $0.route == route && $0.priority >= .error && !$0.isForewarning }
                .compactMap { standing($0.key, of: check.name, at: now) }
            let shared = check.requirements.filter { $0.route == route }
                .compactMap { standing($0.dependency.key, of: $0.dependency.name, at: now) }
            guard let longest = (own + shared).max(by: { $0.duration < $1.duration }) else { return nil }
            if outage.map({ longest.duration < $0.duration }) ?? true { outage = longest }
        }
        return outage
    }
}
