import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The built `connector-watch check` against the names of the sandbox.
@Suite(.timeLimit(.minutes(2))) struct CheckCommandTests {
    /// What a JSON report holds.
    private func document(_ run: Program) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test func whatIsFineExitsWithZero() async throws {
        let open = try OpenPort()
        try await withConfiguration("[Port open]\nHost=ok.test\nPorts=\(open.port)\n") { file in
            let run = try await ConnectorWatch.run("check", "--config", file)
            #expect(run.status == 0, "\(run.output)\(run.errors)")
            #expect(run.output.hasPrefix("Connector hq-01, checked from "))
            #expect(run.output.contains("  ok  port open:\(open.port)  ok.test:\(open.port)  direct  "))
            #expect(run.output.contains("\nOK: 2 checks, 2 ok\nConnector hq-01, "))
            #expect(!run.output.contains("\u{1b}"))
            #expect(run.errors.isEmpty)
        }
    }

    @Test func whatTheDaemonFindsToFlapIsSaidHoweverThisProbeWent() async throws {
        let open = try OpenPort()
        let check = CheckName("port open:\(open.port)")
        let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded())
        let alert = SnapshotAlert(
            event: .flapping, title: AlertEvent.flapping.title, priority: .warning, check: check, target: "x",
            route: .direct, phase: .connect, reason: .connectTimeout, incident: "328a8f4285705663",
            raised: now - 600, message: "It flaps.",
            flapping: SnapshotFlapping(since: now - 600, failures: 12, passing: true))
        let snapshot = Snapshot(
            program: "1.2.3", time: now, started: now - 7200, nextWithinS: 60, connector: "hq-01",
            verdict: .warning, alerts: [alert], trusts: [], checks: [])
        try await withTemporaryDirectory { directory in
            let status = directory.appending(path: "status.json")
            try Data(snapshot.encoded()).write(to: status)
            try await withConfiguration("[Port open]\nHost=ok.test\nPorts=\(open.port) 9\n") { file in
                let words = ["check", "--config", file, "--snapshot", status.path]
                let run = try await ConnectorWatch.run(words + ["--only", check.text])
                #expect(run.status == 0, "\(run.output)\(run.errors)")
                #expect(run.words.contains("flapping since \((now - 600).rfc3339), it failed 12 times"))
                let json = try await ConnectorWatch.run(words + ["--format", "json"])
                let checks = try #require(try document(json)["checks"] as? [[String: Any]])
                let told = checks.map { ($0["flapping"] as? [[String: Any]])?.first?["failures"] as? Int }
                #expect(told.compactMap(\.self) == [12])
            }
        }
    }

    @Test func someAddressesShutAreAWarning() async throws {
        let open = try OpenPort()
        let text = "[Defaults]\nTimeout=2s\n[Port half]\nHost=partly.test\nPorts=\(open.port)\n"
        try await withConfiguration(text) { file in
            let run = try await ConnectorWatch.run("check", "--config", file)
            #expect(run.status == 1, "\(run.output)\(run.errors)")
            #expect(run.output.contains("1023 Some addresses unreachable (connect: some-addresses)"))
            #expect(run.words.contains("127.0.0.1 connected in "))
            #expect(run.words.contains("192.0.2.66 connect-timeout after "))
        }
    }

    @Test func whatFailsIsToldWithItsReason() async throws {
        let text = """
            [Defaults]
            Timeout=2s
            [Port refused]
            Host=ok.test
            Ports=9
            [Port shut]
            Host=blackhole.test
            Ports=443
            [Port nowhere]
            Host=nowhere.test
            Ports=443
            [Login page]
            URL=https://denied.test/

            """
        try await withConfiguration(text) { file in
            let run = try await ConnectorWatch.run("check", "--config", file)
            #expect(run.status == 2, "\(run.output)\(run.errors)")
            for expected in [
                "1020 Port unreachable (connect: connection-refused)",
                "1020 Port unreachable (connect: connect-timeout)",
                "1022 Name resolution fails (resolve: name-not-found)",
                "1030 Login endpoint fails (connect: connect-denied)",
                "\nCRITICAL: 5 checks, 1 ok, 4 failed\n",
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
            let tooLong = run.output.split(separator: "\n").filter { $0.count > 80 }
            #expect(tooLong.isEmpty)
        }
    }

    /// The name server refuses every name below "example".
    private static let unresolved =
        (0..<12).map { "[Port n\($0)]\nHost=n\($0).example\nPorts=443\n" }.joined()

    @Test func aDeadResolverIsOneCauseInEveryFormat() async throws {
        try await withConfiguration(Self.unresolved) { file in
            let text = try await ConnectorWatch.run("check", "--config", file)
            #expect(text.status == 2, "\(text.output)\(text.errors)")
            #expect(text.output.ranges(of: "1022 Name resolution fails").count == 1, "\(text.output)")
            #expect(text.words.contains("port n9:443 and 2 more"))

            let plugin = try await ConnectorWatch.run("check", "--config", file, "--format", "nagios")
            #expect(plugin.status == 2)
            #expect(plugin.output.hasPrefix("CONNECTOR CRITICAL - 1022 resolver: Name resolution fails for "))
            #expect(plugin.output.contains(" (12 checks depend on it) | "), "\(plugin.output)")

            let json = try await ConnectorWatch.run("check", "--config", file, "--format", "json")
            let report = try document(json)
            let causes = try #require(report["causes"] as? [[String: Any]])
            #expect(causes.map { $0["cause"] as? String } == ["resolver"])
            #expect((causes.first?["checks"] as? [String])?.count == 12)
            let checks = try #require(report["checks"] as? [[String: Any]])
            #expect(checks.count { $0["cause"] as? String == "resolver" } == 12)
            #expect(checks.count { $0["cause"] is NSNull } == 1, "The host's check has none.")

            let page = try await ConnectorWatch.run("report", "--html", "-", "--config", file).output
            #expect(page.ranges(of: "<article ").count == 1)
            #expect(page.contains("12 of 13 checks failed: name resolution fails (resolver)."))
        }
    }

    @Test func aDeadProxyIsOneCauseBesideWhatElseFails() async throws {
        let text = """
            [Defaults]
            Timeout=2s
            [Proxy]
            URL=http://127.0.0.1:9
            Via=proxy
            [Port shut]
            Host=127.0.0.1
            Ports=9
            Via=direct

            """
        try await withConfiguration(text + Self.unresolved) { file in
            let run = try await ConnectorWatch.run("check", "--config", file)
            #expect(run.status == 2, "\(run.output)\(run.errors)")
            #expect(run.output.ranges(of: "1021 ").count == 1, "\(run.output)")
            #expect(run.output.ranges(of: "1020 ").count == 1, "\(run.output)")
        }
    }

    @Test func theJSONSaysTheSame() async throws {
        let text = "[Defaults]\nTimeout=2s\n[Port shut]\nHost=blackhole.test\nPorts=443\n"
        try await withConfiguration(text) { file in
            let run = try await ConnectorWatch.run("check", "--config", file, "--format", "json")
            #expect(run.status == 2)
            let report = try document(run)
            #expect(report["connector"] as? String == "hq-01")
            #expect(report["verdict"] as? String == "critical")
            let checks = try #require(report["checks"] as? [[String: Any]])
            let check = try #require(checks.first { $0["check"] as? String == "port shut:443" })
            #expect(check["group"] as? String == "connectivity")
            #expect(check["target"] as? String == "blackhole.test:443")
            let route = try #require((check["ways"] as? [[String: Any]])?.first)
            #expect(route["via"] as? String == "direct")
            #expect((route["stop"] as? [String: String])?["reason"] == "connect-timeout")
            #expect(route["tls"] is NSNull)
            let address = try #require((route["addresses"] as? [[String: Any]])?.first)
            #expect(address["address"] as? String == "192.0.2.66")
            #expect(address["failure"] as? String == "connect-timeout")
            let finding = try #require((check["findings"] as? [[String: Any]])?.first)
            #expect(finding["event"] as? Int == 1020)
            #expect(finding["priority"] as? String == "err")
            #expect(finding["via"] as? String == "direct")
            #expect(finding["phase"] as? String == "connect")
        }
    }

    @Test func thePluginLineIsOneLine() async throws {
        let open = try OpenPort()
        let text = "[Port open]\nHost=ok.test\nPorts=\(open.port)\n[Port refused]\nHost=ok.test\nPorts=9\n"
        try await withConfiguration(text) { file in
            let run = try await ConnectorWatch.run("check", "--config", file, "--format", "nagios")
            #expect(run.status == 2)
            #expect(
                run.output.hasPrefix(
                    "CONNECTOR CRITICAL - 1020 port refused:9 (direct): ok.test:9 is unreachable"))
            #expect(run.output.split(separator: "\n").count == 1)
            let performance = try #require(run.output.split(separator: "|").last)
            #expect(performance.contains(/'port open:[0-9]+ direct'=0\.[0-9]{3}s;;10\.000;0/))
            #expect(performance.contains("'port refused:9 direct'=U;;10.000;0"))
        }
    }

    @Test(arguments: ["text", "json", "nagios"])
    func aWrongConfigurationIsToldWhole(format: String) async throws {
        try await withConfiguration("[Defaults]\nTimeout=never\nIntervall=1s\n") { file in
            let run = try await ConnectorWatch.run("check", "--config", file, "--format", format)
            #expect(run.status == 3)
            #expect(run.errors.contains("\(file):7:9: error: "))
            #expect(run.errors.contains("\(file):8:1: error: "))
            let line = "CONNECTOR UNKNOWN - \(file):7:9: error: "
            #expect(format == "nagios" ? run.output.hasPrefix(line) : run.output.isEmpty)
        }
    }

    @Test func whatIsNotThereToProbeIsNoSuccess() async throws {
        try await withConfiguration("") { file in
            let nothing = try await ConnectorWatch.run("check", "--config", file)
            #expect(nothing.status == 3)
            #expect(nothing.errors.contains("No checks were run: the configuration has none."))
            let missing = try await ConnectorWatch.run("check", "--config", file + ".missing")
            #expect(missing.status == 3)
        }
        try await withConfiguration("[Port home]\nHost=<tenant>.ok.test\nPorts=443\n") { file in
            let run = try await ConnectorWatch.run("check", "--config", file, "--only", "port home")
            #expect(run.status == 3)
            #expect(run.errors.contains("which these need: port home:443."))
        }
    }

    @Test func onlyPicksChecks() async throws {
        let open = try OpenPort()
        let text = "[Port open]\nHost=ok.test\nPorts=\(open.port)\n[Port refused]\nHost=ok.test\nPorts=9\n"
        try await withConfiguration(text) { file in
            let one = try await ConnectorWatch.run("check", "--config", file, "--only", "port open")
            #expect(one.status == 0, "\(one.output)")
            #expect(one.output.contains("OK: 1 check, 1 ok\n"))
            let stray = try await ConnectorWatch.run(
                "check", "--config", file, "--only", "prot", "--only", "host")
            #expect(stray.status == 3)
            #expect(stray.errors.contains("Unknown check \"prot\"; did you mean \"port\"?"))
        }
    }

    @Test func theTrustCertificateTellsTheTenant() async throws {
        try await withTemporaryDirectory { directory in
            let sample = try await Program.run(Repository.path("packaging/make-sample"), directory.path)
            #expect(sample.status == 0, "\(sample.errors)")
            try """
            [Connector]
            Cloud=none
            [Port home]
            Host=<tenant>.nowhere.test
            Ports=443

            """.write(
                to: directory.appending(path: "connector-watch.conf.d/test.conf"), atomically: true,
                encoding: .utf8)
            let file = directory.appending(path: "connector-watch.conf").path
            let run = try await ConnectorWatch.run("check", "--config", file, "--format", "json")
            #expect(run.status == 2)
            let checks = try #require(try document(run)["checks"] as? [[String: Any]])
            let trust = try #require(checks.first { $0["check"] as? String == "trust" })
            let facts = try #require(trust["trust"] as? [String: Any])
            #expect(facts["days_left"] as? Int == 9)
            let tenant = try #require(facts["tenant"] as? String)
            let targets = checks.compactMap { $0["target"] as? String }
            #expect(targets.contains("\(tenant).nowhere.test:443"))
        }
    }

    @Test func fortyChecksThatHangHoldNothingUp() async throws {
        let sections = (1...40).map { "[Port p\($0)]\nHost=blackhole.test\nPorts=443\n" }.joined()
        try await withConfiguration("[Defaults]\nTimeout=300ms\n" + sections) { file in
            let run = try await ConnectorWatch.run("check", "--config", file)
            #expect(run.status == 2)
            #expect(run.output.contains("CRITICAL: 41 checks, 1 ok, 40 failed\n"))
        }
    }

    @Test func aReportThatCannotBeWrittenIsNoSuccess() async throws {
        let open = try OpenPort()
        try await withConfiguration("[Port open]\nHost=ok.test\nPorts=\(open.port)\n") { file in
            let run = try await ConnectorWatch.run(["check", "--config", file], redirection: ">/dev/full")
            #expect(run.status == 3)
            #expect(run.errors.contains("Failed to write the output: "))
        }
    }
}
