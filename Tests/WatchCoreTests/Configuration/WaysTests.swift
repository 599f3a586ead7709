import Testing

@testable import WatchCore

/// Which ways out the checks look, as `[Proxy]` and their own `Via=` say.
struct WaysTests {
    private static let proxy = OutboundProxy(host: "proxy.example", port: 8080)

    private func ways(_ text: String) throws -> [Ways] {
        try configuration("[Connector]\nCloud=none\n" + text).settings.checks(learnedTenant: nil)
            .compactMap(\.target.ways)
    }

    @Test func withoutAProxyAllLookTheDirectWay() throws {
        let text =
            "[Port a]\nHost=a\nPorts=80\n[Login b]\nURL=https://b.example/\nVia=both\n[TLS c]\nHost=c\n"
        #expect(try ways(text) == [.direct, .direct, .direct])
    }

    @Test(arguments: [
        ("", Ways(proxy: proxy)), ("Via=both\n", Ways(proxy: proxy)), ("Via=direct\n", .direct),
        ("Via=proxy\n", Ways(isDirect: false, proxy: proxy)),
    ])
    func theProxySectionSaysWhereTheChecksDoNot(via: String, expected: Ways) throws {
        let proxy = "[Proxy]\nURL=http://Proxy.example:8080\n"
        let checks = "[Port a]\nHost=a\nPorts=80\n[Login b]\nURL=https://b.example/\n[TLS c]\nHost=c\n"
        #expect(try ways(proxy + via + checks) == [expected, expected, expected])
        #expect(
            try ways(proxy + checks.replacing("\n[", with: "\n" + via + "[") + via) == [
                expected, expected, expected,
            ])
    }

    @Test func theCredentialGoesWithTheProxy() throws {
        let ways = try ways("[Proxy]\nURL=http://10.0.0.1:3128\nCredential=cw\n[Port a]\nHost=a\nPorts=80\n")
        let proxy = OutboundProxy(host: "10.0.0.1", port: 3128, credential: "cw")
        #expect(ways == [Ways(proxy: proxy)])
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
