import Foundation
import TestSupport
import Testing

/// The built `connector-watch firewall-request` against the names of the sandbox.
@Suite(.timeLimit(.minutes(2))) struct FirewallRequestCommandTests {
    private let text = """
        [Defaults]
        Timeout=2s
        [Port shut]
        Host=blackhole.test
        Ports=443
        [Port rejected]
        Host=rejected.test
        Ports=443
        [Port filtered]
        Host=denied.test
        Ports=443
        [Port nowhere]
        Host=nowhere.test
        Ports=443

        """

    @Test func eachDestinationIsToldWithWhatIsInTheWay() async throws {
        let open = try OpenPort()
        try await withConfiguration(text + "[Port open]\nHost=ok.test\nPorts=\(open.port)\n") { file in
            let run = try await ConnectorWatch.run("firewall-request", "--config", file)
            #expect(run.status == 0, "\(run.errors)")
            for expected in [
                "Firewall request for the application proxy connector hq-01 ===", "Source host ",
                "(192.0.2.10)", "State 5 destinations, 4 unreachable ", "open, connected in ",
                "192.0.2.66 dropped on the way (no answer within ",
                "192.0.2.67 rejected by a router or firewall on the way (host unreachable)",
                "192.0.2.68 denied by this host's own packet filter", "the name does not resolve here",
                "No TLS inspection",
            ] {
                #expect(run.words.contains(expected), "\(expected) in\n\(run.output)")
            }
            #expect(run.output.utf8.allSatisfy { $0 < 0x7f })
        }
    }

    @Test func withoutALookNobodyIsConnectedTo() async throws {
        let open = try OpenPort()
        try await withConfiguration("[Port open]\nHost=127.0.0.1\nPorts=\(open.port)\n") { file in
            let run = try await ConnectorWatch.run("firewall-request", "--config", file, "--no-look")
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("State        not tested\n"))
            #expect(open.isUntouched)
            let probed = try await ConnectorWatch.run("firewall-request", "--config", file)
            #expect(probed.output.contains("State        1 destination, none unreachable\n"))
            #expect(!open.isUntouched)
        }
    }

    @Test func theWholeListIsThereWithoutAConfiguration() async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "empty.conf").path
            try "\n".write(toFile: file, atomically: true, encoding: .utf8)
            let run = try await ConnectorWatch.run("firewall-request", "--config", file, "--no-look")
            #expect(run.status == 0, "\(run.errors)")
            for expected in [
                "<tenant>.registration.msappproxy.net", "*.servicebus.windows.net", "crl3.digicert.com",
                "Revocation lists, needed to validate certificates:",
            ] {
                #expect(run.output.contains(expected), "\(expected)")
            }
        }
    }

    @Test func theJSONSaysTheSame() async throws {
        try await withConfiguration(text) { file in
            let run = try await ConnectorWatch.run("firewall-request", "--config", file, "--format", "json")
            #expect(run.status == 0)
            let request = try #require(
                try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            #expect(request["looked"] as? Bool == true)
            #expect(request["proxy"] is NSNull)
            let destinations = try #require(request["destinations"] as? [[String: Any]])
            let states = destinations.map { ($0["ways"] as? [[String: Any]])?.first?["state"] as? String }
            #expect(states == ["shut", "shut", "shut", "unresolved"])
        }
    }

    @Test func aWrongConfigurationGivesNoRequest() async throws {
        try await withConfiguration("[Defaults]\nTimeout=never\n") { file in
            let run = try await ConnectorWatch.run("firewall-request", "--config", file)
            #expect(run.status == 3)
            #expect(run.output.isEmpty)
            #expect(run.errors.contains("\(file):7:9: error: "))
        }
    }
}
