import Foundation
import TestSupport

/// A real Alertmanager on a port of 127.0.0.1, that tells a webhook what it tells people; it ends with this object.
final class Alertmanager: Sendable {
    let port: UInt16
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    /// Returns once it takes alerts.
    ///
    /// - Parameter hook: the port of the webhook on loopback.
    /// - Throws: An error if it cannot be started.
    init(telling hook: Int) async throws {
        port = FreePort.next()
        let cluster = FreePort.next()
        directory = try TemporaryDirectory()
        try directory.write(
            """
            route: {receiver: hook, group_by: [connector, check, event], group_wait: 1s, group_interval: 1s}
            receivers:
              - name: hook
                webhook_configs: [{url: "http://127.0.0.1:\(hook)/told", send_resolved: true}]
            """, to: "alertmanager.yml")
        program = try await RunningProgram([
            "/usr/bin/prometheus-alertmanager", "--config.file=\(directory("alertmanager.yml"))",
            "--storage.path=\(directory("data"))", "--web.listen-address=127.0.0.1:\(port)",
            "--cluster.listen-address=127.0.0.1:\(cluster)",
            "--cluster.advertise-address=127.0.0.1:\(cluster)", "--cluster.settle-timeout=1s",
        ])
        while !FreePort.isTaken(port) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    var url: String { "http://127.0.0.1:\(port)" }

    /// The alerts that it holds and that stand: their labels.
    func standing() async throws -> [[String: String]] {
        struct Held: Decodable {
            struct Status: Decodable { var state: String }
            var labels: [String: String]
            var status: Status
        }
        let bytes = try await Program.succeed("curl", "-fsS", "\(url)/api/v2/alerts?active=true")
        return try JSONDecoder().decode([Held].self, from: Data(bytes)).map(\.labels)
    }
}
