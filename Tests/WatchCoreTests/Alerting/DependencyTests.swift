import Testing

@testable import WatchCore

/// What a check needs, and what a probe says about it.
struct DependencyTests {
    private func requirement(_ dependency: Dependency, _ route: Route, _ resource: String) -> Requirement {
        Requirement(dependency: dependency, route: route, resource: resource)
    }

    @Test func aNameNeedsTheResolverAndAProxyItsOwnName() {
        #expect(
            Check.port().requirements == [
                requirement(.resolver, .direct, "login.example"),
                requirement(.network, .direct, "login.example:443"),
            ])
        #expect(
            Check.login(routes: .both).requirements == [
                requirement(.resolver, .direct, "login.example"),
                network(.loginFails),
                requirement(.resolver, .proxy, "proxy.example"),
                requirement(.proxy, .proxy, "login.example:443"),
            ])
        #expect(
            Check.tls(routes: .proxy).requirements == [
                requirement(.resolver, .proxy, "proxy.example"),
                requirement(.proxy, .proxy, "login.example:443"),
            ])
        #expect(Check.trust().requirements == [])
        #expect(Check.host().requirements == [])
    }

    private func network(_ event: AlertEvent) -> Requirement {
        Requirement(dependency: .network, route: .direct, resource: "login.example:443", event: event)
    }

    @Test(arguments: ["localhost", "127.0.0.9", "::1"])
    func thisHostIsReachedWithoutANetwork(host: String) {
        #expect(!Check.port(host: host).requirements.contains { $0.dependency == .network })
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"])
    func anAddressNeedsNoResolver(host: String) {
        #expect(Check.port(host: host).requirements.map(\.dependency) == [.network])
        let routes = Routes(isDirect: false, proxy: OutboundProxy(host: host, port: 3128))
        #expect(Check.port(routes: routes).requirements.map(\.dependency) == [.proxy])
    }

    /// What a probe through a proxy found, and what that says of the resolver and of the proxy.
    @Test(
        arguments: [
            (.connected(), .works, .works),
            (.stopped(.resolve, .outOfTime), .fails(.resolveFailed), .fails(.resolveFailed)),
            (.stopped(.resolve, .resolverFailed("no")), .fails(.resolveFailed), .fails(.resolveFailed)),
            (.stopped(.resolve, .nameNotFound), .works, .fails(.nameNotFound)),
            (
                .stopped(.resolve, .lookup(.blocked(address: "::", isInHosts: false))), .works,
                .fails(.nameBlocked)
            ),
            (
                .stopped(.resolve, .lookup(.answered(.refused, server: "192.0.2.53", .any))),
                .fails(.resolveFailed), .fails(.resolveFailed)
            ),
            (.stopped(.tunnel, .refused), .works, .fails(.proxyRefused)),
            (.stopped(.tunnel, .proxyStatus(407)), .works, .fails(.proxyAuthRequired)),
            (.stopped(.tunnel, .proxyStatus(403)), .works, .fails(.proxyDenied)),
            (.stopped(.tunnel, .local("No memory")), nil, nil),
        ] as [(PathObservation, DependencyReport?, DependencyReport?)])
    func aProbeTellsOfItsDependencies(
        path: PathObservation, resolver: DependencyReport?, proxy: DependencyReport?
    ) {
        let check = Check.port(routes: .proxy)
        let verdict = judge(.port(ByRoute(proxy: path)), of: check, at: start.date)
        #expect(check.requirements.map { $0.report(in: verdict) } == [resolver, proxy])
        let unanswered = judge(.unanswered, of: check, at: start.date)
        #expect(check.requirements.map { $0.report(in: unanswered) } == [nil, nil])
    }

    @Test func theAlertTellsTheChecksThatDependOnIt() {
        let facts = ProxyFailure.noTunnel(
            .stopped(.tunnel, .refused, through: .proxy, isConnected: false), statusLine: nil,
            credential: nil)
        let found = Finding(.proxyFails(facts), .error, .tunnel, .proxyRefused)
        let names = (0..<7).map { CheckName("port p\($0):443") }
        let whole = Dependency.proxy.finding(from: found, dependents: names)
        #expect(whole.key == Dependency.proxy.key)
        #expect(whole.reason == .proxyRefused)
        #expect(whole.facts == .proxyFails(facts))
        #expect(whole.related == [.dependents(Array(names.prefix(5)), count: 7)])
    }

    @Test func aProxyWithoutAnAddressFails() {
        let facts = PathFacts.stopped(.resolve, .outOfTime, through: .proxy)
        let found = Finding(.resolutionFails(facts), .error, .resolve, .resolveTimeout)
        let proxy = Dependency.proxy.finding(from: found, dependents: [])
        #expect(proxy.key == Dependency.proxy.key)
        #expect(proxy.facts == .proxyFails(.unresolved(facts)))
        #expect(Dependency.resolver.finding(from: found, dependents: []).key == Dependency.resolver.key)
    }
}
