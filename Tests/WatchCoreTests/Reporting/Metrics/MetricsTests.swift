import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// What the daemon knows, as metrics.
struct MetricsTests {
    private func text(_ daemon: SimulatedDaemon) throws -> ExpositionText {
        try ExpositionText(#require(daemon.snapshots.last).metrics)
    }

    /// What the sample daemon does not meet.
    private static let unmet: Set = [
        "connector_watch_last_renewal_timestamp_seconds", "connector_watch_clock_offset_seconds",
    ]

    private static var settings: Settings {
        var settings = Settings.sample(trusts: [.sample()], ports: 2, routes: .both)
        settings.tls = [TLSSection(name: "office", target: TLSTarget(host: "o.example"), pace: .sample())]
        settings.hostPace = .sample()
        return settings
    }

    /// One that has run for a while; its port `p1` fails from then on, on the direct route.
    private func daemon() -> SimulatedDaemon {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.begin()
        daemon.run(for: .minutes(3))
        daemon.script = { target in
            if case .port(let port) = target, port.host == "p1.example" {
                return .after(.milliseconds(20), target.failingObservation)
            }
            return .after(.milliseconds(20), target.healthyObservation)
        }
        daemon.run(for: .minutes(5))
        return daemon
    }

    @Test func theySayWhatAProbeShowed() throws {
        let text = try text(daemon())
        #expect(text["probe_success", #"{check="port p0:443",via="direct"}"#] == 1)
        #expect(text["probe_success", #"{check="port p1:443",via="direct"}"#] == 0)
        #expect(text["probe_success", #"{check="port p1:443",via="proxy"}"#] == 1)
        #expect(text["probe_success", #"{check="trust"}"#] == 1)
        #expect(
            text["probe_duration_seconds", #"{check="port p0:443",via="direct",phase="connect"}"#] == 0.03)
        #expect(
            text[
                "probe_reason",
                #"{check="port p1:443",via="direct",event="1020",phase="connect",reason="connection-refused"}"#
            ] == 1)
        #expect(text.samples.allSatisfy { !$0.labels.contains("port p0") || $0.name != "probe_reason" })
        let last = try #require(text["last_probe_timestamp_seconds", #"{check="port p0:443"}"#])
        let now = try #require(text["snapshot_timestamp_seconds", ""])
        #expect((0...61).contains(now - last))
    }

    @Test func theyCountAlertsAndSaySinceWhenEachIsActive() throws {
        let daemon = daemon()
        let text = try text(daemon)
        #expect(text["alerts", #"{event="1020",priority="err",silenced="false"}"#] == 1)
        let raised = try #require(daemon.snapshots.last?.alerts.first?.raised)
        #expect(
            text[
                "alert_raised_timestamp_seconds",
                #"{check="port p1:443",via="direct",event="1020",priority="err",phase="connect",reason="connection-refused",silenced="false"}"#
            ] == raised.timeIntervalSince1970.rounded(.down))
        #expect(text["checks", #"{state="critical"}"#] == 1)
        #expect(text["checks", #"{state="pending"}"#] == 0)
    }

