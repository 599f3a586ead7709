internal import FoundationEssentials
internal import WatchCore

extension Report {
    /// The report as one JSON object with the keys documented in `connector-watch check --help`.
    var json: JSONValue {
        .object([
            "time": .text(time.rfc3339), "connector": .text(connector), "host": .text(host),
            "verdict": .text(verdict.rawValue), "duration_ms": .integer(duration.milliseconds),
            "checks": .array(checks) { $0.json(at: time) },
            "left_out": .array(leftOut) { .text($0.text) },
        ])
    }
}

extension CheckReport {
    fileprivate func json(at date: Date) -> JSONValue {
        var object: [String: JSONValue] = [
            "check": .text(check.name.text), "group": .text(group.rawValue),
            "target": .text(check.target.text), "verdict": .text(verdict.rawValue),
            "timeout_ms": .integer(check.pace.timeout.milliseconds),
            "ways": .array(lines.filter { $0.route != nil }) { $0.json },
            "findings": .array(findings) { $0.json },
        ]
        (object["trust"], object["host"], object["answered"]) = (.null, .null, .bool(true))
        switch observation {
        case .trust(let trust): object["trust"] = trust.json(at: date)
        case .host(let host): object["host"] = host.json
        case .unanswered: object["answered"] = .bool(false)
        case .port, .login, .tls: break
        }
        return .object(object)
    }
}

extension ReportLine {
    fileprivate var json: JSONValue {
        var object: [String: JSONValue] = [
            "via": .text(orNull: route?.rawValue), "proxy": .text(orNull: proxy?.description),
            "verdict": .text(verdict.rawValue), "phase_ms": .object([:]), "addresses": .array([]),
            "tunnel": .null, "tls": .null, "http": .array([]), "stop": .null, "attempts": .array([]),
        ]
        guard case .path(let path, let attempts) = detail else { return .object(object) }
        object.merge(path.json(proxy: proxy)) { $1 }
        object["attempts"] = .array(attempts) { attempt in
            .object(
                attempt.path.json(proxy: proxy).merging(["offer": .text(attempt.offer.name)]) { $1 })
        }
        return .object(object)
    }
}

extension PathObservation {
    fileprivate func json(proxy: OutboundProxy?) -> [String: JSONValue] {
        [
            "phase_ms": .object(
                Dictionary(
                    uniqueKeysWithValues: timings.all.map { ($0.phase.rawValue, .milliseconds($0.duration)) })
            ),
            "addresses": .array(addresses) { attempt in
                .object([
                    "address": .text(attempt.address), "ms": .milliseconds(attempt.duration),
                    "failure": .text(orNull: attempt.reason(proxy: proxy)?.rawValue),
                ])
            },
            "tunnel": tunnel.map { tunnel in
                .object([
                    "status_line": .text(tunnel.statusLine), "demand": .text(orNull: tunnel.demand),
                ])
            } ?? .null,
            "tls": tls?.json ?? .null,
            "http": .array(http?.responses ?? []) { answer in
                .object([
                    "url": .text(answer.page.text), "status": .integer(Int64(answer.status)),
                    "location": .text(orNull: answer.location),
                ])
            },
            "stop": stop.map { stop in
                .object(["phase": .text(stop.phase.rawValue), "reason": .text(stop.reason.rawValue)])
            } ?? .null,
        ]
    }
}

extension Finding {
    /// `details` are the journal's fields.
    var json: JSONValue {
        .object([
            "event": .integer(Int64(event.rawValue)), "title": .text(event.title),
            "priority": .text(priority.name), "via": .text(orNull: route?.rawValue),
            "phase": .text(phase.rawValue), "reason": .text(orNull: reason?.rawValue),
            "message": .text(message), "remedy": .text(orNull: remedy.isEmpty ? nil : remedy),
            "details": .object(
                Dictionary(uniqueKeysWithValues: details.map { ($0.key.rawValue, .text($0.value)) })),
        ])
    }
}
