/// Tells a failure that many checks share from one that is a check's own, by what probes say about each dependency.
struct Dependencies: Sendable {
    /// Whose failure it is that a check is about to raise an alert of.
    enum Attribution: Sendable, Equatable {
        /// The check's own.
        case own
        /// That of a dependency.
        case shared(Dependency)
        /// No other check has reported since: this one is to be probed; `likely` is whose failure it is by all that is
        /// known, or `nil` if it is the check's own.
        case undecided(probe: CheckName, likely: Dependency? = nil)
    }

    private var health: [Dependency: DependencyHealth] = [:]

    /// What alerts of a dependency name as their target, or `nil` if nobody needs it.
    func target(of dependency: Dependency) -> String? { health[dependency]?.target }

    /// Those who need a dependency, in the order of the settings.
    func dependents(on dependency: Dependency) -> [CheckName] { health[dependency]?.dependents ?? [] }

    /// The reason for which a dependency is down now, or `nil` if it is not.
    func reason(of dependency: Dependency) -> Reason? { health[dependency]?.outageReason }

    /// Replaces who needs what; what is known of those who stay is kept, as long as the dependency stays the same.
    mutating func replace(with checks: [Check]) {
        var next: [Dependency: DependencyHealth] = [:]
        for check in checks {
            for requirement in check.requirements {
                var health =
                    next.removeValue(forKey: requirement.dependency)
                    ?? DependencyHealth(
                        target: requirement.dependency.target(of: check),
                        isWide: requirement.dependency == .network)
                health.add(requirement.resource, of: check.name)
                next[requirement.dependency] = health
            }
        }
        for (dependency, health) in health where next[dependency]?.target == health.target {
            next[dependency]?.inherit(health)
        }
        health = next
    }

    /// Takes what a probe says.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - requirements: those of the check.
    ///   - address: where the probe connected to directly, or the first that it tried, or `nil` if that is not known.
    ///   - now: both clocks.
    ///   - beginning: since when it has been so, unless the last report of this resource was the same, on ``Timestamp/uptime``; `nil` is now.
    /// - Returns: the dependencies that are no longer down.
    mutating func record(
        _ verdict: Verdict, of requirements: [Requirement], from address: String?, at now: Timestamp,
        since beginning: Duration? = nil
    ) -> [Dependency] {
        requirements.compactMap { requirement in
            guard let report = requirement.report(in: verdict) else { return nil }
            // What answers on this host itself says nothing about the network.
            if requirement.dependency == .network, address?.isLoopback == true { return nil }
            let isOver =
                health[requirement.dependency]?.record(
                    report, of: requirement.resource, from: address, at: now.uptime, since: beginning)
                ?? false
            return isOver ? requirement.dependency : nil
        }
    }

    /// The requirements that a probe, to be recorded next, finds to fail for another reason than the one that it had
    /// in common with others.
    func ofAnotherReason(in verdict: Verdict, of requirements: [Requirement]) -> [Requirement] {
        requirements.filter { requirement in
            guard case .fails(let reason) = requirement.report(in: verdict) else { return false }
            return health[requirement.dependency]?.isSuppressedFor(
                another: reason, resource: requirement.resource)
                ?? false
        }
    }

    /// The dependency that already is down for what a check of these requirements found, or `nil` if none is.
    func outage(behind finding: Finding, of requirements: [Requirement]) -> Dependency? {
        requirements.first { requirement in
            guard let down = reason(of: requirement.dependency) else { return false }
            // Where nothing can be reached, it matters little how.
            return requirement.reason(in: finding).map { $0 == down || requirement.dependency == .network }
                ?? false
        }?.dependency
    }

    /// Decides whose failure a finding is that a check of these requirements is about to raise an alert of.
    mutating func attribution(of finding: Finding, of requirements: [Requirement]) -> Attribution {
        var undecided: CheckName?
        var likely: Dependency?
        for requirement in requirements {
            guard let reason = requirement.reason(in: finding) else { continue }
            switch health[requirement.dependency]?.scope(of: reason, reportedBy: requirement.resource) {
            case .own, nil: continue
            case .shared: return .shared(requirement.dependency)
            case .undecided(let name, let isLikely):
                undecided = undecided ?? name
                if isLikely { likely = likely ?? requirement.dependency }
            }
        }
        return undecided.map { .undecided(probe: $0, likely: likely) } ?? .own
    }

    /// Takes note that a dependency is down, as this finding of a check of these requirements shows.
    ///
    /// - Returns: whether it is, which takes somebody who needs it and a reason that is one of it.
    mutating func attribute(
        _ dependency: Dependency, by finding: Finding, of requirements: [Requirement]
    ) -> Bool {
        let reasons = requirements.lazy.filter { $0.dependency == dependency }
            .compactMap { $0.reason(in: finding) }
        guard health[dependency] != nil, let reason = reasons.first else { return false }
        attribute(dependency, for: reason)
        return true
    }

    /// Takes note that a dependency is down for this reason.
    ///
    /// `checks` are those known to fail for it besides those that reported, as after a restart.
    mutating func attribute(_ dependency: Dependency, for reason: Reason, also checks: [Check] = []) {
        let others = checks.flatMap(\.requirements).filter { $0.dependency == dependency }.map(\.resource)
        health[dependency]?.attribute(for: reason, also: others)
    }
}

extension Dependency {
    fileprivate func target(of check: Check) -> String {
        switch self {
        case .resolver: "name servers of /etc/resolv.conf"
        case .proxy: check.target.routes?.proxy?.description ?? ""
        case .network: "everything outside this host"
        }
    }
}
