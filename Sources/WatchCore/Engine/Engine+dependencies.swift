extension Engine {
    /// So many probes longer than its pace says an alert waits for what others have to say.
    private static let patience = 2

    /// Takes what a probe says about its dependencies, and ends those that are over.
    mutating func hear(_ verdict: Verdict, of check: Check, at now: Timestamp) {
        // Another complaint than the one that was suppressed is new.
        for requirement in dependencies.turns(verdict, of: check) {
            alerts.reset(requirement.keys, of: check.name)
        }
        for dependency in dependencies.hear(verdict, of: check, at: now) {
            follow(nil, dependency, check.pace, at: now)
            reset(dependency)
        }
    }

    /// What of a probe's findings is suppressed, since its cause is down, or may be.
    mutating func suppress(_ verdict: Verdict, of check: Check, at now: Timestamp) -> Set<AlertKey> {
        var suppressed: Set<AlertKey> = []
        for finding in verdict.findings where isSuppressed(finding, of: check, at: now) {
            suppressed.insert(finding.key)
        }
        return suppressed
    }

    private mutating func isSuppressed(_ finding: Finding, of check: Check, at now: Timestamp) -> Bool {
        if let dependency = dependencies.culprit(for: finding, of: check) {
            remind(dependency, check.pace, at: now)
            return true
        }
        guard let lateness = alerts.lateness(of: finding, check.source) else { return false }
        switch dependencies.ruling(on: finding, of: check) {
        case .own:
            return false
        case .shared(let dependency):
            // While another complaint stands against it, that is the one alert.
            if dependencies.complaint(against: dependency) == nil {
                raise(dependency, finding, of: check, at: now)
            }
            return true
        case .undecided(let other):
            guard lateness < Self.patience else { return false }
            if probes[other]?.stage == .waiting { schedule.set(.probe(other), at: now.uptime) }
            return true
        }
    }

    private mutating func raise(
        _ dependency: Dependency, _ finding: Finding, of check: Check, at now: Timestamp
    ) {
        let complaints = check.requirements.filter { $0.dependency == dependency }.compactMap {
            $0.complaint(of: finding)
        }
        guard dependencies.target(of: dependency) != nil, let complaint = complaints.first else {
            return
        }
        dependencies.attribute(dependency, for: complaint)
        var whole = dependency.finding(
            from: finding, dependents: dependencies.dependents(on: dependency))
        if let need = renewalNeed(of: dependency, at: now), !whole.related.contains(need) {
            whole.related.append(need)
        }
        follow(whole, dependency, check.pace, at: now)
    }

    /// Repeats the alert of a dependency, if that is due.
    private mutating func remind(_ dependency: Dependency, _ pace: Pace, at now: Timestamp) {
        guard let finding = alerts.active(dependency.key, of: dependency.name) else { return }
        follow(finding, dependency, pace, at: now)
    }

    /// Follows the alert of a dependency; `finding` is `nil` when it is over.
    private mutating func follow(
        _ finding: Finding?, _ dependency: Dependency, _ pace: Pace, at now: Timestamp
    ) {
        // Others have made sure of it.
        var pace = pace
        (pace.failuresToAlert, pace.passesToRecover) = (1, 1)
        let source = AlertSource(
            name: dependency.name, target: dependencies.target(of: dependency) ?? "", pace: pace)
        var verdict = Verdict(findings: finding.map { [$0] } ?? [])
        verdict.judged = [dependency.key]
        announce(
            alerts.take(verdict, of: source, connector: settings.connector.name, at: now), at: now)
    }

    /// What was suppressed counts from now on.
    private mutating func reset(_ dependency: Dependency) {
        for name in dependencies.dependents(on: dependency) {
            guard let requirements = probes[name]?.check.requirements else { continue }
            for requirement in requirements where requirement.dependency == dependency {
                alerts.reset(requirement.keys, of: name)
            }
        }
    }
}

extension Engine {
    /// Brings who needs what in line with what is watched, and ends the alerts of dependencies that nobody needs any more.
    mutating func replaceDependencies(with checks: [Check], at now: Timestamp) {
        let before = Dependency.allCases.map { ($0, dependencies.target(of: $0)) }
        dependencies.replace(with: checks)
        for (dependency, target) in before {
            guard let target, target != dependencies.target(of: dependency) else { continue }
            announce(alerts.end(source(dependency.name.text, target: target), at: now), at: now)
            reset(dependency)
        }
    }

    /// Goes on with the dependencies that an earlier run found down.
    mutating func resumeDependencies() {
        for dependency in Dependency.allCases {
            guard let finding = alerts.active(dependency.key, of: dependency.name) else { continue }
            let checks = dependencies.dependents(on: dependency).compactMap { probes[$0]?.check }
            let failing = checks.filter { check in
                check.requirements.contains {
                    $0.dependency == dependency && alerts.isFailing($0.keys, of: check.name)
                }
            }
            if let reason = finding.reason {
                dependencies.attribute(dependency, for: reason.complaint, also: failing)
            }
        }
    }
}
