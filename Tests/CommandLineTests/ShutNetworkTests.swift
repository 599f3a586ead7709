import Foundation
import TestSupport
import Testing

/// The built commands behind a firewall that drops everything.
@Suite(.timeLimit(.minutes(2))) struct ShutNetworkTests {
    /// Four hosts at addresses of their own, on two ports.
    private static let settings = """
        [Defaults]
        Timeout=2s
        [Port a]
        Host=192.0.2.80
        Ports=443
        [Port b]
        Host=192.0.2.81
        Ports=80
        [Port c]
        Host=192.0.2.82
        Ports=443
        [TLS d]
        Host=192.0.2.83

        """

    /// Drops what goes to those hosts while `body` runs.
    private func withFirewall(_ body: () async throws -> Void) async throws {
        let rules = """
            add table inet shut; add chain inet shut in { type filter hook input priority 0 ; }; \
            add rule inet shut in ip daddr 192.0.2.80-192.0.2.83 drop
            """
        try await Program.succeed("/usr/sbin/nft", rules)
        var failure: (any Error)?
        do { try await body() } catch { failure = error }
        try await Program.succeed("/usr/sbin/nft", "delete table inet shut")
        if let failure { throw failure }
    }

    @Test func aFirewallThatDropsEverythingIsOneCauseInEveryFormat() async throws {
        try await withConfiguration(Self.settings) { file in
            try await withFirewall {
                let text = try await ConnectorWatch.run("check", "--config", file)
                #expect(text.status == 2, "\(text.output)\(text.errors)")
                #expect(text.output.ranges(of: "1020 Port unreachable (connect: connect-timeout)").count == 1)
                #expect(!text.output.contains("1040 "), "\(text.output)")
                #expect(text.words.contains("fails port a:443, port b:80, port c:443, tls d"))

                let plugin = try await ConnectorWatch.run("check", "--config", file, "--format", "nagios")
                #expect(
                    plugin.output.hasPrefix(
                        "CONNECTOR CRITICAL - 1020 network (direct): Nothing outside this host is reachable, as "
                    ),
                    "\(plugin.output)")
                #expect(plugin.output.contains("(4 checks depend on it) | "))

                let json = try await ConnectorWatch.run("check", "--config", file, "--format", "json")
                let report = try #require(
                    try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
                let checks = try #require(report["checks"] as? [[String: Any]])
                #expect(checks.count { $0["cause"] as? String == "network" } == 4)

                let page = try await ConnectorWatch.run("report", "--html", "-", "--config", file).output
                #expect(page.ranges(of: "<article ").count == 1)
                #expect(page.contains("Nothing outside this host is reachable, as "))
            }
        }
    }
}
