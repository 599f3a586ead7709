internal import WatchCore

extension FirewallRequest {
    /// The request as one JSON object with the keys documented in `connector-watch firewall-request --help`.
    var json: JSONValue {
        .object([
            "time": .text(time.rfc3339), "connector": .text(connector), "looked": .bool(isProbed),
            "source": .object(["host": .text(host), "addresses": .array(sources) { .text($0) }]),
            "proxy": .text(orNull: proxy), "destinations": .array(destinations) { $0.json },
            "wildcards": .array(wildcards) { wildcard in
                .object([
                    "names": .text(wildcard.pattern.text), "port": .integer(Int64(wildcard.port)),
                    "purpose": .text(wildcard.purpose.rawValue), "why": .text(wildcard.purpose.text),
                ])
            },
            "requirements": .array(requirements) { .text($0) },
            "violations": .array(requirementFailures) { failure in
                .object([
                    "check": .text(failure.check.text),
                    "event": .integer(Int64(failure.finding.event.rawValue)),
                    "via": .text(orNull: failure.finding.route?.rawValue),
                    "reason": .text(orNull: failure.finding.reason?.rawValue),
                    "message": .text(failure.finding.message),
                    "remedy": .text(
                        orNull: failure.finding.remedy.isEmpty ? nil : failure.finding.remedy),
                ])
            },
        ])
    }
}

extension FirewallRequest.Destination {
    fileprivate var json: JSONValue {
        .object([
            "host": .text(host), "port": .integer(Int64(port)),
            "purpose": .text(purpose.rawValue), "why": .text(purpose.text),
            "checks": .array(checks) { .text($0.text) },
            "ways": .array(passages) { passage in
                .object([
                    "via": .text(passage.route.rawValue), "state": .text(passage.state.rawValue),
                    "evidence": .text(passage.evidence),
                ])
            },
        ])
    }
}
