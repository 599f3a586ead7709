internal import FoundationEssentials

/// What is known of the trust certificates: those that each settings file has named, the tenant that they tell, and what
/// is to be expected of them.
struct CertificateLedger: Sendable {
    /// What an observation adds.
    struct Update: Sendable, Equatable {
        /// Event 1010, where something changed that was known.
        var change: Finding?
        /// Whether there is something new to be saved.
        var isChanged = false
        /// Whether the certificates tell another tenant or connector now.
        var isIdentityNew = false
    }

    /// The trust certificate of an agent, and what is to be expected of it.
    struct Forecast: Sendable {
        var name: CheckName
        var forecast: RenewalForecast
    }

    private var histories: [CheckName: TrustHistory] = [:]
    /// The tenant that the certificates told.
    private(set) var tenant: String?
    /// The id of the connector that they told.
    private(set) var connectorID: String?
    /// The trust checks, in the order of the settings.
    private var agents: [(name: CheckName, target: TrustTarget)] = []
    /// The checks that probe what a renewal needs, in the order of the settings.
    private(set) var renewalEndpoints: [CheckName] = []

    subscript(name: CheckName) -> TrustHistory? { histories[name] }
    /// The checks of which a certificate is known.
    var names: Set<CheckName> { Set(histories.keys) }

    /// Takes what is watched now, of a connector that registers in this cloud.
    mutating func replace(with checks: [Check], cloud: Cloud) {
        agents = checks.compactMap { check in
            if case .trust(let target) = check.target { (check.name, target) } else { nil }
        }
        renewalEndpoints = checks.filter { $0.isRenewalEndpoint(of: cloud) }.map(\.name)
    }

    /// Drops what is known of a check that is no longer watched.
    mutating func forget(_ name: CheckName) {
        histories[name] = nil
    }

    mutating func restore(_ saved: SavedState) {
        tenant = saved.facts.learnedTenant
        for check in saved.checks { histories[check.name] = check.history }
        connectorID = learnedConnector(from: saved.checks.lazy.map { $0.history?.current.facts })
    }

    /// Takes what a probe saw.
    ///
    /// - Parameters:
    ///   - observation: what it saw; only that of a trust check adds anything.
    ///   - check: which was probed.
    ///   - isAbsent: whether an alert says that the certificate is missing, or its store cannot be read. While it is
    ///     not, a certificate that is not found may be in the middle of being replaced.
    ///   - date: on the calendar.
    /// - Returns: what that adds.
    mutating func update(
        from observation: Observation, of check: Check, isAbsent: @autoclosure () -> Bool, at date: Date
    ) -> Update {
        guard case .trust(let target) = check.target, case .trust(let trust) = observation,
            case .read(let trustSettings) = trust.settings
        else { return Update() }
        let record = TrustRecord(settings: trustSettings, facts: trust.inUse?.facts)
        guard record.facts != nil || isAbsent() else { return Update() }
        let before = histories[check.name]
        var update = Update(change: advance(to: record, target, check.name, at: date))
        update.isChanged = histories[check.name] != before
        let named = learnedTenant(
            from: agents.lazy.map { [histories] agent in
                histories[agent.name]?.current.facts?.tenant.map(AgentTenant.named) ?? .nameless
            })
        if let named, named != tenant {
            tenant = named
            update.isIdentityNew = true
            update.isChanged = true
        }
        let id = learnedConnector(
            from: agents.lazy.map { [histories] in histories[$0.name]?.current.facts })
        if let id, id != connectorID {
            connectorID = id
            update.isIdentityNew = true
        }
        return update
    }

    /// Takes what the settings of a trust check say now.
    ///
    /// - Returns: the finding about what has changed, or `nil` if nothing has.
    private mutating func advance(
        to record: TrustRecord, _ target: TrustTarget, _ name: CheckName, at date: Date
    ) -> Finding? {
        guard let before = histories[name] else {
            histories[name] = TrustHistory(current: record, since: date)
            return nil
        }
        let correction = before.correction(by: record, expectedIssuers: target.issuers)
        let change = correction?.change ?? before.change(to: record, expectedIssuers: target.issuers)
        histories[name]?.advance(to: record, change?.change, at: date)
        return change.map { changeFinding($0, from: correction?.from ?? before.current, to: record) }
    }

    /// What is to be expected of the certificates that were seen: the first to expire first.
    func forecasts(at date: Date) -> [Forecast] {
        agents.compactMap { name, target in
            histories[name]?.current.facts.map {
                Forecast(name: name, forecast: RenewalForecast(of: $0, target, at: date))
            }
        }
        .sorted { ($0.forecast.expires, $0.name) < ($1.forecast.expires, $1.name) }
    }

    /// How long until the next turning point of a check's certificate is over, or `nil` if it has none; should the
    /// calendar jump meanwhile, the next regular probe sees it.
    func turningPoint(of check: Check, after date: Date) -> Duration? {
        guard case .trust(let target) = check.target, let facts = histories[check.name]?.current.facts
        else { return nil }
        return facts.turningPoint(for: target, after: date)
            .map { .seconds($0.timeIntervalSince(date)) + .milliseconds(1) }
    }
}

extension Check {
    /// Whether it probes the cloud service itself, which renews certificates.
    fileprivate func isRenewalEndpoint(of cloud: Cloud) -> Bool {
        guard let endpoint = target.endpoint else { return false }
        return cloud.purpose(of: endpoint.host, port: endpoint.port) == .service
    }
}
