/// What many checks need, and may fail of together: then it is one alert, not one for each of them.
enum Dependency: String, Sendable, CaseIterable {
    /// The name servers of this host.
    case resolver
    /// The outbound proxy, of which the settings have one.
    case proxy
    /// The direct way out of this host: its uplink, its filter, or a firewall that shuts everything.
    case network

    /// Under which its own alert stands.
    var name: CheckName { CheckName(rawValue) }

    /// Its own alert.
    var key: AlertKey {
        switch self {
        case .resolver: AlertKey(.resolutionFails)
        case .proxy: AlertKey(.proxyFails, .proxy)
        case .network: AlertKey(.portUnreachable, .direct)
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
    /// - Returns: the finding, which names the first of them.
    func finding(from finding: Finding, dependents: [CheckName], areAlerted: Bool = true) -> Finding {
        var whole = finding
        if self == .proxy, case .resolutionFails(let facts) = finding.facts {
            whole.facts = .proxyFails(.unresolved(facts))
        }
        if self == .network, let facts = finding.facts.unconnected { whole.facts = .portUnreachable(facts) }
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
    /// What it is needed for: the name that is to be resolved, or the target that is to be reached.
    ///
    /// Two checks of the same resource prove no more than one of them.
    var resource: String
    /// The alert that the check raises of a target that it cannot connect to.
    var event = AlertEvent.portUnreachable

    /// The alerts of a check that may be the dependency's.
    var keys: [AlertKey] {
        switch dependency {
        case .resolver: [AlertKey(.resolutionFails, route)]
        // A proxy whose name does not resolve fails all the same.
        case .proxy: [AlertKey(.proxyFails, route), AlertKey(.resolutionFails, route)]
        case .network: [AlertKey(event, route)]
        }
    }

    /// What a probe says about the dependency, or `nil` if it says nothing.
    func report(in verdict: Verdict) -> DependencyReport? {
        for key in keys {
            guard let finding = verdict.findings.first(where: { $0.key == key }) else { continue }
            // A probe that hangs did not see the network.
            if dependency == .network, case .unanswered = finding.facts { return nil }
            return reason(in: finding).map { .fails($0) } ?? .works
        }
        return keys.first.map(verdict.judged.contains) == true ? .works : nil
    }

    /// The reason for which the dependency is down by a finding, or `nil` if it is none that it would be down for.
    func reason(in finding: Finding) -> Reason? {
        guard keys.contains(finding.key), let reason = finding.reason else { return nil }
        // Who says that a name does not exist has answered; but a proxy without an address is of no use.
        if dependency == .resolver, reason == .nameNotFound || reason == .nameBlocked { return nil }
        // Whatever comes after the connection proves that the network works.
        if dependency == .network, finding.facts.unconnected == nil { return nil }
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
        // A dead uplink swallows some packets, and says of others that there is no way.
        if [.networkUnreachable, .hostUnreachable, .connectDenied].contains(self) { return .connectTimeout }
        if self == .connectionReset { return .connectionRefused }
        return self == .resolveTimeout ? .resolveFailed : self
    }
}

extension EventFacts {
    /// What is known of a target that no direct connection came about to, or `nil` if it is about anything else.
    var unconnected: PathFacts? {
        var facts: PathFacts?
        if case .portUnreachable(let seen) = self { facts = seen }
        if case .loginFails(.notFetched(let seen)) = self { facts = seen }
        if case .tls12Fails(.noHandshake(let seen)) = self { facts = seen }
        guard let facts else { return nil }
        return facts.stop.phase == .connect && !facts.isConnected && facts.proxy == nil ? facts : nil
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
        if routes.isDirect, !endpoint.host.isLoopback, endpoint.host != "localhost" {
            requirements.append(
                Requirement(
                    dependency: .network, route: .direct, resource: networkResource,
                    event: target.connectEvent))
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

extension Check {
    /// Its host and port, and the family where it is one.
    private var networkResource: String {
        guard let endpoint = target.endpoint else { return "" }
        let place = hostAndPort(endpoint.host, endpoint.port)
        let family: AddressFamily =
            switch target {
            case .port(let port): port.family
            case .login(let login): login.family
            case .tls(let tls): tls.family
            case .cloud, .host, .trust: .any
            }
        return family == .any ? place : "\(place) \(family.rawValue)"
    }
}

extension Target {
    /// The alert that is raised of it where no connection comes about.
    fileprivate var connectEvent: AlertEvent {
        switch self {
        case .login: .loginFails
        case .tls: .tls12Fails
        case .port, .cloud, .host, .trust: .portUnreachable
        }
    }
}
