extension Engine {
    /// So many probes longer than its pace says an alert waits for what others have to say.
    private static let patience = 2

    /// Takes what a probe says about its causes, and ends those that are over.
    mutating func hear(_ verdict: Verdict, of check: Check, at now: Moment) {
        // Another complaint than the one that was held back is new.
        for need in causes.turns(verdict, of: check) { alerts.startAnew(need.keys, of: check.name) }
        for cause in causes.hear(verdict, of: check, at: now) {
            follow(nil, cause, check.pace, at: now)
            startAnew(cause)
        }
    }

    /// What of a probe's findings is held back, since its cause is to blame, or may be.
    mutating func holdBack(_ verdict: Verdict, of check: Check, at now: Moment) -> Set<AlertKey> {
        var held: Set<AlertKey> = []
        for finding in verdict.findings where isHeldBack(finding, of: check, at: now) {
            held.insert(finding.key)
        }
        return held
    }

    private mutating func isHeldBack(_ finding: Finding, of check: Check, at now: Moment) -> Bool {
        if let cause = causes.culprit(for: finding, of: check) {
            remind(cause, check.pace, at: now)
            return true
        }
        guard let lateness = alerts.lateness(of: finding, check.source) else { return false }
        switch causes.ruling(on: finding, of: check) {
        case .own:
            return false
        case .shared(let cause):
            // While another complaint stands against it, that is the one alert.
            if causes.complaint(against: cause) == nil { raise(cause, finding, of: check, at: now) }
            return true
        case .undecided(let other):
            guard lateness < Self.patience else { return false }
            if probes[other]?.stage == .waiting { schedule.set(.probe(other), at: now.uptime) }
            return true
        }
    }

    private mutating func raise(_ cause: Cause, _ finding: Finding, of check: Check, at now: Moment) {
        let complaints = check.needs.filter { $0.cause == cause }.compactMap { $0.complaint(of: finding) }
        guard let target = causes.target(of: cause), let complaint = complaints.first else { return }
        causes.blame(cause, for: complaint)
        var whole = cause.finding(
            from: finding, target: target, dependents: causes.dependents(on: cause))
        whole.message += renewalNeed(of: cause, at: now) ?? ""
        follow(whole, cause, check.pace, at: now)
    }

    /// Repeats the alert of a cause, if that is due.
    private mutating func remind(_ cause: Cause, _ pace: Pace, at now: Moment) {
        guard let finding = alerts.standing(cause.key, of: cause.name) else { return }
        follow(finding, cause, pace, at: now)
    }

    /// Follows the alert of a cause; `finding` is `nil` when it is over.
    private mutating func follow(_ finding: Finding?, _ cause: Cause, _ pace: Pace, at now: Moment) {
        // Others have made sure of it.
        var pace = pace
        (pace.failuresToAlert, pace.passesToRecover) = (1, 1)
        let source = AlertSource(name: cause.name, target: causes.target(of: cause) ?? "", pace: pace)
        var verdict = Verdict(findings: finding.map { [$0] } ?? [])
        verdict.judged = [cause.key]
        announce(
            alerts.take(verdict, of: source, connector: settings.connector.name, at: now), at: now)
    }

    /// What was held back counts from now on.
    private mutating func startAnew(_ cause: Cause) {
        for name in causes.dependents(on: cause) {
            guard let needs = probes[name]?.check.needs else { continue }
            for need in needs where need.cause == cause { alerts.startAnew(need.keys, of: name) }
        }
    }
}

extension Engine {
    /// Brings who needs what in line with what is watched, and ends the alerts of causes that nobody needs any more.
    mutating func replaceCauses(with checks: [Check], at now: Moment) {
        let before = Cause.allCases.map { ($0, causes.target(of: $0)) }
        causes.replace(with: checks)
        for (cause, target) in before {
            guard let target, target != causes.target(of: cause) else { continue }
            announce(alerts.end(source(cause.name.text, target: target), at: now), at: now)
            startAnew(cause)
        }
    }

    /// Goes on with the causes that an earlier run found to blame.
    mutating func resumeCauses() {
        for cause in Cause.allCases {
            guard let finding = alerts.standing(cause.key, of: cause.name) else { continue }
            let checks = causes.dependents(on: cause).compactMap { probes[$0]?.check }
            let failing = checks.filter { check in
                check.needs.contains { $0.cause == cause && alerts.isFailing($0.keys, of: check.name) }
            }
            if let reason = finding.reason { causes.blame(cause, for: reason.complaint, also: failing) }
        }
    }
}
