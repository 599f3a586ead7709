extension Engine {
    /// How long a measurement of this host's clock counts while no newer one comes.
    static let clockMemory = Duration.seconds(3600)
    /// A longer name of an issuer, in bytes, is not kept.
    private static let issuerLimit = 1024

    /// What earlier probes know that helps to judge one at this check.
    func baseline(of check: Check, at now: Timestamp) -> Baseline {
        var baseline = Baseline()
        if let clock, now.uptime - clock.measuredAt <= Self.clockMemory {
            baseline.clockOffset = clock.offset
        }
        baseline.genuineIssuers = genuineIssuers[check.name] ?? ByRoute()
        if case .trust = check.target { baseline.sha512Failures = alerts.names(of: .sha512Fails) }
        return baseline
    }

    /// Learns what later probes are judged by.
    mutating func update(from observation: Observation, of check: Check, at now: Timestamp) {
        switch (check.target, observation) {
        case (.login, .login(let paths)): updateIssuers(from: paths, check, at: now)
        case (.tls, .tls(let routes)): updateIssuers(from: routes.map(\.control), check, at: now)
        case (.host, .host(let host)):
            if let measured = host.clockMeasurement {
                clock = ClockBaseline(offset: measured.offset, measuredAt: now.uptime)
            }
        case (.trust(let target), .trust(let trust)): update(from: trust, target, check, at: now)
        case (.port, _), (.login, _), (.tls, _), (.host, _), (.trust, _): break
        }
    }

    private mutating func updateIssuers(
        from paths: ByRoute<PathObservation>, _ check: Check, at now: Timestamp
    ) {
        var known = genuineIssuers[check.name] ?? ByRoute()
        for (route, path) in paths.all where path.stop == nil {
            guard let issuer = path.tls?.genuineIssuer, issuer.utf8.count <= Self.issuerLimit else {
                continue
            }
            known[route] = issuer
        }
        guard known != genuineIssuers[check.name] ?? ByRoute() else { return }
        genuineIssuers[check.name] = known
        remember(at: now)
    }

    private mutating func update(
        from trust: TrustObservation, _ target: TrustTarget, _ check: Check, at now: Timestamp
    ) {
        guard case .read(let trustSettings) = trust.settings else { return }
        let record = TrustRecord(settings: trustSettings, facts: trust.inUse?.facts)
        let isSure =
            record.facts != nil || alerts.isActive(.certificateMissing, of: check.name)
            || alerts.isActive(.storeUnreadable, of: check.name)
        guard isSure else { return }
        let before = histories[check.name]
        advance(to: record, target, check, at: now)
        if histories[check.name] != before { remember(at: now) }
        // With several agents on one host the first that names a tenant counts, whichever was probed last.
        let named = probes.order.first { [histories] in histories[$0]?.current.facts?.tenant != nil }
        if let tenant = named.flatMap({ histories[$0]?.current.facts?.tenant }), tenant != learnedTenant {
            learnedTenant = tenant
            remember(at: now)
            rewatch(at: now)
        }
    }

    /// Takes what the settings of a trust check say now, and announces what has changed.
    private mutating func advance(
        to record: TrustRecord, _ target: TrustTarget, _ check: Check, at now: Timestamp
    ) {
        guard let before = histories[check.name] else {
            histories[check.name] = TrustHistory(current: record, since: now.date)
            return
        }
        let correction = before.correction(by: record, expectedIssuer: target.issuer)
        let change = correction?.change ?? before.change(to: record, expectedIssuer: target.issuer)
        if let change {
            let old = correction?.from ?? before.current
            announce(changeFinding(change, from: old, to: record), of: check.source, at: now)
        }
        histories[check.name]?.advance(to: record, change?.change, at: now.date)
    }
}

/// What is known of this host's clock.
struct ClockBaseline: Sendable, Equatable {
    /// How far it is ahead; negative: behind.
    var offset: Duration
    /// On ``Timestamp/uptime``.
    var measuredAt: Duration
}
