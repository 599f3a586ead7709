import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The built `connector-watch status` on snapshots as a daemon writes them.
@Suite(.timeLimit(.minutes(2))) struct StatusCommandTests {
    private func snapshot(age: TimeInterval = 5, isFine: Bool = false) -> Snapshot {
        let now = Date()
        let alert = SnapshotAlert(
            event: .portUnreachable, title: AlertEvent.portUnreachable.title, priority: .error,
            check: CheckName("port login:443"), target: "login.example:443", route: .direct, phase: .connect,
            reason: .connectTimeout, incident: "328a8f4285705663", raised: now - 3600,
            message: "It does not answer \u{202e}at all.")
        var trend = Trend()
        for hours in [30.0, 1, 0] {
            trend.count(isPassed: true, latency: hours > 0 ? .milliseconds(12) : nil, at: now - hours * 3600)
        }
        let checks = CheckState.allCases.map { state in
            SnapshotCheck(
                check: CheckName("port \(state.rawValue):443"), group: .connectivity,
                target: "\(state.rawValue).example:443",
                state: state, lastProbe: state == .pending ? nil : now - 20,
                directMs: state == .ok ? 12.3 : nil,
                trend: state == .ok ? SnapshotTrend(trend) : nil)
        }
        return Snapshot(
            program: "1.2.3", time: now - age, started: now - 7200, nextWithinS: 60, connector: "hq-01",
            verdict: isFine ? .ok : .critical, alerts: isFine ? [] : [alert], trusts: [], checks: checks)
    }

    private func run(_ snapshot: Snapshot, _ arguments: String...) async throws -> Program {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "status.json")
            try Data(snapshot.encoded()).write(to: file)
            return try await ConnectorWatch.run(["status", "--snapshot", file.path] + arguments)
        }
    }

    @Test func itTellsWhatTheDaemonKnows() async throws {
        let run = try await run(snapshot())
        #expect(run.status == 2, "\(run.output)\(run.errors)")
        for expected in [
            "Connector hq-01, as of ", "connector-watchd 1.2.3 has been",
            "1020 Port unreachable, port login:443 (direct)",
            "since ", "incident 328a8f4285705663", "  FAIL  port critical:443", "  ...   port pending:443",
            "  ?     port failing:443", "12 ms",
            "CRITICAL: 5 checks (1 pending, 1 ok, 1 failing, 1 warning, 1 critical), 1 alert",
        ] {
            #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
        }
        #expect(!run.output.contains("\u{202e}"))
        #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func aDaemonThatWatchesNothingSaysSo() async throws {
        var nothing = snapshot(isFine: true)
        nothing.checks = []
        let run = try await run(nothing)
        #expect(run.status == 0)
        #expect(run.output.hasSuffix("OK: 0 checks, 0 alerts\n"), "\(run.output)")
    }

    @Test func aSilencedAlertSaysSoAndChangesNoStatus() async throws {
        var silenced = snapshot()
        silenced.alerts[0].silenced = SnapshotSilence(
            ActiveSilence(
                name: "patches", scope: SilenceScope(checks: []), until: silenced.time + 3600,
                reason: "Windows \u{202e}updates"))
        let run = try await run(silenced)
        #expect(run.status == 2)
        let until = (silenced.time + 3600).rfc3339
        #expect(run.words.contains("silenced until \(until) by \"patches\": Windows \\u{202E}updates"))
        #expect(run.output.contains("1 alert (1 silenced)\n"))
    }

    @Test func anAlertOfACheckThatFlapsSaysHowItIsNow() async throws {
        var snapshot = snapshot()
        let since = snapshot.time - 1800
        for (isPassing, word) in [(true, "passes"), (false, "fails")] {
            snapshot.alerts[0].flapping = SnapshotFlapping(since: since, failures: 12, passing: isPassing)
            let run = try await run(snapshot)
            #expect(run.status == 2)
            #expect(
                run.words.contains(
                    "flapping since \(since.rfc3339): it failed 12 times, and \(word) now"))
        }
    }

    @Test func withoutAlertsItExitsWithZero() async throws {
        let run = try await run(snapshot(isFine: true))
        #expect(run.status == 0)
        #expect(!run.output.contains("Alerts"))
    }

    @Test func theJSONIsTheFileAndWhetherTheDaemonRuns() async throws {
        let run = try await run(snapshot(), "--format", "json")
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(document["running"] as? Bool == true)
        #expect((5...60).contains(document["age_s"] as? Int ?? 0))
        let inner = try #require(document["snapshot"] as? [String: Any])
        #expect(inner["verdict"] as? String == "critical")
        #expect((inner["checks"] as? [[String: Any]])?.first?["last_look"] is NSNull)
        #expect(run.output.contains(#""ms" : [12,null,"#), "A column stands on one line.\n\(run.output)")
        #expect(!run.output.contains("\u{202e}"))
    }

    @Test func aDaemonThatHangsOrIsGoneIsTold() async throws {
        let run = try await run(snapshot(age: 1000, isFine: true))
        #expect(run.status == 3)
        #expect(run.output.contains("OK: 5 checks"))
        #expect(run.errors.contains("The daemon is not running, or it hangs: its snapshot is 16 min 4"))
        let none = try await ConnectorWatch.run("status", "--snapshot", "/nowhere/status.json")
        #expect(none.status == 3)
        #expect(
            none.errors
                == "The daemon is not running: \"/nowhere/status.json\" does not exist. See systemctl status connector-watch.\n"
        )
    }

    @Test(arguments: ["", "{}", "\0\0", "[1,2]", "{\"format\":1}"])
    func whatIsNoSnapshotIsRefused(text: String) async throws {
        try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "status.json").path
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let run = try await ConnectorWatch.run("status", "--snapshot", file)
            #expect(run.status == 3)
            #expect(run.errors.contains("is not a snapshot of connector-watchd"))
            #expect(run.output.isEmpty)
        }
    }

    @Test func anotherFormatIsNotGuessedAt() async throws {
        var later = snapshot()
        later.format = 2
        let run = try await run(later)
        #expect(run.status == 3)
        #expect(run.errors.contains("has the format 2, but this program reads the format 1;"))
    }
}
