import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The built `connector-watch metrics` on snapshots as a daemon writes them.
@Suite(.timeLimit(.minutes(2))) struct MetricsCommandTests {
    private func run(age: TimeInterval, redirection: String = "") async throws -> Program {
        try await withTemporaryDirectory { directory in
            let time = Date() - age
            let check = SnapshotCheck(
                check: CheckName("port login:443"), group: .connectivity, target: "login.example:443",
                state: .ok, lastProbe: time, directMs: 12,
                routes: [SnapshotRoute(route: .direct, nil, [])])
            let snapshot = Snapshot(
                program: "1.2.3", time: time, started: time - 7200, nextWithinS: 60, connector: "hq-01",
                verdict: .ok, alerts: [], trusts: [], checks: [check])
            let file = try directory.write(snapshot.encoded(), to: "status.json")
            return try await ConnectorWatch.run(["metrics", "--snapshot", file], redirection: redirection)
        }
    }

    @Test func itPrintsWhatTheDaemonKnows() async throws {
        let run = try await run(age: 5)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let text = try ExpositionText(run.output)
        #expect(text["probe_success", #"{check="port login:443",via="direct"}"#] == 1)
        #expect(text["build_info", #"{version="1.2.3"}"#] == 1)
    }

    @Test func whatADaemonKnewThatIsGoneIsNotPrinted() async throws {
        let run = try await run(age: 600)
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("The daemon is not running, or it hangs: "), "\(run.errors)")
    }

    @Test func withoutADaemonItSaysSo() async throws {
        let run = try await ConnectorWatch.run("metrics", "--snapshot", "/none")
        #expect(run.status == 3)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("The daemon is not running: \"/none\" does not exist."))
    }

    @Test func aFullDiskIsNoSuccess() async throws {
        #expect(try await run(age: 5, redirection: ">/dev/full").status == 3)
    }
}
