import Testing
import WatchCore

@testable import NetworkPath

/// Names, asked of dnsmasq and unbound on loopback addresses of the sandbox.
@Suite(.timeLimit(.minutes(1)))
struct RealResolverTests {
    @Test(arguments: [
        ("found.test", NameHost.resolved), ("both.test", NameHost.resolved),
        ("four.test", NameHost.resolved),
        ("missing.test", PathStop(.resolve, .nameNotFound)),
        ("text.test", PathStop(.resolve, .lookup(.noAddress(.any)))),
        ("null.test", PathStop(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: false)))),
        ("null6.test", PathStop(.resolve, .lookup(.blocked(address: "::", isInHosts: false)))),
        ("self.test", PathStop(.resolve, .lookup(.blocked(address: "127.0.0.1", isInHosts: false)))),
        ("self6.test", PathStop(.resolve, .lookup(.blocked(address: "::1", isInHosts: false)))),
        ("loop.test", NameHost.resolved),
        (
            "elsewhere.example",
            PathStop(.resolve, .lookup(.answered(.refused, server: "127.0.1.1", .any)))
        ),
    ])
    func whatARealServerAnswersIsTold(name: String, stop: PathStop) async throws {
        let server = try await Self.dnsmasq.value
        let host = try NameHost(servers: ["127.0.1.1"])
        #expect(await host.probe(name).stop == stop)
        withExtendedLifetime(server) {}
    }

    private static let dnsmasq = Task {
        try await Dnsmasq(
            "127.0.1.1",
            [
                "local=/test/", "host-record=found.test,192.0.2.10", "host-record=four.test,192.0.2.10",
                "host-record=both.test,192.0.2.10,2001:db8::10", "txt-record=text.test,words",
                "host-record=null.test,0.0.0.0", "host-record=null6.test,::",
                "host-record=self.test,127.0.0.1", "host-record=self6.test,::1",
                "host-record=loop.test,127.0.0.2", "host-record=listed.test,127.0.0.1",
            ])
    }

    @Test(
        .enabled(if: Unbound.isInstalled, "unbound is not on this host"),
        arguments: [
            ("refused.test", PathStop(.resolve, .lookup(.answered(.refused, server: "127.0.1.2", .any)))),
            (
                "dead.test",
                PathStop(.resolve, .lookup(.answered(.serverFailure, server: "127.0.1.2", .any)))
            ),
            ("null.test", PathStop(.resolve, .lookup(.blocked(address: "::", isInHosts: false)))),
            ("empty.test", PathStop(.resolve, .lookup(.noAddress(.any)))),
            ("missing.test", PathStop(.resolve, .nameNotFound)), ("found.test", NameHost.resolved),
        ])
    func whatUnboundAnswersIsTold(name: String, stop: PathStop) async throws {
        let server = try await Self.unbound.value
        #expect(await (try NameHost(servers: ["127.0.1.2"])).probe(name).stop == stop)
        withExtendedLifetime(server) {}
    }

    private static let unbound = Task {
        let zones = [
            ("refused", "always_refuse"), ("null", "always_null"), ("empty", "always_nodata"),
            ("missing", "always_nxdomain"), ("found", "redirect"),
        ]
        return try await Unbound(
            "127.0.1.2",
            ["local-zone: \"test.\" nodefault"]
                + zones.map { "local-zone: \"\($0.0).test.\" \($0.1)" }
                + ["local-data: \"found.test. A 192.0.2.10\""],
            "forward-zone:\n  name: \"dead.test.\"\n  forward-addr: 203.0.113.1\n")
    }
}
