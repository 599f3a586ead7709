package import FoundationEssentials

/// What is known from other probes and helps to judge one.
package struct Baseline: Sendable, Equatable {
    /// How far this host's clock is ahead of those of servers, negative if it is behind, or `nil` if that was not measured.
    package var clockOffset: Duration?
    /// Who issued the certificates of this check's server that were seen to be genuine, the latest last.
    package var genuineIssuers: ByRoute<[String]>

    /// The checks that found SHA-512 not to work, on the path or on this host.
    package var sha512Failures: [CheckName]
    /// What the cloud's word about the connector is held against.
    package var health: ConnectorHealth

    package init(
        clockOffset: Duration? = nil, genuineIssuers: ByRoute<[String]> = ByRoute(),
        sha512Failures: [CheckName] = [], health: ConnectorHealth = ConnectorHealth()
    ) {
        self.clockOffset = clockOffset
        self.sha512Failures = sha512Failures
        self.health = health
        self.genuineIssuers = genuineIssuers
    }
}

/// Turns what a probe saw into findings; a pure function of observation, settings, baseline and time.
package func judge(
    _ observation: Observation, of check: Check, baseline: Baseline = Baseline(), at date: Date
) -> Verdict {
    switch (check.target, observation) {
    case (.port(let target), .port(let paths)):
        judge(check.seen(paths, baseline, at: date), of: check.target) {
            judge($0.path, of: target, over: $0.context)
        }
    case (.login(let target), .login(let paths)):
        judge(check.seen(paths, baseline, at: date), of: check.target) {
            judge($0.path, of: target, over: $0.context)
        }
    case (.tls(let target), .tls(let paths)):
        judge(check.seen(paths.map(\.control), baseline, at: date), of: check.target) {
            judge(paths, of: target, over: $0.context)
        }
    case (.cloud(let target), .cloud(let cloud)):
        judge(cloud, of: target, knowing: baseline.health)
    case (.host(let target), .host(let host)):
        judge(host, of: target)
    case (.trust(let target), .trust(let trust)):
        judge(
            trust, of: target, timeout: check.pace.timeout, sha512Failures: baseline.sha512Failures, at: date)
    case (_, .starved):
        starved(check)
    case (.port, _), (.login, _), (.tls, _), (.cloud, _), (.host, _), (.trust, _):
        unanswered(check)
    }
}

extension Check {
    /// The routes that were probed and still are to be, with what is known about each; not judged yet.
    fileprivate func seen(_ paths: ByRoute<PathObservation>, _ baseline: Baseline, at date: Date)
        -> ByRoute<RouteObservation>
    {
        let routes = target.routes ?? .direct
        func observation(_ path: PathObservation, _ route: Route, through proxy: OutboundProxy?)
            -> RouteObservation
        {
            let context = RouteContext(
                route: route, proxy: proxy, timeout: pace.timeout, date: date,
                clockOffset: baseline.clockOffset, genuineIssuers: baseline.genuineIssuers[route] ?? [])
            return RouteObservation(context: context, path: path)
        }
        return ByRoute(
            direct: routes.isDirect ? paths.direct.map { observation($0, .direct, through: nil) } : nil,
            proxy: routes.proxy.flatMap { proxy in
                paths.proxy.map { observation($0, .proxy, through: proxy) }
            })
    }
}

/// Judges each route by itself, then adds how the other one fares.
private func judge(
    _ routes: ByRoute<RouteObservation>, of target: Target, _ judge: (RouteObservation) -> Verdict
) -> Verdict {
    func verdict(of seen: RouteObservation) -> Verdict {
        unlessBlind(seen, of: target, judge).on(seen.context.route)
    }
    guard var direct = routes.direct, var proxy = routes.proxy else {
        return (routes.direct ?? routes.proxy).map(verdict) ?? Verdict()
    }
    direct.verdict = verdict(of: direct)
    proxy.verdict = verdict(of: proxy)
    var whole = direct.verdict(beside: proxy)
    whole.add(proxy.verdict(beside: direct))
    return whole
}

/// Judges a path that this host could probe; where it could not, nothing is known about the path, and that is an
/// alert of its own.
private func unlessBlind(
    _ seen: RouteObservation, of target: Target, _ judge: (RouteObservation) -> Verdict
) -> Verdict {
    guard let stop = seen.path.stop, case .local(let text) = stop.failure else {
        var verdict = judge(seen)
        verdict.judge([.hostDegraded])
        return verdict
    }
    let finding = Finding(
        .hostDegraded(.cannotProbe(target: target.text, text)), .warning, Phase(stop.phase), nil)
    return Verdict(findings: [finding], judged: [.hostDegraded])
}

/// Nothing is known of the target, and that is this process's own matter.
private func starved(_ check: Check) -> Verdict {
    let finding = Finding(
        .hostDegraded(.cannotProbe(target: check.target.text, "no descriptors are left")), .warning, .service,
        nil)
    return Verdict(findings: [finding], judged: [.hostDegraded])
}

/// The probe did not come back, not even when it was told to end: something below it hangs.
private func unanswered(_ check: Check) -> Verdict {
    let (event, phase, reason): (AlertEvent, Phase, Reason?) =
        switch check.target {
        case .port: (.portUnreachable, .connect, .connectTimeout)
        case .login: (.loginFails, .exchange, .httpTimeout)
        case .tls: (.tls12Fails, .handshake, .tlsTimeout)
        case .cloud: (.cloudUnavailable, .exchange, .httpTimeout)
        case .host: (.hostDegraded, .exchange, nil)
        case .trust: (.settingsMissing, .settings, .settingsUnreadable)
        }
    var finding = Finding(
        .unanswered(event, target: check.target.text, timeout: check.pace.timeout),
        [.hostDegraded, .cloudUnavailable].contains(event) ? .warning : .error, phase, reason)
    if case .cloud(let cloud) = check.target { finding.details[.tenant] = cloud.tenant }
    let verdict = Verdict(findings: [finding], judged: [event])
    guard let routes = check.target.routes else { return verdict }
    return routes.all.reduce(into: Verdict()) { $0.add(verdict.on($1)) }
}
