import Foundation
import TestSupport
import Testing

/// The daemon and those whom it tells are killed at random moments: each incident arrives, and is closed.
@Suite(.timeLimit(.minutes(10)))
struct KillTests {
    /// How often one of them is killed: KILLS, 20 if that is not set.
    private static let kills = ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 20

    /// What the webhook was sent.
    private struct Told {
        /// By the daemon: the states of each incident.
        var incidents: [String: Set<String>] = [:]
        /// By the Alertmanagers: whether each check stands, and all that ever did.
        var isFiring: [String: Bool] = [:]
        var isQuiet = false
        var ids: [String] = []

        mutating func take(_ text: String) {
            for line in text.split(separator: "\n") {
                if line == "quiet" { isQuiet = true }
                guard
                    let request = try? JSONDecoder().decode(WebhookServer.Request.self, from: Data(line.utf8))
                else { continue }
                if request.path == "/hook" {
                    takeNotification(request.json)
                } else {
                    takeAlerts(request.json)
                }
            }
        }

        private mutating func takeNotification(_ fields: [String: Any]) {
            guard fields["CONNECTOR_EVENT_ID"] as? String == "1020",
                let incident = fields["CONNECTOR_INCIDENT"] as? String,
                let state = fields["CONNECTOR_STATE"] as? String
            else { return }
            incidents[incident, default: []].insert(state)
            ids.append(fields["CONNECTOR_NOTIFICATION"] as? String ?? "")
        }

        private mutating func takeAlerts(_ message: [String: Any]) {
            for alert in message["alerts"] as? [[String: Any]] ?? [] {
                guard let labels = alert["labels"] as? [String: String], labels["event"] == "1020",
                    let check = labels["check"]
                else { continue }
                isFiring[check] = alert["status"] as? String == "firing"
            }
        }

        var areAllClosed: Bool {
            isQuiet && !incidents.isEmpty && incidents.values.allSatisfy { $0.contains("recovered") }
                && !isFiring.isEmpty
        }
    }

    @Test func eachIncidentArrivesAndIsClosed() async throws {
        let directory = try TemporaryDirectory()
        let world = try await RunningProgram([
            Repository.path("Tests/DeliveryTests/Support/kill-world"), directory.path, Repository.built,
            String(Self.kills),
        ])
        var told = Told()
        var rows: [[String]] = []
        var missing: [[String]] = []
        repeat {
            told.take(try await world.output { $0.hasSuffix("\n") })
            guard told.areAllClosed else { continue }
            rows = try await incidents(in: directory)
            missing = rows.filter { told.incidents[$0[0]]?.isSuperset(of: ["raised", "recovered"]) != true }
        } while !told.areAllClosed || !missing.isEmpty
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0[2] == "0" })
        let checks = Set(rows.map { $0[1] })
        // An Alertmanager tells nothing of an alert that was over before it could, nor, if both were killed, of its end.
        #expect(checks.isSuperset(of: told.isFiring.keys) && told.isFiring.count * 2 > checks.count)
        let twice = told.ids.count - Set(told.ids).count
        print(
            """
            \(Self.kills) kills: \(rows.count) incidents of \(checks.count) checks, 0 lost, \
            \(told.ids.count) notifications, \(twice) of them twice; \(told.isFiring.count) alerts told and ended.
            """)
    }

    /// What the daemon remembers: the id of each, its check, and whether it stands.
    private func incidents(in directory: TemporaryDirectory) async throws -> [[String]] {
        try await Program.bash(
            """
            sqlite3 -readonly state/memory.db 'SELECT id, check_name, ended IS NULL FROM incidents WHERE event = 1020'
            """, in: directory.path
        ).split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    }
}
