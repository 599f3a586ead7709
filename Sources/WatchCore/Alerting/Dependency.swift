/// What many checks need, and may fail of together: then it is one alert, not one for each of them.
enum Dependency: String, Sendable, CaseIterable {
    /// The name servers of this host.
    case resolver
    /// The outbound proxy, of which the settings have one.
    case proxy

    /// Under which its own alert stands.
    var name: CheckName { CheckName(rawValue) }

    /// Its own alert.
    var key: AlertKey {
        switch self {
        case .resolver: AlertKey(.resolutionFails)
        case .proxy: AlertKey(.proxyFails, .proxy)
        }
    }
}

extension Dependency {
    /// The one finding about it, made from what the probe that gave it away has found.
    ///
    /// - Parameters:
    ///   - finding: what that probe found.
    ///   - dependents: the checks that need it.
    ///   - areAlerted: whether these have alerts, which are suppressed meanwhile.
    func finding(from finding: Finding, dependents: [CheckName], areAlerted: Bool = true) -> Finding {
        var whole = finding
        if self == .proxy, case .resolutionFails(let facts) = finding.facts {
            whole.facts = .proxyFails(.unresolved(facts))
        }
        whole.route = key.route
        let shown = dependents.prefix(RelatedFact.shownDependents)
        whole.related.append(.dependents(Array(shown), count: dependents.count, areAlerted: areAlerted))
        return whole
    }
}

/// That a check needs a dependency to work, on one of its routes.
struct Requirement: Sendable, Equatable {
    var dependency: Dependency
    var route: Route
    /// What it is needed for: the name that is to be resolved, or the target that is to be reached through the proxy.
    ///
    /// Two checks of the same resource prove no more than one of them.
    var resource: String

    /// The alerts of a check that may be the dependency's.
    var keys: [AlertKey] {
        switch dependency {
        case .resolver: [AlertKey(.resolutionFails, route)]
        // A proxy whose name does not resolve fails all the same.
        case .proxy: [AlertKey(.proxyFails, route), AlertKey(.resolutionFails, route)]
        }
    }

    /// What a probe says about the dependency, or `nil` if it says nothing.
    func report(in verdict: Verdict) -> DependencyReport? {
        for key in keys {
            guard let finding = verdict.findings.first(where: { $0.key == key }) else { continue }
            return reason(in: finding).map { .fails($0) } ?? .works
        }
        return keys.first.map(verdict.judged.contains) == true ? .works : nil
    }

    /// The reason for which the dependency is down by a finding, or `nil` if it is none that it would be down for.
    func reason(in finding: Finding) -> Reason? {
        guard keys.contains(finding.key), let reason = finding.reason else { return nil }
        // Who says that a name does not exist has answered; but a proxy without an address is of no use.
        if dependency == .resolver, reason == .nameNotFound || reason == .nameBlocked { return nil }
        return reason.ofOutage(finding.priority)
    }
}

extension Reason {
    /// The one that stands for all that amount to the same where many checks fail: a broken resolver is silent for one
    /// name and confused about the next.
    ///
    /// What is less than a failure is another matter, which must not hide one: a part of the addresses is missing.
    func ofOutage(_ priority: Priority) -> Reason {
        if priority < .error { return .someAddresses }
        return self == .resolveTimeout ? .resolveFailed : self
    }
}

/// What one probe says about a dependency.
enum DependencyReport: Sendable, Equatable {
    case works
    /// For this ``Reason/ofOutage(_:)``.
    case fails(Reason)
}

extension Check {
    /// What it needs, where several are down the first one first.
    var requirements: [Requirement] {
        guard let routes = target.routes, let endpoint = target.endpoint else { return [] }
        var requirements: [Requirement] = []
        if routes.isDirect, endpoint.host.isName {
            requirements.append(Requirement(dependency: .resolver, route: .direct, resource: endpoint.host))
        }
        if let proxy = routes.proxy {
            if proxy.host.isName {
                requirements.append(Requirement(dependency: .resolver, route: .proxy, resource: proxy.host))
            }
            requirements.append(
                Requirement(
                    dependency: .proxy, route: .proxy, resource: hostAndPort(endpoint.host, endpoint.port)))
        }
        return requirements
    }
}

extension String {
    /// Whether a host is to be resolved: it is no address.
    fileprivate var isName: Bool {
        !utf8.contains(UInt8(ascii: ":"))
            && !utf8.allSatisfy {
                $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
    }
}
