/// Tells a trouble that many checks share from that of one of them, by what probes say about each cause.
struct Dependencies: Sendable {
    /// What is to become of an alert that a check is about to raise.
    enum Ruling: Sendable, Equatable {
        /// It is the check's own trouble.
        case own
        /// It is the trouble of that cause.
        case shared(Dependency)
        /// Nobody else has said anything yet: ask this one.
        case undecided(ask: CheckName)
    }

    private var health: [Dependency: DependencyHealth] = [:]

    /// What alerts of a dependency name as their target; `nil`: nobody needs it.
    func target(of dependency: Dependency) -> String? { health[dependency]?.target }

    /// Those who need a dependency, in the order of the settings.
    func dependents(on dependency: Dependency) -> [CheckName] { health[dependency]?.dependents ?? [] }

    /// The complaint for which a dependency is down now.
    func complaint(against dependency: Dependency) -> Reason? { health[dependency]?.complaint }

    /// Replaces who needs what; what is known of those who stay is kept, as long as the dependency stays the same.
    mutating func replace(with checks: [Check]) {
        var next: [Dependency: DependencyHealth] = [:]
        for check in checks {
            for requirement in check.requirements {
                var health =
                    next.removeValue(forKey: requirement.dependency)
                    ?? DependencyHealth(target: requirement.dependency.target(of: check))
                health.add(requirement.member, of: check.name)
                next[requirement.dependency] = health
            }
        }
        for (dependency, health) in health where next[dependency]?.target == health.target {
            next[dependency]?.inherit(health)
        }
        health = next
    }

    /// Takes what a probe says; returns the dependencies that are no longer down.
    mutating func hear(_ verdict: Verdict, of check: Check, at now: Timestamp) -> [Dependency] {
        check.requirements.compactMap { requirement in
            guard let report = requirement.report(in: verdict) else { return nil }
            let isOver =
                health[requirement.dependency]?.hear(report, of: requirement.member, at: now.uptime) ?? false
            return isOver ? requirement.dependency : nil
        }
    }

    /// The needs of which a probe, to be heard next, has another complaint than the one that it had in common with
    /// others.
    func turns(_ verdict: Verdict, of check: Check) -> [Requirement] {
        check.requirements.filter { requirement in
            guard case .fails(let complaint) = requirement.report(in: verdict) else { return false }
            return health[requirement.dependency]?.isSuppressedFor(
                another: complaint, member: requirement.member)
                ?? false
        }
    }

    /// The dependency that already is down for what a check found; `nil`: none is.
    func culprit(for finding: Finding, of check: Check) -> Dependency? {
        check.requirements.first { requirement in
            requirement.complaint(of: finding).map { $0 == complaint(against: requirement.dependency) }
                ?? false
        }?.dependency
    }

    /// Decides about an alert that a check is about to raise.
    func ruling(on finding: Finding, of check: Check) -> Ruling {
        var undecided: Ruling?
        for requirement in check.requirements {
            guard let complaint = requirement.complaint(of: finding),
                let health = health[requirement.dependency]
            else {
                continue
            }
            switch health.opinion(of: complaint, by: requirement.member) {
            case .own: continue
            case .shared: return .shared(requirement.dependency)
            case .undecided(let name): undecided = undecided ?? .undecided(ask: name)
            }
        }
        return undecided ?? .own
    }

    /// Takes note that a dependency is down for this complaint.
    ///
    /// `checks` are those known to complain besides who was heard, as after a restart.
    mutating func attribute(_ dependency: Dependency, for complaint: Reason, also checks: [Check] = []) {
        let others = checks.flatMap(\.requirements).filter { $0.dependency == dependency }.map(\.member)
        health[dependency]?.attribute(for: complaint, also: others)
    }
}

extension Dependency {
    fileprivate func target(of check: Check) -> String {
        switch self {
        case .resolver: "name servers of /etc/resolv.conf"
        case .proxy: check.target.routes?.proxy?.description ?? ""
        }
    }
}
