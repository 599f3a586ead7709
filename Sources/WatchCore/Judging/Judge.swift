package import FoundationEssentials

/// Turns what a look saw into findings; a pure function of observation, settings and time.
package func judge(_ observation: Observation, of check: Check, at date: Date) -> Verdict {
    switch (check.subject, observation) {
    case (.port(let subject), .port(let path)):
        unlessBlind(path, check) { judge(path, of: subject, timeout: check.pace.timeout) }
    case (.login(let subject), .login(let path)):
        unlessBlind(path, check) { judge(path, of: subject, timeout: check.pace.timeout) }
    case (.trust(let subject), .trust(let trust)):
        judge(trust, of: subject, timeout: check.pace.timeout, at: date)
    case (.port, _), (.login, _), (.trust, _):
        unanswered(check)
    }
}

/// Judges a path that this host could look at; where it could not, nothing is known about the path, and that is an
/// alert of its own.
private func unlessBlind(_ path: PathObservation, _ check: Check, _ judge: () -> Verdict) -> Verdict {
    guard let stop = path.stop, case .local(let text) = stop.failure else {
        var verdict = judge()
        verdict.judged.insert(.hostDegraded)
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
    let (event, phase, reason, details): (AlertEvent, Phase, Reason, [JournalField: String]) =
        switch check.subject {
        case .port: (.portUnreachable, .connect, .connectTimeout, PathObservation().details)
        case .login: (.loginFails, .exchange, .httpTimeout, PathObservation().details)
        case .trust: (.settingsMissing, .settings, .settingsUnreadable, [:])
        }
    let finding = Finding(
        event, .error, phase, reason,
        message: """
            The look at \(check.subject.target) did not end within \(check.pace.timeout.text), not even when \
            it was told to. Something on this host hangs: check its mounts (findmnt), its resolver and its \
            load. The next look starts once this one has ended.
            """,
        details: details)
    return Verdict(findings: [finding], judged: [event])
}
