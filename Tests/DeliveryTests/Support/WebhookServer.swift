import Foundation
import TestSupport

/// A server that takes notifications on a port of loopback and answers what is asked for; it ends with this object.
final class WebhookServer: Sendable {
    struct Request: Decodable, Sendable {
        var path: String
        var headers: [String: String]
        var body: String
        /// Whether the client showed a certificate.
        var peer: Bool

        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]) ?? [:]
        }
    }

    let port: Int
    private let program: RunningProgram

    /// - Parameters:
    ///   - port: where it listens, 0 for a free one.
    ///   - certificate: the file with its certificate, its chain and its key, or `nil` for no TLS.
    ///   - clients: the file with the authority of the certificates that it demands, or `nil` if it demands none.
    /// - Throws: An error if it does not come to listen.
    init(port: Int = 0, certificate: String? = nil, clients: String? = nil) async throws {
        let script = Repository.path("Tests/DeliveryTests/Support/webhook-server")
        program = try await RunningProgram(
            ["/usr/bin/python3", script, String(port)] + [certificate, clients].compactMap(\.self))
        let first = try await program.output { $0.contains(/port \d+\n/) }
        self.port = first.firstMatch(of: /port (\d+)\n/).flatMap { Int($0.output.1) } ?? 0
    }

    /// Waits for the next requests, until there are so many.
    func requests(_ count: Int = 1) async throws -> [Request] {
        try await requests { $0.count >= count }
    }

    /// Waits for the next requests, until they are enough.
    func requests(until areEnough: ([Request]) -> Bool) async throws -> [Request] {
        var found: [Request] = []
        try await program.output { text in
            found = text.split(separator: "\n").compactMap {
                try? JSONDecoder().decode(Request.self, from: Data($0.utf8))
            }
            return text.hasSuffix("\n") && areEnough(found)
        }
        return found
    }
}
