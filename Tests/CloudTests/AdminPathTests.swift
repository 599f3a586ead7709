import Foundation
import TestSupport
import Testing

/// What is between the host and the cloud.
@Suite(.timeLimit(.minutes(10))) struct AdminPathTests {
    private static let scenario = #"{"roles": ["62e90394-69f5-4237-9190-012177145e10"]}"#

    @Test func theProxyIsUsedWhereThereIsOne() async throws {
        let tenant = try Tenant(Self.scenario, path: "proxy")
        let run = try await tenant.verify()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            Set(try tenant.lines("proxied")) == [
                "CONNECT login.microsoftonline.com:443", "CONNECT graph.microsoft.com:443",
            ])
        #expect(try tenant.requests.count == 4)
    }

    @Test func withoutItsProxyThereIsNoAnswer() async throws {
        let tenant = try Tenant(Self.scenario, path: "proxy")
        try tenant.directory.write(
            "[Connector]\nTenant=\(Tenant.id)\n[Trust]\nEnabled=no\n", to: "watch.conf")
        let run = try await tenant.verify()
        #expect(run.status == 3)
        #expect(run.errors.contains("login.microsoftonline.com"), "\(run.errors)")
        #expect(try tenant.requests == [])
    }

    /// A real proxy that opens TLS would read along: it sees the tunnel asked for, and not one request.
    @Test func nothingIsSentThroughAProxyThatInspects() async throws {
        let tenant = try Tenant(Self.scenario, path: "bump")
        let run = try await tenant.verify()
        #expect(run.status == 3, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("TLS to login.microsoftonline.com:443 is inspected"), "\(run.errors)")
        #expect(run.errors.contains("Ask the network team to exempt login.microsoftonline.com."))
        #expect(try tenant.lines("proxied").allSatisfy { $0.hasPrefix("CONNECT ") })
        #expect(try tenant.requests == [])
    }

    @Test func theSameProxyIsSeenToReadAlongWhatOthersSend() async throws {
        let tenant = try Tenant(Self.scenario, path: "bump")
        let run = try await tenant.run(
            """
            curl -sS --proxy http://proxy.test:3128 -d client_id=x -d scope=y \
                https://login.microsoftonline.com/t/oauth2/v2.0/devicecode
            until grep -q ^POST "\(tenant.directory("proxied"))"; do sleep 0.02; done
            """)
        #expect(run.output.contains("user_code"), "\(run.errors)")
        #expect(
            try tenant.lines("proxied").contains { $0.hasPrefix("POST https://login.microsoftonline.com/") })
    }

    @Test(arguments: [
        ("box", "is inspected on the direct route"), ("stranger", "is inspected on the direct route"),
        ("expired", "expired"), ("wrong-name", "ostname mismatch"),
    ])
    func nothingIsSentToWhoIsNotTheCloud(path: String, words: String) async throws {
        let tenant = try Tenant(Self.scenario, path: path)
        let run = try await tenant.verify()
        #expect(run.status == 3)
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(try tenant.requests == [])
    }
}
