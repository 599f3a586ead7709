package import FoundationEssentials

/// What is known from other looks and helps to judge one.
package struct Knowledge: Sendable, Equatable {
    /// How far this host's clock is ahead of those of servers, as far as it was measured; negative: behind.
    package var clockOffset: Duration?
    /// Who issued the certificate of this check's server when it was last seen to be genuine.
    package var genuineIssuers: ByWay<String>

    package init(clockOffset: Duration? = nil, genuineIssuers: ByWay<String> = ByWay()) {
        self.clockOffset = clockOffset
        self.genuineIssuers = genuineIssuers
    }
}

/// Turns what a look saw into findings; a pure function of observation, settings, knowledge and time.
package func judge(
    _ observation: Observation, of check: Check, knowing: Knowledge = Knowledge(), at date: Date
) -> Verdict {
    let timeout = check.pace.timeout
    return switch (check.subject, observation) {
    case (.port(let subject), .port(let ways)):
        judge(ways, check) { path, _ in judge(path, of: subject, timeout: timeout) }
    case (.login(let subject), .login(let ways)):
        judge(ways, check) { path, _ in judge(path, of: subject, timeout: timeout) }
    case (.tls(let subject), .tls(let ways)):
        judge(ways.map(\.control), check) { _, via in
            judge(ways, on: via, of: subject, knowing: knowing, timeout: timeout)
        }
    case (.host(let subject), .host(let host)):
        judge(host, of: subject)
    case (.trust(let subject), .trust(let trust)):
        judge(trust, of: subject, timeout: timeout, at: date)
    case (.port, _), (.login, _), (.tls, _), (.host, _), (.trust, _):
        unanswered(check)
    }
}

/// Judges each way by itself.
private func judge(
    _ ways: ByWay<PathObservation>, _ check: Check, _ judge: (PathObservation, Via) -> Verdict
) -> Verdict {
    var verdict = Verdict()
    for (via, path) in ways.all {
        verdict.add(unlessBlind(path, check) { judge(path, via) }.on(via))
    }
    return verdict
}

/// Judges a path that this host could look at; where it could not, nothing is known about the path, and that is an
/// alert of its own.
private func unlessBlind(_ path: PathObservation, _ check: Check, _ judge: () -> Verdict) -> Verdict {
    guard let stop = path.stop, case .local(let text) = stop.failure else {
        var verdict = judge()
        verdict.judge([.hostDegraded])
        return verdict
    }
    let finding = Finding(
        .hostDegraded, .warning, stop.phase, nil,
        message: """
            This host cannot look at \(check.subject.target): \(text). Nothing is known about it until it can. \
            Check this host's memory and limits (systemctl status connector-watch) and its ca-certificates.
            """)
    return Verdict(findings: [finding], judged: [.hostDegraded])
}

/// The look did not come back, not even when it was told to end: something below it hangs.
private func unanswered(_ check: Check) -> Verdict {
    let (event, phase, reason): (AlertEvent, Phase, Reason?) =
        switch check.subject {
        case .port: (.portUnreachable, .connect, .connectTimeout)
        case .login: (.loginFails, .exchange, .httpTimeout)
        case .tls: (.tls12Fails, .handshake, .tlsTimeout)
        case .host: (.hostDegraded, .exchange, nil)
        case .trust: (.settingsMissing, .settings, .settingsUnreadable)
        }
    let finding = Finding(
        event, event == .hostDegraded ? .warning : .error, phase, reason,
        message: """
            The look at \(check.subject.target) did not end within \(check.pace.timeout.text), not even when \
            it was told to. Something on this host hangs: check its mounts (findmnt), its resolver and its \
            load. The next look starts once this one has ended.
            """)
    let verdict = Verdict(findings: [finding], judged: [event])
    guard let ways = check.subject.ways else { return verdict }
    return ways.all.reduce(into: Verdict()) { $0.add(verdict.on($1)) }
}
