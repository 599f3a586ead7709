/// Why a proxy is of no use to the connector.
package enum ProxyFailure: Sendable, Equatable {
    /// It does not open a tunnel; its status line, if it sent one, and what is wrong with the credential, if it is that.
    ///
    /// `error` is what the answer says of why.
    case noTunnel(
        PathFacts, statusLine: String?, credential: ProxyCredentialFailure?, error: String? = nil)
    /// It demands a credential, with this status line; with one it opened a tunnel for the probe.
    case demandsCredential(Endpoint, proxy: Endpoint, statusLine: String)
    /// Its name does not resolve.
    case unresolved(PathFacts)
}

/// Why the credential for a proxy did not help.
package enum ProxyCredentialFailure: Sendable, Equatable {
    case refused
    /// It could not be read; one sentence.
    case unreadable(String)
    /// It was not sent: the proxy offers only these schemes of authentication, of which none is Basic.
    case unsuitable([String])
}

/// Judges what every probe needs before it can see its own target: a name that resolves (event 1022) and, through a
/// proxy, a tunnel (event 1021).
///
/// Where it stops here, nothing is known of what lies above.
func judgeAccess(_ path: PathObservation, to endpoint: Endpoint, over context: RouteContext) -> Verdict {
    if let stop = path.stop, stop.phase == .resolve {
        let finding = Finding(
            .resolutionFails(path.facts(stop, endpoint, context)), .error, .resolve, stop.reason,
            details: path.details)
        return Verdict(findings: [finding], judged: [.resolutionFails])
    }
    let silence = path.silentFamily.map { silenceFinding($0, path, endpoint, context) }
    guard let proxy = context.proxyEndpoint else {
        return Verdict(findings: [silence].compactMap { $0 }, judged: [.resolutionFails])
    }
    let finding =
        if let stop = path.stop, stop.phase == .tunnel {
            tunnelFinding(stop, path, endpoint, context)
        } else {
            path.tunnel?.demand.map { demandFinding($0, path, endpoint, proxy) }
        }
    return Verdict(findings: [silence, finding].compactMap { $0 }, judged: [.resolutionFails, .proxyFails])
}

extension PathObservation {
    /// Whether the probe came beyond what every probe needs.
    var hasAccess: Bool { stop?.phase != .resolve && stop?.phase != .tunnel }
}

/// Event 1022 where the name resolves all the same: every program that asks for both families waits.
private func silenceFinding(
    _ family: AddressFamily, _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding {
    let stop = PathStop(.resolve, .lookup(.silentFamily(family)))
    return Finding(
        .resolutionFails(path.facts(stop, endpoint, context)), .warning, .resolve, stop.reason,
        details: path.details)
}

/// Event 1021: there is no tunnel to the target.
private func tunnelFinding(
    _ stop: PathStop, _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding {
    let line = path.tunnel?.statusLine ?? ""
    let facts = ProxyFailure.noTunnel(
        path.facts(stop, endpoint, context), statusLine: line.isEmpty ? nil : line,
        credential: stop.failure == .proxyStatus(407) ? path.tunnel?.credentialFailure : nil,
        error: path.tunnel?.error)
    let explained =
        stop.failure == .proxyStatus(407) ? nil : path.tunnel?.error.flatMap(ProxyExplanation.init)
    return Finding(
        .proxyFails(facts), .error, .tunnel, explained?.reason ?? stop.reason, details: path.details)
}

extension TunnelFacts {
    fileprivate var credentialFailure: ProxyCredentialFailure? {
        if let unsuitableSchemes { return .unsuitable(unsuitableSchemes) }
        return credentialProblem.map { .unreadable($0) } ?? (demand == nil ? nil : .refused)
    }
}

/// Event 1021 where the probe itself had a credential and went on.
private func demandFinding(
    _ demand: String, _ path: PathObservation, _ endpoint: Endpoint, _ proxy: Endpoint
) -> Finding {
    Finding(
        .proxyFails(.demandsCredential(endpoint, proxy: proxy, statusLine: demand)), .error, .tunnel,
        .proxyAuthRequired, details: path.details)
}
