internal import FoundationEssentials
internal import WatchCore

/// A request as JSON; its keys are those that `connector-watch firewall-request --help` names.
struct FirewallRequestDocument: Encodable {
    var time: Date
    var connector: String
    var looked: Bool
    var source: SourceDocument
    @OrNull var proxy: String?
    var destinations: [DestinationDocument]
    var wildcards: [WildcardDocument]
    var requirements: [String]
    var violations: [ViolationDocument]

    struct SourceDocument: Encodable {
        var host: String
        var addresses: [String]
    }

    struct DestinationDocument: Encodable {
        var host: String
        var port: UInt16
        var purpose: String
        var why: String
        var checks: [String]
        var ways: [PassageDocument]
    }

    struct PassageDocument: Encodable {
        var via: Route
        var state: String
        var evidence: String
    }

    struct WildcardDocument: Encodable {
        var names: String
        var port: UInt16
        var purpose: String
        var why: String
    }

    struct ViolationDocument: Encodable {
        var check: String
        var event: AlertEvent
        @OrNull var via: Route?
        @OrNull var reason: Reason?
        var message: String
        @OrNull var remedy: String?
    }

    init(_ request: FirewallRequest) {
        time = request.time
        connector = request.connector
        looked = request.isProbed
        source = SourceDocument(host: request.host, addresses: request.sources)
        proxy = request.proxy
        destinations = request.destinations.map { destination in
            DestinationDocument(
                host: destination.host, port: destination.port, purpose: destination.purpose.rawValue,
                why: destination.purpose.text, checks: destination.checks.map(\.text),
                ways: destination.passages.map {
                    PassageDocument(via: $0.route, state: $0.state.rawValue, evidence: $0.evidence)
                })
        }
        wildcards = request.wildcards.map {
            WildcardDocument(
                names: $0.pattern.text, port: $0.port, purpose: $0.purpose.rawValue, why: $0.purpose.text)
        }
        requirements = request.requirements
        violations = request.requirementFailures.map {
            let text = $0.finding.text
            return ViolationDocument(
                check: $0.check.text, event: $0.finding.event, via: $0.finding.route,
                reason: $0.finding.reason, message: text.message,
                remedy: text.optionalRemedy)
        }
    }
}
