import Foundation
import Testing

@testable import WatchCore

/// A finding, and the sentences that people read of it.
struct SentenceSample: Sendable, CustomTestStringConvertible {
    var finding: Finding
    var message: String
    var remedy: String

    init(
        _ facts: EventFacts, _ related: [RelatedFact] = [], message: String, remedy: String
    ) {
        finding = Finding(
            facts, facts.event.priorities.first ?? .error, .service, nil, related: related)
        self.message = message
        self.remedy = remedy
    }

    var testDescription: String { "\(finding.event.rawValue) \(message)" }

    static let all =
        trust + files + names + network + answers + login + tls + certificate + expiry + revocation + related
        + host + windows + stores + summary + administrator + cloud + flapping
}

extension Endpoint {
    static let login = Endpoint(host: "login.example", port: 443)
    static let plain = Endpoint(host: "login.example", port: 80)
    static let page = Endpoint(host: "login.example", port: 443, text: "https://login.example/")
    static let proxy = Endpoint(host: "proxy.example", port: 8080)
}

extension PathFacts {
    /// A probe that stopped in a phase, having tried one address that failed for the same in the phase `connect`.
    static func stopped(
        _ phase: NetworkPhase, _ failure: PathFailure, at endpoint: Endpoint = .login,
        through proxy: Endpoint? = nil, isConnected: Bool? = nil
    ) -> PathFacts {
        let isConnected = isConnected ?? (phase != .resolve && phase != .connect)
        let attempt = AddressAttempt(
            address: "192.0.2.1", duration: .milliseconds(30), failure: isConnected ? nil : failure)
        return PathFacts(
            endpoint, proxy: proxy, stop: PathStop(phase, failure),
            attempts: phase == .resolve ? [] : [attempt],
            isConnected: isConnected, timeout: .seconds(10))
    }

    /// A probe that failed at each of several addresses.
    static func tried(_ failures: [PathFailure]) -> PathFacts {
        PathFacts(
            .login, stop: PathStop(.connect, failures[0]), attempts: .tried(failures), timeout: .seconds(10))
    }
}

extension [AddressAttempt] {
    static func tried(_ failures: [PathFailure]) -> [AddressAttempt] {
        failures.enumerated().map { index, failure in
            AddressAttempt(
                address: "192.0.2.\(index + 1)", duration: .milliseconds(30 + index), failure: failure)
        }
    }
}

extension PageFacts {
    static func answered(_ status: Int, redirects: Int = 0) -> PageFacts {
        PageFacts(
            page: "https://login.example/", host: "login.example", status: status,
            answeredBy: redirects > 0 ? "https://next.example/in" : nil, redirects: redirects)
    }
}

extension ValidityFacts {
    /// With so many days left.
    static func left(_ days: Int, agent: AgentKind? = nil) -> ValidityFacts {
        ValidityFacts(
            notBefore: start.date + Double(days - 180) * 86_400, notAfter: start.date + Double(days) * 86_400,
            at: start.date, renewalWindow: .days(30), agent: agent)
    }
}

extension StoreSearchFacts {
    static func searched(
        missing: [String] = [], isFound: Bool = false, isInUserStore: Bool = false,
        export: WindowsExport? = nil
    ) -> StoreSearchFacts {
        StoreSearchFacts(
            TrustSettings(thumbprint: thumbprint("A"), isInUserStore: isInUserStore),
            places: ["/trust/machine"], missingPlaces: missing, certificates: 2, isFound: isFound,
            export: export)
    }
}
