import Foundation
import TestSupport
import Testing

/// The built `connector-watch trust` and `simulate` on the sample connector, ten days before its certificate expires.
///
/// Twenty years are simulated, in a debug build: that takes its time.
@Suite(.timeLimit(.minutes(5))) struct TrustCommandTests {
    private func withSample(_ body: (String) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "sample").path
            let made = try await Program.run(Repository.path("packaging/make-sample"), path)
            try #require(made.status == 0, "\(made.errors)")
            try await body(path)
        }
    }

    private func document(_ run: Program) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    private func thumbprint(_ sample: String) throws -> String {
        let settings = try String(contentsOfFile: "\(sample)/TrustSettings.xml", encoding: .utf8)
        return try #require(settings.split(separator: "<Thumbprint>").last?.prefix(40)).description
    }

    /// A snapshot as a daemon writes it that saw the sample's certificate come in place of another.
    private func snapshot(_ sample: String, age: TimeInterval = 10) throws -> String {
        func text(_ date: Date) -> String { date.formatted(.iso8601) }
        let now = Date()
        let old = String(repeating: "A", count: 40)
        let json = """
            {"format":1,"program":"0.2.0","time":"\(text(now - age))","started":"\(text(now - 999))","next_within_s":60,
            "connector":"hq","tenant":null,"verdict":"ok","alerts":[],"checks":[],"trusts":[{"check":"trust",
            "settings_file":"\(sample)/TrustSettings.xml","thumbprint":"\(try thumbprint(sample))",
            "in_user_store":false,"since":"2026-06-07T08:00:00Z","change":"renewal",
            "last_renewal":"2026-06-07T08:00:00Z","not_before":null,"not_after":null,"issuer":null,"tenant":null,
            "connector_id":null,"key":null,"phase":null,"renewal_from":null,"overdue_from":null,
            "history":[{"thumbprint":"\(old)","in_user_store":false,"since":"2026-01-01T08:00:00Z","change":null,
            "not_before":null,"not_after":"2026-07-01T08:00:00Z"}]}]}
            """
        let path = "\(sample)/status.json"
        try json.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func itTellsTheCertificatesLifeAndWhatIsWrong() async throws {
        try await withSample { sample in
            let run = try await ConnectorWatch.run(
                "trust", "--config", "\(sample)/connector-watch.conf", "--snapshot", "/none")
            #expect(run.status == 2, "\(run.output)\(run.errors)")
            for expected in [
                "trust: CRITICAL", "in the machine store", "9 days left",
                "forecast       renewal overdue since ",
                "v renewal", "today, 9 days left ^", "1001 Trust certificate expires soon",
                "1002 Renewal of the trust certificate overdue",
                "Register-AppProxyConnector", "Register-MicrosoftEntraPrivateNetworkConnector",
                "No daemon is running, so",
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
            // A path stands whole on its line.
            let lines = run.output.split(separator: "\n").filter { !$0.contains("/") }
            #expect(lines.allSatisfy { $0.count <= 80 })
            let bar = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("  [") })
            #expect(
                bar.contains("[--") && (bar.contains("-~") || bar.contains("-w")) && bar.contains("we")
                    && bar.contains("ec]"))
        }
    }

    @Test func theHistoryIsTheRunningDaemons() async throws {
        try await withSample { sample in
            let configuration = "\(sample)/connector-watch.conf"
            let snapshot = try snapshot(sample)
            let run = try await ConnectorWatch.run("trust", "--config", configuration, "--snapshot", snapshot)
            #expect(run.words.contains("2026-01-01T08:00:00Z - AAAAAAAAAAAA"), "\(run.output)")
            #expect(run.words.contains("2026-06-07T08:00:00Z renewal \(try thumbprint(sample))"))
            #expect(run.words.contains("last renewed 2026-06-07T08:00:00Z"))
            let json = try document(
                await ConnectorWatch.run(
                    "trust", "--config", configuration, "--snapshot", snapshot, "--format", "json"))
            let agent = try #require((json["agents"] as? [[String: Any]])?.first)
            #expect(agent["change"] as? String == "renewal")
            #expect((agent["history"] as? [Any])?.count == 1)
            #expect((agent["life"] as? [String: Any])?["phase"] as? String == "overdue")
            // What a daemon left that is gone is no news of what stands there now.
            let old = try self.snapshot(sample, age: 500)
            let gone = try await ConnectorWatch.run(
                "trust", "--config", configuration, "--snapshot", old, "--state", sample)
            #expect(gone.words.contains("No daemon is running, so"))
            #expect(gone.words.contains("there is no saved state in \"\(sample)\""), "\(gone.output)")
            try "{".write(toFile: "\(sample)/state.json", atomically: true, encoding: .utf8)
            let damaged = try await ConnectorWatch.run(
                "trust", "--config", configuration, "--snapshot", old, "--state", sample)
            #expect(damaged.words.contains("\"\(sample)/state.json\" is damaged"), "\(damaged.output)")
        }
    }

    @Test func whatARenewalLeftBehindIsListed() async throws {
        try await withSample { sample in
            func make(_ from: String, _ to: String) async throws -> String {
                let made = try await Program.run(
                    Repository.path("packaging/sample-certificate"), "\(sample)/store", from, to)
                try #require(made.status == 0, "\(made.errors)")
                return String(made.output.prefix(40))
            }
            let old = try await make("350 days ago", "-170 days")
            let next = try await make("1 day ago", "179 days")
            let run = try await ConnectorWatch.run("trust", "--config", "\(sample)/connector-watch.conf")
            #expect(run.words.contains("unused \(old), no longer used, valid until "), "\(run.output)")
            #expect(run.words.contains("unused \(next), not used, valid until "))
            let json = try document(
                await ConnectorWatch.run(
                    "trust", "--config", "\(sample)/connector-watch.conf", "--format", "json"))
            let trust = try #require((json["agents"] as? [[String: Any]])?.first?["trust"] as? [String: Any])
            let superseded = try #require(trust["orphans"] as? [[String: Any]])
            #expect(superseded.map { $0["thumbprint"] as? String } == [next, old])
        }
    }

    @Test func anAgentIsPickedByItsName() async throws {
        try await withSample { sample in
            let drop = "\(sample)/connector-watch.conf.d/second.conf"
            try "[Trust b]\nSettingsFile=/nowhere/TrustSettings.xml\n".write(
                toFile: drop, atomically: true, encoding: .utf8)
            let configuration = "\(sample)/connector-watch.conf"
            let both = try document(
                await ConnectorWatch.run("trust", "--config", configuration, "--format", "json"))
            #expect((both["agents"] as? [Any])?.count == 2)
            let one = try document(
                await ConnectorWatch.run("trust", "b", "--config", configuration, "--format", "json"))
            let agents = try #require(one["agents"] as? [[String: Any]])
            #expect(agents.map { $0["check"] as? String } == ["trust b"])
            #expect(agents.first?["life"] is NSNull)
            let none = try await ConnectorWatch.run("trust", "c", "--config", configuration)
            #expect(none.status == 3)
            #expect(none.errors == "Unknown section [Trust c]; the sections are [Trust], [Trust b].\n")
        }
    }

    @Test func aSimulationTellsEachDay() async throws {
        try await withSample { sample in
            let run = try await ConnectorWatch.run(
                "simulate", "--config", "\(sample)/connector-watch.conf", "--from", "-175d")
            #expect(run.status == 0, "\(run.errors)")
            let rows = run.output.split(separator: "\n").filter { $0.contains(" 100") }
            let events = rows.map { $0.split(separator: " ").dropFirst(2).prefix(3).joined(separator: " ") }
            #expect(
                events == [
                    "1003 raised err", "1003 recovered notice", "1001 raised warning", "1002 raised err",
                    "1001 escalated err", "1001 escalated crit", "1000 raised crit",
                ])
            #expect(run.output.contains("reminders of active alerts"))
            let json = try document(
                await ConnectorWatch.run(
                    "simulate", "--config", "\(sample)/connector-watch.conf", "--format", "json"))
            let first = try #require((json["announcements"] as? [[String: Any]])?.first)
            #expect(
                first.keys.sorted() == [
                    "check", "days_left", "event", "message", "priority", "remedy", "state", "time", "title",
                ])
        }
    }

    /// It is seen as far as a simulation reaches.
    @Test func aCertificateThatLivesForDecadesIsSimulated() async throws {
        try await withSample { sample in
            let made = try await Program.run(
                Repository.path("packaging/sample-certificate"), "\(sample)/store", "1 day ago", "20 years")
            let settings = "\(sample)/TrustSettings.xml"
            let text = try String(contentsOfFile: settings, encoding: .utf8)
            try text.replacingOccurrences(of: thumbprint(sample), with: made.output.prefix(40))
                .write(toFile: settings, atomically: true, encoding: .utf8)
            let run = try await ConnectorWatch.run("simulate", "--config", "\(sample)/connector-watch.conf")
            #expect(run.status == 0, "\(run.errors)")
        }
    }

    @Test(arguments: [
        (["--from", "2027-01-01", "--to", "2026-01-01"], Int32(3), "cannot end"),
        (["--from", "2020-01-01", "--to", "2030-01-01"], 3, "is longer than the limit of 1464 days"),
        (["--from", "soon"], 64, "Invalid time \"soon\""),
    ])
    func aTimeThatCannotBeIsRefused(arguments: [String], status: Int32, text: String) async throws {
        try await withSample { sample in
            let run = try await ConnectorWatch.run(
                ["simulate", "--config", "\(sample)/connector-watch.conf"] + arguments)
            #expect(run.status == status)
            #expect(run.errors.contains(text), "\(run.errors)")
        }
    }
}
