import Foundation
import TestSupport

/// The fault testbed (`Tests/Testbed/world`), and what the programs under test say in it.
enum Testbed {
    /// Lays the world for a bash script that runs on its connector's host, `$BIN` before its words; what it printed.
    static func run(_ script: String) async throws -> String {
        let command = [
            Repository.path("Tests/Testbed/world"), "bash", "-euo", "pipefail", "-c",
            "BIN='\(Repository.built)'\n" + script,
        ]
        return String(decoding: try await Program.succeed(command), as: UTF8.self)
    }
}

/// A report of `connector-watch check --format json`, as far as the tests read it.
struct CheckReport: Decodable, Sendable {
    var checks: [Check]

    struct Check: Decodable, Sendable {
        var check: String
        var findings: [Finding]
    }

    struct Finding: Decodable, Sendable {
        var event: Int
        var route: String?
        var phase: String
        var reason: String?
        var priority: String
        var message: String

        private enum CodingKeys: String, CodingKey {
            case event
            case route = "via"
            case phase, reason, priority, message
        }

        var alert: Expectation.Alert {
            Expectation.Alert(event: event, phase: phase, reason: reason ?? "-", priority: priority)
        }
    }

    /// What was found at a check over a way; what belongs to no way counts for each.
    func alerts(at check: String, route: String) -> [Expectation.Alert] {
        checks.filter { $0.check == check }.flatMap(\.findings)
            .filter { $0.route == nil || $0.route == route }.map(\.alert)
    }
}
