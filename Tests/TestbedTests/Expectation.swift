import Foundation
import TestSupport
import Testing

/// One line of `Tests/Testbed/checks`: what is checked, over which way, and what must come of it.
struct Expectation: Sendable, Hashable, CustomTestStringConvertible {
    /// The configuration file's name without `.conf`.
    var configuration: String
    var route: String
    /// As reports name it: `port good:443`; `host` for the clock, which is this host's.
    var check: String
    /// `nil`: nothing is found.
    var alert: Alert?

    struct Alert: Sendable, Hashable, CustomStringConvertible {
        var event: Int
        var phase: String
        var reason: String
        var priority: String

        var description: String { "\(event) \(phase) \(reason) \(priority)" }
    }

    var testDescription: String { "\(configuration) \(route) \(check)" }

    /// Every line of the table.
    static let all: [Expectation] = {
        let table = Repository.file("Tests/Testbed/checks")
        let text = (try? String(contentsOf: table, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .compactMap { Expectation($0.split(separator: " ").map(String.init)) }
    }()

    private init?(_ columns: [String]) {
        guard columns.count == 5 || columns.count == 8 else { return nil }
        configuration = columns[0]
        route = columns[1]
        let (kind, host) = (columns[2].split(separator: ":").map(String.init), columns[3])
        switch kind[0] {
        case "port": check = "port \(host):\(kind.last ?? "")"
        case "login", "openid": check = "login \(host)"
        case "tls": check = "tls \(host)"
        case "clock": check = "host"
        default: return nil
        }
        guard columns.count == 8, let event = Int(columns[4]) else { return }
        alert = Alert(event: event, phase: columns[5], reason: columns[6], priority: columns[7])
    }
}
