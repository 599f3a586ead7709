/// How long the cloud's list may lag behind what is so: a disagreement must last longer than this.
///
/// The vendor documents no figure; this is an assumption on the safe side.
package let cloudLag = TimeSpan.hours(1)

/// Judges what the cloud says of a connector (events 1061 to 1065).
///
/// While the cloud does not tell, nothing is said about the connector: its alerts stay as they are.
func judge(_ cloud: CloudObservation, of target: CloudTarget, knowing health: ConnectorHealth) -> Verdict {
    switch cloud {
    case .failed(let failure):
        var finding = Finding(
            .cloudUnavailable(.failure(failure), services: target.services), .warning, failure.phase,
            failure.reason, details: target.details())
        // What may pass by itself must be seen twice; while this host is cut off, another alert says so.
        finding.isProvisional =
            failure.isPassing && health.misses == 0 || failure.isOfPath && health.isCutOff
        return Verdict(findings: [finding], judged: [.cloudUnavailable])
    case .listed(let list):
        guard let own = target.connector.found(in: list.connectors) else {
            return judgeUnlisted(list, of: target, health)
        }
        return judge(own, list.group, of: target, health)
    }
}

/// The list was read in whole, and does not have it.
private func judgeUnlisted(
    _ list: ConnectorList, of target: CloudTarget, _ health: ConnectorHealth
) -> Verdict {
    let identity = target.connector
    guard identity.id != nil || health.wasListed else {
        // Its name may simply be another one: that is no reason to say that it is gone.
        let silence = CloudSilence.unknown(machine: identity.machine, connectors: list.connectors.count)
        return Verdict(
            findings: [
                Finding(
                    .cloudUnavailable(silence, services: target.services), .warning, .cloud,
                    .connectorUnknown,
                    details: target.details())
            ], judged: [.cloudUnavailable])
    }
    let finding = Finding(
        .connectorUnlisted(identity, connectors: list.connectors.count), .critical, .cloud,
        .connectorUnlisted,
        details: target.details(identity.id))
    return Verdict(findings: [finding], judged: [.cloudUnavailable, .connectorUnlisted])
}

private func judge(
    _ own: CloudConnector, _ group: ConnectorGroup?, of target: CloudTarget, _ health: ConnectorHealth
) -> Verdict {
    let listed = ListedConnector(own, group)
    let details = target.details(own.id)
    var verdict = Verdict(judged: [.connectorUnlisted])
    func find(_ facts: EventFacts, _ priority: Priority, _ reason: Reason) {
        verdict.judge([facts.event])
        verdict.findings.append(Finding(facts, priority, .cloud, reason, details: details))
    }
    switch own.status {
    case .other(let status):
        find(
            .cloudUnavailable(.status(status, of: listed.name), services: target.services), .warning,
            .cloudAnswer)
        return verdict
    case .inactive:
        find(.connectorInactive(listed, outage: health.outage), .error, .connectorInactive)
        // Both must have lasted; until then, what was said before stands.
        if let good = health.goodFor {
            let duration = min(good, health.inactiveFor ?? .zero)
            if duration >= cloudLag {
                find(
                    .connectorContradicted(listed, .inactiveDespite(duration)), .warning,
                    .connectorContradicted)
            }
        } else {
            verdict.judge([.connectorContradicted])
        }
    case .active:
        verdict.judge([.connectorInactive, .connectorContradicted])
        if let outage = health.outage, outage.duration >= cloudLag {
            find(.connectorContradicted(listed, .activeDespite(outage)), .warning, .connectorContradicted)
        }
        if let group {
            verdict.judge([.connectorAlone])
            // Who has only ever had one has lost nothing.
            if group.activeCount <= 1, group.members.count > 1 {
                find(.connectorAlone(listed), .warning, .connectorAlone)
            }
        }
    }
    verdict.judge([.cloudUnavailable])
    return verdict
}

extension CloudTarget {
    fileprivate func details(_ id: String? = nil) -> [JournalField: String] {
        var details: [JournalField: String] = [.tenant: tenant]
        details[.id] = id ?? connector.id
        return details
    }
}

extension UnansweredRequest {
    /// What a check of the same page would find, the weightiest first.
    package var findings: [Finding] {
        judge(path, askingFor: page, through: proxy, timeout: timeout, at: date)
    }
}

extension CloudFailure {
    /// Whether the same may succeed a little later.
    package var isPassing: Bool {
        switch self {
        case .busy: true
        case .path(let request): request.findings.allSatisfy { !$0.isLasting }
        case .portal, .tooLarge, .malformed, .refused, .forbidden, .credential, .declined, .expired: false
        }
    }

    /// Whether no answer came at all.
    var isOfPath: Bool {
        if case .path = self { true } else { false }
    }

    var phase: Phase {
        switch self {
        case .path(let request): request.findings.first?.phase ?? .exchange
        case .portal, .tooLarge, .malformed, .busy, .refused, .forbidden, .credential, .declined, .expired:
            .cloud
        }
    }

    var reason: Reason {
        switch self {
        case .path(let request): request.findings.first?.reason ?? .httpTimeout
        case .portal: .httpElsewhere
        case .tooLarge: .httpTooLarge
        case .malformed: .cloudAnswer
        case .busy: .cloudBusy
        case .forbidden: .cloudPermission
        case .refused, .declined, .expired: .cloudRefused
        case .credential: .cloudCredential
        }
    }
}

extension Finding {
    /// Whether nothing may be sent over this path, however often it is tried.
    fileprivate var isLasting: Bool { [.tlsInspected, .serverCertificateBad].contains(event) }
}
