import Foundation
import Testing

@testable import WatchCore

/// What the running daemon tells of itself in `status.json`.
struct SnapshotTests {
    /// A daemon that has run for a while, with two ports of which the second fails from some time on.
    private func daemon(_ settings: Settings = .sample(trusts: [.sample()], ports: 2)) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        daemon.run(for: .minutes(3))
        return daemon
    }

    private func fail(_ host: String, _ daemon: inout SimulatedDaemon) {
        daemon.script = { target in
            if case .port(let port) = target, port.host == host {
                return .after(.milliseconds(20), target.failingObservation)
            }
            return .after(.milliseconds(20), target.healthyObservation)
        }
    }

    @Test func aHealthyDaemonSaysSoAndWhatItSaw() throws {
        let snapshot = try #require(daemon().snapshots.last)
        #expect(snapshot.verdict == .ok)
        #expect(snapshot.alerts.isEmpty)
        #expect(snapshot.connector == "hq-01")
        #expect(snapshot.tenant == tenant)
        #expect(snapshot.started == start.date)
        #expect(snapshot.checks.map(\.check.text) == ["trust", "port p0:443", "port p1:443"])
        #expect(snapshot.checks.map(\.state) == [.ok, .ok, .ok])
        #expect(snapshot.checks.map(\.directMs) == [nil, 32, 32])
        let trust = try #require(snapshot.trusts.first)
        let facts = CertificateFacts.sample()
        #expect(trust.thumbprint == facts.thumbprint)
        #expect(trust.notAfter == facts.notAfter)
        #expect(trust.phase == .settled)
        #expect(trust.renewalFrom == facts.notAfter - 30 * 86_400)
        #expect(trust.connectorId == facts.connectorID)
        #expect(trust.history.isEmpty)
    }

    @Test func beforeTheFirstProbeNothingIsFine() throws {
        var daemon = SimulatedDaemon(.sample(ports: 2))
        daemon.begin()
        daemon.run(for: .milliseconds(1))
        let snapshot = try #require(daemon.snapshots.first)
        #expect(snapshot.checks.map(\.state) == [.pending, .pending])
    }

    @Test func anAlertIsInTheSnapshotWithinASecond() throws {
        var daemon = daemon()
        fail("p1.example", &daemon)
        daemon.run(for: .minutes(5))
        let raised = try #require(daemon.journaled.first { $0.summary == "1020 raised port p1:443" })
        let snapshot = try #require(daemon.snapshots.first { !$0.alerts.isEmpty })
        let alert = try #require(snapshot.alerts.first)
        #expect(snapshot.verdict == .critical)
        #expect(alert.event == .portUnreachable)
        #expect(alert.check.text == "port p1:443")
        #expect(alert.route == .direct)
        #expect(alert.reason == .connectionRefused)
        #expect(alert.incident == raised[.incident])
        #expect(alert.message == raised.message)
        #expect(alert.remedy == raised[.remedy])
        #expect(snapshot.time.timeIntervalSince(alert.raised) <= 1.1)
        #expect(snapshot.checks.last?.state == .critical)
        #expect(snapshot.checks.last?.directMs == nil)
        #expect(daemon.snapshots.contains { $0.checks.last?.state == .failing })
    }

    @Test func itIsWrittenOnceASecondAtMostAndOnceAMinuteAtLeast() {
        var daemon = daemon(.sample(ports: 50))
        daemon.changeEverything(100)
        daemon.run(for: .hours(1))
        let times = daemon.snapshots.map(\.time)
        let gaps = zip(times, times.dropFirst()).map { $1.timeIntervalSince($0) }
        #expect(gaps.allSatisfy { $0 > 0.9 && $0 < 60.2 }, "\(gaps.min() ?? 0) \(gaps.max() ?? 0)")
        #expect(gaps.contains { $0 < 2 })
    }

    @Test func manyChecksAreWrittenLessOften() {
        var daemon = SimulatedDaemon(.sample(ports: 5000))
        daemon.begin()
        daemon.run(for: .seconds(60))
        let times = daemon.snapshots.map(\.time)
        let gaps = zip(times, times.dropFirst()).map { $1.timeIntervalSince($0) }
        #expect(gaps.allSatisfy { $0 > 4.9 })
        #expect(daemon.snapshots.count > 5)
    }

    @Test func aDiskThatHangsGetsOneSnapshotAndAFullOneIsTold() {
        var daemon = daemon()
        daemon.disk = .hangs
        let before = daemon.snapshots.count
        daemon.run(for: .hours(1))
        #expect(daemon.snapshots.count == before + 1)
        daemon.feed(.published(.snapshot, failure: "The disk is full."))
        #expect(daemon.journaled.last?.summary == "1099 raised snapshot")
        daemon.disk = .works
        daemon.run(for: .minutes(3))
        #expect(daemon.journaled.last?.summary == "1099 recovered snapshot")
    }

    @Test func thatItCannotBeWrittenIsRememberedOverARestart() {
        var daemon = daemon()
        daemon.feed(.published(.snapshot, failure: "The disk is full."))
        #expect(daemon.saved?.checks.contains { $0.name == CheckName("snapshot") } == true)
    }

    @Test func withoutAPlaceNoneIsWritten() {
        var daemon = SimulatedDaemon(.sample(ports: 2), snapshotPath: nil)
        daemon.begin()
        daemon.run(for: .minutes(10))
        #expect(daemon.snapshots.isEmpty)
    }

    @Test func aStoppedDaemonWritesNone() {
        var daemon = daemon()
        daemon.feed(.asked(.stop))
        let count = daemon.snapshots.count
        daemon.run(for: .minutes(3))
        #expect(daemon.snapshots.count == count)
    }

    @Test func theDocumentHasItsKeysWhateverIsKnown() throws {
        var daemon = daemon()
        fail("p1.example", &daemon)
        daemon.run(for: .minutes(5))
        let snapshot = try #require(daemon.snapshots.last)
        let bytes = try snapshot.encoded()
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(
            document.keys.sorted() == [
                "alerts", "checks", "clock_offset_s", "cloud", "connector", "counters", "format",
                "journal_namespace", "next_within_s", "program", "silences", "started", "tenant", "time",
                "trusts", "verdict",
            ])
        func keys(_ list: String) -> [[String]] {
            ((document[list] as? [[String: Any]]) ?? []).map { $0.keys.sorted() }
        }
        #expect(
            Set(keys("checks")) == [
                [
                    "check", "direct_ms", "group", "last_look", "proxy_ms", "routes", "state", "target",
                    "trend",
                ]
            ])
        let trends = (document["checks"] as? [[String: Any]])?.compactMap { $0["trend"] as? [String: Any] }
        #expect(Set((trends ?? []).map { $0.keys.sorted() }) == [["hour", "looks", "ms", "passed"]])
        #expect(
            keys("alerts") == [
                [
                    "check", "event", "flapping", "incident", "message", "phase", "priority", "raised",
                    "reason", "remedy", "silenced", "target", "title", "via",
                ]
            ])
        #expect(
            keys("trusts") == [
                [
                    "change", "check", "connector_id", "history", "in_user_store", "issuer", "key",
                    "last_renewal", "not_after", "not_before", "overdue_from", "phase", "renewal_from",
                    "settings_file", "since", "tenant", "thumbprint",
                ]
            ])
        #expect((document["time"] as? String)?.hasSuffix("Z") == true)
        let again = try Snapshot(decoding: bytes)
        #expect(try again.encoded() == bytes)
        #expect(
            again.alerts
                == snapshot.alerts.map { alert in
                    var alert = alert
                    alert.raised = Date(
                        timeIntervalSince1970: alert.raised.timeIntervalSince1970.rounded(.down))
                    return alert
                })
    }

    @Test(arguments: [
        (#""next_within_s":60"#, #""next_within_s":4611686018427387904"#),
        (#""next_within_s":60"#, #""next_within_s":-1"#), (#""direct_ms":32"#, #""direct_ms":1e19"#),
        (#""direct_ms":32"#, #""direct_ms":-1"#),
    ])
    func numbersThatNoDaemonWritesAreRefused(written: String, damaged: String) throws {
        let text = try String(decoding: #require(daemon().snapshots.last).encoded(), as: UTF8.self)
        try #require(text.contains(written), "\(text)")
        let bytes = Array(text.replacing(written, with: damaged).utf8)
        #expect(throws: DecodingError.self) { try Snapshot(decoding: bytes) }
    }

    @Test func anOldSnapshotIsOfADaemonThatIsGone() throws {
        let snapshot = try #require(daemon().snapshots.last)
        #expect(!snapshot.isStale(at: snapshot.time + 119))
        #expect(snapshot.isStale(at: snapshot.time + 121))
    }
}
