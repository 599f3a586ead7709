/// What earlier probes know that helps to judge a later one: who issued a server's certificate while it was genuine, how
/// far this host's clock is off, and how each check has fared.
struct Baselines: Sendable {
    /// How far this host's clock is ahead, or behind where it is negative.
    private enum Clock: Sendable {
        case unknown
        case measured(offset: Duration, at: Duration)
    }

    /// How long a measurement of this host's clock counts while no newer one comes.
    static let clockMemory = Duration.seconds(3600)
    /// A longer name of an issuer, in bytes, is not kept.
    private static let issuerLimit = 1024
    /// More issuers of one server than this are not kept: several at once are normal while a provider changes.
    static let issuerCount = 8

    /// Who issued the server certificates that were seen to be genuine, those seen first first.
    private var genuineIssuers: [CheckName: ByRoute<[String]>] = [:]
    private var clock = Clock.unknown
    private var trends = Trends()

    /// The checks of which anything is known.
    var names: Set<CheckName> { trends.names.union(genuineIssuers.keys) }

    /// What helps to judge a probe of a check.
    ///
    /// - Parameters:
    ///   - check: the one that was probed.
    ///   - sha512Failures: the checks by which SHA-512 does not work, for who needs to know.
    ///   - health: what is known of the connector, for who needs to know.
    ///   - now: on ``Timestamp/uptime``.
    /// - Returns: as much as is known.
    func baseline(
        of check: Check, sha512Failures: @autoclosure () -> [CheckName],
        health: @autoclosure () -> ConnectorHealth = ConnectorHealth(), at now: Duration
    ) -> Baseline {
        var baseline = Baseline(clockOffset: clockOffset(at: now))
        baseline.genuineIssuers = genuineIssuers[check.name] ?? ByRoute()
        if check.isTrust { baseline.sha512Failures = sha512Failures() }
        if check.isCloud { baseline.health = health() }
        return baseline
    }

    /// How far this host's clock is ahead, or `nil` if it was not measured lately; `now` is on ``Timestamp/uptime``.
    func clockOffset(at now: Duration) -> Duration? {
        guard case .measured(let offset, let time) = clock, now - time <= Self.clockMemory else { return nil }
        return offset
    }

    /// Takes a probe into the trend of its check.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - isSilenced: whether all of it is silenced.
    ///   - latency: how long each way took that was gone to its end.
    ///   - check: which was probed.
    ///   - now: both clocks.
    /// - Returns: whether the trends are to be saved again.
    mutating func count(
        _ verdict: Verdict, isSilenced: Bool = false, latency: ByRoute<Duration>, of check: Check,
        at now: Timestamp
    ) -> Bool {
        trends.count(verdict, isSilenced: isSilenced, latency: latency, of: check, at: now)
    }

    /// Takes from an observation what later probes are judged by.
    ///
    /// - Returns: whether there is something new to be saved.
    mutating func update(from observation: Observation, of check: Check, at now: Duration) -> Bool {
        switch (check.target, observation) {
        case (.login, .login(let paths)): return updateIssuers(from: paths, of: check.name)
        case (.tls, .tls(let routes)): return updateIssuers(from: routes.map(\.control), of: check.name)
        case (.host, .host(let host)):
            if let measured = host.clockMeasurement { clock = .measured(offset: measured.offset, at: now) }
            return false
        case (.port, _), (.login, _), (.tls, _), (.cloud, _), (.host, _), (.trust, _): return false
        }
    }

    private mutating func updateIssuers(from paths: ByRoute<PathObservation>, of name: CheckName) -> Bool {
        let before = genuineIssuers[name] ?? ByRoute()
        var known = before
        for (route, path) in paths.all where path.stop == nil {
            guard let issuer = path.tls?.genuineIssuer, issuer.utf8.count <= Self.issuerLimit else {
                continue
            }
            let earlier = known[route] ?? []
            if !earlier.contains(issuer) { known[route] = earlier.suffix(Self.issuerCount - 1) + [issuer] }
        }
        guard known != before else { return false }
        genuineIssuers[name] = known
        return true
    }

    /// Keeps the trends of the first checks of the settings, and no others.
    mutating func replace(with checks: [Check]) {
        trends.replace(with: checks)
    }

    /// Drops what is known of a check that is no longer watched.
    mutating func forget(_ name: CheckName) {
        genuineIssuers[name] = nil
        trends.forget(name)
    }

    func trend(of name: CheckName) -> Trend? { trends[name] }
    func issuers(of name: CheckName) -> ByRoute<[String]>? { genuineIssuers[name] }

    mutating func restore(_ saved: SavedState) {
        for check in saved.checks {
            genuineIssuers[check.name] = check.genuineIssuers ?? check.issuers?.map { [$0] }
        }
        trends.restore(saved.trends)
    }

    /// The hours of trends that have changed since this was last asked, or all of them.
    mutating func takeHours(all: Bool, at now: Duration) -> [Trend.Record] {
        trends.takeHours(all: all, at: now)
    }
}
