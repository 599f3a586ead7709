/// Judges what every probe needs before it can see its own target: a name that resolves (event 1022) and, through a
/// proxy, a tunnel (event 1021).
///
/// Where it stops here, nothing is known of what lies above.
func judgeAccess(_ path: PathObservation, to endpoint: Endpoint, over context: RouteContext) -> Verdict {
    if let stop = path.stop, stop.phase == .resolve {
        return Verdict(
            findings: [resolutionFinding(stop.failure, path, endpoint, context)], judged: [.resolutionFails])
    }
    guard let proxy = context.proxy else { return Verdict(judged: [.resolutionFails]) }
    let finding =
        if let stop = path.stop, stop.phase == .tunnel {
            tunnelFinding(stop.failure, path, endpoint, proxy, context)
        } else {
            path.tunnel?.demand.map { demandFinding($0, path, endpoint, proxy) }
        }
    return Verdict(findings: [finding].compactMap { $0 }, judged: [.resolutionFails, .proxyFails])
}

extension PathObservation {
    /// Whether the probe came beyond what every probe needs.
    var hasAccess: Bool { stop?.phase != .resolve && stop?.phase != .tunnel }
}

/// Event 1022, whichever check meets it; through a proxy only the proxy's own name is resolved here.
private func resolutionFinding(
    _ failure: PathFailure, _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding {
    let reason = failure.reason(in: .resolve)
    let text = failure.text(limit: context.timeout)
    let cause = failure == .outOfTime ? "the resolver " + text : text
    let name =
        context.proxy.map { "\"\($0.host)\", the name of the proxy (URL= in [Proxy])," }
        ?? "\"\(endpoint.host)\""
    let sentence =
        if reason == .nameNotFound {
            """
            The resolver says that \(name) does not exist or has no address. Check the name's \
            spelling, and whether this host's resolver may answer for it (split DNS, a filter).
            """
        } else {
            """
            \(name) could not be resolved: \(cause). Check the servers in \
            /etc/resolv.conf and that UDP and TCP port 53 to them is open.
            """
        }
    return Finding(.resolutionFails, .error, .resolve, reason, message: sentence, details: path.details)
}

/// Event 1021: there is no tunnel to the target.
private func tunnelFinding(
    _ failure: PathFailure, _ path: PathObservation, _ endpoint: Endpoint, _ proxy: OutboundProxy,
    _ context: RouteContext
) -> Finding {
    let isConnected = path.address != nil
    let proof =
        switch failure {
        case .proxyStatus(let status): "it answers \(path.tunnel.quotedStatusLine(or: status))"
        case .outOfTime where isConnected:
            "it took the connection, but answered nothing within \(context.timeout.text)"
        case _ where isConnected: "it " + failure.text(limit: context.timeout)
        case _: path.triedAddresses(or: PathStop(.tunnel, failure), limit: context.timeout)
        }
    return Finding(
        .proxyFails, .error, .tunnel, failure.reason(in: .tunnel),
        message: """
            The proxy \(proxy) opens no tunnel to \(endpoint.hostAndPort): \(proof). \
            \(failure.tunnelRemedy(for: endpoint, at: proxy, isConnected: isConnected))\
            \(refusedCredential(failure, path))
            """,
        details: path.details)
}

private func refusedCredential(_ failure: PathFailure, _ path: PathObservation) -> String {
    guard failure == .proxyStatus(407) else { return "" }
    if let problem = path.tunnel?.credentialProblem { return " " + problem }
    guard path.tunnel?.demand != nil else { return "" }
    return " It refuses the credential that Credential= in [Proxy] names as well."
}

/// Event 1021 where the probe itself had a credential and went on.
private func demandFinding(
    _ demand: String, _ path: PathObservation, _ endpoint: Endpoint, _ proxy: OutboundProxy
) -> Finding {
    Finding(
        .proxyFails, .error, .tunnel, .proxyAuthRequired,
        message: """
            The proxy \(proxy) demands authentication for \(endpoint.hostAndPort): it answers \
            \(quoted(demand)). This look went on with the credential of [Proxy], but the connector cannot \
            authenticate at a proxy. \(exemption(endpoint))
            """,
        details: path.details)
}

private func exemption(_ endpoint: Endpoint) -> String {
    "Ask those who run the proxy to let the connector through to \(endpoint.hostAndPort) without it."
}

extension PathFailure {
    /// Whose fault a missing tunnel is, and what to ask for.
    fileprivate func tunnelRemedy(
        for endpoint: Endpoint, at proxy: OutboundProxy, isConnected: Bool
    ) -> String {
        switch self {
        case .proxyStatus(407):
            "It demands authentication, which the connector cannot do at a proxy. " + exemption(endpoint)
        case .proxyStatus(500...599):
            """
            The proxy itself cannot reach it: ask those who run the proxy to check its name resolution and \
            its own way out to \(endpoint.hostAndPort).
            """
        case .proxyStatus:
            """
            Its rules forbid it: ask those who run the proxy to allow CONNECT to \(endpoint.hostAndPort)\
            \(endpoint.port == 80 ? portEightyNote : "").
            """
        case .outOfTime where isConnected:
            """
            Either it hangs, or it waits for \(endpoint.hostAndPort), to which its own way out may be shut: \
            ask those who run the proxy.
            """
        case .outOfTime:
            """
            Silence is how a firewall drops packets: check URL= in [Proxy], and ask the network team to open \
            outbound TCP port \(proxy.port) to \(proxy.host).
            """
        case .refused:
            """
            Nothing listens there, or a firewall answers in its place: check URL= in [Proxy] and whether the \
            proxy is up.
            """
        case .networkUnreachable, .hostUnreachable:
            "Check URL= in [Proxy], this host's routes and its default gateway, then ask the network team."
        case .denied: "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."
        case .proxyMalformed, .reset, .closed, .nameNotFound, .resolverFailed, .notTLS, .tlsVersion,
            .tlsAlert, .tlsRefused, .certificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local,
            .system:
            """
            What listens there is no HTTP proxy, or is one in trouble: check host and port in URL= of \
            [Proxy], then ask those who run the proxy.
            """
        }
    }

    private var portEightyNote: String {
        """
         as well; many proxies allow it to port 443 only, but revocation lists and certificate updates are \
        fetched over port 80
        """
    }
}

extension TunnelFacts? {
    /// The proxy's own words, which are the proof.
    fileprivate func quotedStatusLine(or status: Int) -> String {
        guard let line = self?.statusLine, !line.isEmpty else { return "with status \(status)" }
        return quoted(line)
    }
}