    @Test func theyTellTheLifeOfTheTrustCertificate() throws {
        let text = try text(daemon())
        let facts = CertificateFacts.sample()
        let ends = facts.notAfter.timeIntervalSince1970
        #expect(text["certificate_not_after_timestamp_seconds", #"{check="trust"}"#] == ends)
        #expect(text["renewal_due_timestamp_seconds", #"{check="trust"}"#] == ends - 30 * 86_400)
        #expect(text["renewal_overdue_timestamp_seconds", #"{check="trust"}"#] == ends - 29.5 * 86_400)
        #expect(
            text.samples.contains {
                $0.name.hasSuffix("_certificate_info") && $0.labels.contains(facts.thumbprint.text)
            })
    }

    @Test func theyCountWhatHappenedSinceTheStart() throws {
        let daemon = daemon()
        let text = try text(daemon)
        let failed = try #require(text["probes_total", #"{result="failed"}"#])
        let passed = try #require(text["probes_total", #"{result="passed"}"#])
        #expect(failed > 3 && passed > 20)
        #expect(text.types["connector_watch_probes_total"] == "counter")
        #expect(text["notifications_total", #"{state="raised"}"#] == 1)
        #expect(text["notifications_total", #"{state="info"}"#] == 1)
        #expect(text["notifications_dropped_total", ""] == 0)
        #expect(text["notifications_waiting", ""] == 0)
    }

    /// Whatever others write into a name that is shown, one text stays one text.
    @Test(arguments: [
        (#"a"b"#, #"a\"b"#), (#"a\b"#, #"a\\b"#), ("a\nb", #"a\nb"#), ("a\r\nb", #"a\nb"#),
        ("a\u{0}b\u{1b}[31m", "ab[31m"),
        ("\u{202e}abc\u{7f}\u{85}", "abc"), ("grün", "grün"),
        (String(repeating: "ä", count: 150), String(repeating: "ä", count: 100)),
    ])
    func aLabelHoldsNothingThatACollectorRefuses(text: String, written: String) {
        #expect(MetricFamily.escaped(text) == written)
    }

    @Test func bytesThatAreNoTextBecomeText() throws {
        let text = String(decoding: [0x61, 0xff, 0xc3, 0x28] as [UInt8], as: UTF8.self)
        var family = MetricFamily("x", "Test.")
        family.add(1, ["a": text])
        #expect(family.text.hasSuffix("connector_watch_x{a=\"a\u{fffd}\u{fffd}(\"} 1\n"))
    }

    @Test func whatIsNoNumberAndWhatIsThereAlreadyIsLeftOut() {
        var family = MetricFamily("x", "Test.")
        for value in [Double.nan, .infinity, -.infinity] { family.add(value) }
        family.add(nil as Double?)
        #expect(family.text.isEmpty)
        family.add(1.5, ["a": "b\u{0}"])
        family.add(2.5, ["a": "b"])
        #expect(
            family.text
                == "# HELP connector_watch_x Test.\n# TYPE connector_watch_x gauge\nconnector_watch_x{a=\"b\"} 1.5\n"
        )
    }

    @Test func hostileTextsAnywhereLeaveItWhole() throws {
        var daemon = daemon()
        var snapshot = try #require(daemon.snapshots.last)
        daemon.run(for: .minutes(1))
        var chance = SeededGenerator(seed: 7)
        let pieces = [
            "\"", "\\", "\n", "\r", "\u{0}", "\u{1b}", "}", "{", " 1\n", "# TYPE x y\n", "ß", "\u{2028}", "x",
        ]
        for _ in 0..<50 {
            func text() -> String {
                (0..<Int.random(in: 0...300, using: &chance)).map { _ in
                    pieces.randomElement(using: &chance) ?? ""
                }.joined()
            }
            snapshot.connector = text()
            snapshot.tenant = text()
            snapshot.program = text()
            for index in snapshot.checks.indices { snapshot.checks[index].target = text() }
            for index in snapshot.trusts.indices { snapshot.trusts[index].issuer = text() }
            for index in snapshot.alerts.indices { snapshot.alerts[index].check = CheckName(text()) }
            snapshot.clockOffsetS = [Double.nan, .infinity, 0.5].randomElement(using: &chance) ?? 0
            _ = try ExpositionText(snapshot.metrics)
        }
    }

    @Test func howeverMuchIsWatchedTheyStayBounded() throws {
        var daemon = SimulatedDaemon(.sample(ports: 600))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .minutes(10))
        let snapshot = try #require(daemon.snapshots.last)
        let text = try ExpositionText(snapshot.metrics)
        #expect(text["checks", #"{state="critical"}"#].map { $0 > 300 } == true)
        #expect(text.samples.count { $0.name.hasSuffix("_probe_success") } == Trend.checkLimit)
        #expect(
            text.samples.count { $0.name.hasSuffix("_alert_raised_timestamp_seconds") }
                <= Snapshot.metricAlertLimit)
        #expect(text.samples.count < 8 * Trend.checkLimit)
    }

    @Test func aSnapshotOfAnEarlierVersionHasFewerOfThem() throws {
        var snapshot = try #require(daemon().snapshots.last)
        (snapshot.counters, snapshot.silences) = (nil, nil)
        for index in snapshot.checks.indices { snapshot.checks[index].routes = nil }
        let text = try ExpositionText(snapshot.metrics)
        #expect(text["checks", #"{state="critical"}"#] == 1)
        #expect(!text.names.contains("connector_watch_probes_total"))
    }

    /// The promise to who writes rules and dashboards.
    @Test func everyMetricAndLabelIsInTheDocument() throws {
        let document = try String(contentsOf: Repository.file("docs/metrics.md"), encoding: .utf8)
        let text = try text(daemon())
        let rows = document.split(separator: "\n").filter { $0.hasPrefix("| `connector_watch_") }
        let listed = Dictionary(
            uniqueKeysWithValues: rows.map { row in
                let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
                return (cells[0].trimmingCharacters(in: ["`"]), cells[1])
            })
        for name in text.names.sorted() {
            let labels = try #require(listed[name], "\(name)")
            for sample in text.samples where sample.name == name {
                for label in sample.labels.matches(of: /([a-z_]+)="/) {
                    #expect(labels.contains("`\(label.1)`"), "\(name) \(label.1)")
                }
            }
        }
        let absent = Set(listed.keys).subtracting(text.names)
        // What this run does not meet.
        #expect(absent.isSubset(of: Self.unmet), "\(absent.sorted())")
    }
}
