import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The rules, the dashboard and the example for Alertmanager that are shipped.
@Suite(.timeLimit(.minutes(5))) struct RuleTests {
    private static let directory = Repository.path("packaging/prometheus")
    private static let rules = directory + "/connector-watch.rules.yml"

    /// What a host in trouble writes: each metric that an expression asks for.
    private static func snapshot(at time: Date) -> Snapshot {
        var snapshot = Snapshot.largest(at: time)
        snapshot.checks = Array(snapshot.checks.prefix(3))
        snapshot.alerts = Array(snapshot.alerts.prefix(2))
        snapshot.alerts[1].priority = .warning
        for index in snapshot.checks.indices {
            snapshot.checks[index].routes?[0].serverNotAfter = time + 86_400
        }
        snapshot.counters = SnapshotCounters()
        snapshot.clockOffsetS = 0.25
        snapshot.trusts = [
            SnapshotTrust(
                check: CheckName("trust"), settingsFile: "/x", thumbprint: thumbprint, inUserStore: false,
                notBefore: time - 86_400, notAfter: time + 9 * 86_400, renewalFrom: time - 21 * 86_400,
                overdueFrom: time - 20 * 86_400, history: [])
        ]
        return snapshot
    }

    private static let thumbprint: Thumbprint = {
        guard let thumbprint = Thumbprint(String(repeating: "A", count: 40)) else { preconditionFailure() }
        return thumbprint
    }()

    @Test func promtoolAcceptsAndTestsThem() async throws {
        let check = try await Program.run("promtool", "check", "rules", Self.rules)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        let test = try await Program.run(
            ["promtool", "test", "rules", "connector-watch.tests.yml"], in: Self.directory)
        #expect(test.status == 0 && test.output.contains("SUCCESS"), "\(test.output)\(test.errors)")
    }

    @Test func everyAlertOfTheRulesIsTested() throws {
        func names(_ file: String, _ key: String) throws -> Set<Substring> {
            let text = try String(
                contentsOf: Repository.file("packaging/prometheus/\(file)"), encoding: .utf8)
            return Set(
                text.matches(of: try Regex("\(key): ?(Connector\\w+)")).compactMap { $0.output[1].substring })
        }
        let alerts = try names("connector-watch.rules.yml", "alert")
        #expect(alerts.count == 14)
        let tested = try names("connector-watch.tests.yml", "alertname")
        // As the one of errors, with another severity.
        #expect(alerts.subtracting(tested) == ["ConnectorWarning"])
    }

    @Test func amtoolAcceptsTheExample() async throws {
        let check = try await Program.run("amtool", "check-config", Self.directory + "/alertmanager.yml")
        #expect(
            check.status == 0 && check.output.contains("4 inhibit rules"), "\(check.output)\(check.errors)")
    }

    /// Evaluated by a real Prometheus over what a real exporter serves.
    @Test func everyExpressionReturnsData() async throws {
        let prometheus = try await Prometheus(rules: Self.rules, labels: "connector_group: hq, site: north")
        let snapshot = Self.snapshot(at: Date())
        try Data(snapshot.metrics.utf8).write(to: URL(filePath: prometheus.textFiles + "/x.prom"))
        _ = try await prometheus.scraped(snapshot.time)
        // The last of the rules has been evaluated over that.
        try await prometheus.query("connector_watch:probe_success:avg1d") { !$0.isEmpty }
        try await prometheus.query("ALERTS{alertname=\"ConnectorRenewalsOverdue\"}") { !$0.isEmpty }
        for rule in try await prometheus.rules() {
            #expect(rule.health == "ok", "\(rule.name): \(rule.lastError ?? "")")
            let isSilent = try await prometheus.query(rule.query).isEmpty
            let silent: Set = [
                "ConnectorCritical", "ConnectorAlertsUncounted", "ConnectorWatchSilent", "ConnectorWatchGone",
                "ConnectorNotificationsLost", "ConnectorGroupNotRedundant", "ConnectorCloned",
                "ConnectorExpiriesTogether", "ConnectorSiteProxyDown", "ConnectorVersionsDiffer",
            ]
            #expect(isSilent == silent.contains(rule.name), "\(rule.name)")
        }
        let file = Repository.file("packaging/prometheus/connector-watch.dashboard.json")
        let dashboard = try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file))
        #expect(dashboard.panels.count == 21)
        for panel in dashboard.panels {
            for target in panel.targets {
                let expression = target.expr.replacing("$instance", with: ".*")
                    .replacing("$__rate_interval", with: "5m")
                // A rate is of two samples.
                let series = try await prometheus.query(expression) { !$0.isEmpty }
                #expect(!series.isEmpty, "\(panel.title)")
            }
        }
    }

    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            struct Target: Decodable {
                var expr: String
            }

            var title: String
            var targets: [Target]
        }

        var panels: [Panel]
    }
}
