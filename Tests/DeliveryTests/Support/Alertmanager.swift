import Foundation
import TestSupport

/// A member of a cluster of real Alertmanagers, on ports of 127.0.0.1, that tells a webhook what it tells people; it ends with
/// this object.
final class Alertmanager: Sendable {
    let port: UInt16
    private let clusterPort: UInt16
    private let peer: UInt16?
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    /// Returns once it takes alerts.
    ///
    /// - Parameters:
    ///   - hook: the port of the webhook on loopback.
    ///   - peer: the other member, or `nil` if this is the first one.
    ///   - place: the ports of the member that this one takes the place of.
    init(
        telling hook: Int, with peer: Alertmanager? = nil, inPlaceOf place: Alertmanager? = nil
    ) async throws {
        port = place?.port ?? FreePort.next()
        clusterPort = place?.clusterPort ?? FreePort.next()
        self.peer = peer?.clusterPort ?? place?.peer
        directory = try TemporaryDirectory()
        try directory.write(
            """
            route: {receiver: hook, group_by: [connector, check, event], group_wait: 1s, group_interval: 1s}
            receivers:
              - name: hook
                webhook_configs: [{url: "http://127.0.0.1:\(hook)/told", send_resolved: true}]
            """, to: "alertmanager.yml")
        var command = [
            "/usr/bin/prometheus-alertmanager", "--config.file=\(directory("alertmanager.yml"))",
            "--storage.path=\(directory("data"))", "--web.listen-address=127.0.0.1:\(port)",
            "--cluster.listen-address=127.0.0.1:\(clusterPort)",
            "--cluster.advertise-address=127.0.0.1:\(clusterPort)",
            "--cluster.settle-timeout=1s",
        ]
        if let peer = self.peer { command.append("--cluster.peer=127.0.0.1:\(peer)") }
        program = try await RunningProgram(command)
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

    /// Ends it at once, as a crash does.
    func kill() async throws {
        program.send(SIGKILL)
        _ = try await program.status()
    }
}
