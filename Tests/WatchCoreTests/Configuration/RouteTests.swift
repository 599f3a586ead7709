import Testing

@testable import WatchCore

/// Which ways out the checks look, as `[Proxy]` and their own `Route=` say.
struct RouteTests {
    private static let proxy = OutboundProxy(host: "proxy.example", port: 8080)

    private func routes(_ text: String) throws -> [Routes] {
        try configuration("[Connector]\nCloud=none\n" + text).settings.checks(learnedTenant: nil)
            .compactMap(\.target.routes)
    }

    @Test func withoutAProxyAllProbeTheDirectRoute() throws {
        let text =
            "[Port a]\nHost=a\nPorts=80\n[Login b]\nURL=https://b.example/\nVia=both\n[TLS c]\nHost=c\n"
        #expect(try routes(text) == [.direct, .direct, .direct])
    }

    @Test(arguments: [
        ("", Routes(proxy: proxy)), ("Via=both\n", Routes(proxy: proxy)), ("Via=direct\n", .direct),
        ("Via=proxy\n", Routes(isDirect: false, proxy: proxy)),
    ])
    func theProxySectionSaysWhereTheChecksDoNot(route: String, expected: Routes) throws {
        let proxy = "[Proxy]\nURL=http://Proxy.example:8080\n"
        let checks = "[Port a]\nHost=a\nPorts=80\n[Login b]\nURL=https://b.example/\n[TLS c]\nHost=c\n"
        #expect(try routes(proxy + route + checks) == [expected, expected, expected])
        #expect(
            try routes(proxy + checks.replacing("\n[", with: "\n" + route + "[") + route) == [
                expected, expected, expected,
            ])
    }

    @Test func theCredentialGoesWithTheProxy() throws {
        let routes = try routes(
            "[Proxy]\nURL=http://10.0.0.1:3128\nCredential=cw\n[Port a]\nHost=a\nPorts=80\n")
        let proxy = OutboundProxy(host: "10.0.0.1", port: 3128, credential: "cw")
        #expect(routes == [Routes(proxy: proxy)])
    }

    @Test func thePageOfATenantIsWatchedOnceTheTenantIsKnown() throws {
        let settings = try configuration(
            "[Connector]\nCloud=none\n[Trust]\nEnabled=no\n[Login o]\nURL=https://login.example/<tenant>/x\n"
        ).settings
        #expect(settings.checks(learnedTenant: nil).map(\.name.text) == ["host"])
        let check = try #require(settings.checks(learnedTenant: "t").first)
        #expect(check.target.text == "https://login.example/t/x")
    }

    @Test func theClockIsComparedWithSomeServersThatAnswerWithoutTLS() throws {
        let settings = try configuration("").settings
        let check = try #require(settings.checks(learnedTenant: nil).last)
        guard case .host(let host) = check.target else { throw TestFailure() }
        #expect(host.sources.count == HostTarget.sourceLimit)
        #expect(host.sources.allSatisfy { $0.port == 80 && $0.proxy == nil })
        let proxied = try configuration("[Proxy]\nURL=http://p:1\nVia=proxy\n").settings
        guard case .host(let host) = proxied.checks(learnedTenant: nil).last?.target else {
            throw TestFailure()
        }
        #expect(host.sources.allSatisfy { $0.proxy == OutboundProxy(host: "p", port: 1) })
    }

    private struct TestFailure: Error {}
}
