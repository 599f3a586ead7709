extension EventProfile {
    /// Event 1021.
    static let proxyFails = EventProfile(
        "5711b9bf0cc14a90bc59b1ba0aac2a35", "Outbound proxy fails", [.error, .notice],
        [
            .proxyRefused, .proxyTimeout, .proxyAuthRequired, .proxyDenied, .proxyBadGateway, .proxyProtocol,
            .proxyNotAProxy, .proxyPortal, .proxyClosed,
        ] + .resolving + [.networkUnreachable, .hostUnreachable, .connectDenied],
        sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1021: the outbound proxy does not open a tunnel, or demands what the connector cannot give.
    static func proxyFails(_ failure: ProxyFailure, _ dependents: Dependents?) -> FindingText {
        switch failure {
        case .noTunnel(let facts, let statusLine, let credential, let error):
            let proxy = facts.proxy ?? facts.endpoint
            let target = facts.endpoint.hostAndPort
            let remedy =
                error.flatMap(ProxyExplanation.init)?.remedy(for: target)
                ?? facts.stop.failure.tunnelRemedy(facts, proxy)
            return FindingText(
                noTunnel(facts, proxy, facts.proof(statusLine) + error.quoted, dependents),
                remedy: remedy + (credential?.phrase ?? ""))
        case .demandsCredential(let endpoint, let proxy, let statusLine):
            let what: Phrase =
                "The proxy \(proxy.text) demands authentication for \(endpoint.text): it answered \"\(statusLine)\""
            return FindingText(
                dependents.map { "\(what) \($0.clause)." } ?? "\(what).",
                remedy: """
                    \(exemption(endpoint)) The probe went on with the credential of [Proxy], but the connector cannot \
                    authenticate at a proxy.
                    """)
        case .unresolved(let facts):
            let proxy = facts.proxy ?? facts.endpoint
            let cause = facts.stop.failure.resolutionPhrase(limit: facts.timeout)
            let what: Phrase = "The name of the proxy, \"\(proxy.host)\", does not resolve: \(cause)"
            return FindingText(
                dependents.map { "\(what) \($0.clause)." } ?? "\(what).",
                remedy: facts.stop.failure.proxyNameRemedy)
        }
    }

    private static func noTunnel(
        _ facts: PathFacts, _ proxy: Endpoint, _ proof: Phrase, _ dependents: Dependents?
    ) -> Phrase {
        if let dependents { return "The proxy \(proxy.text) fails: \(proof) \(dependents.clause)." }
        return facts.isConnected || facts.attempts.isEmpty
            ? "The proxy \(proxy.text) does not open a tunnel to \(facts.endpoint.hostAndPort): \(proof)."
            : "The proxy \(proxy.text) is unreachable: \(proof)."
    }

    fileprivate static func exemption(_ endpoint: Endpoint) -> Phrase {
        """
        Ask those who run the proxy to let the connector through to \(endpoint.hostAndPort) without authentication.
        """
    }
}

extension PathFailure {
    /// What to do about a proxy whose name cannot be resolved.
    fileprivate var proxyNameRemedy: Phrase {
        guard case .lookup = self else { return "Check URL= in [Proxy] and the servers in /etc/resolv.conf." }
        return "Check URL= in [Proxy]. \(resolutionRemedy)"
    }
}

extension ProxyCredentialFailure {
    fileprivate var phrase: Phrase {
        switch self {
        case .refused: " It also refuses the credential of Credential= in [Proxy]."
        case .unreadable(let sentence): " \(sentence)"
        case .unsuitable(let schemes):
            """
             The credential of Credential= in [Proxy] was not sent: it is for Basic, and the proxy offers \
            \(schemes.offer).
            """
        }
    }
}

extension [String] {
    /// Schemes of authentication without Basic, as the end of a clause.
    fileprivate var offer: Phrase {
        isEmpty ? "no scheme at all" : "only \(map { scheme -> Phrase in "\(scheme)" }.list(4))"
    }
}

extension PathFacts {
    /// What the proxy did, in its own words where there are some.
    fileprivate func proof(_ statusLine: String?) -> Phrase {
        if case .proxyStatus(let status) = stop.failure {
            return statusLine.map { "it answered \"\($0)\"" } ?? "it answered with status \(status)"
        }
        if let statusLine, stop.failure == .tunnelClosed {
            return "it answered \"\(statusLine)\", but then closed the tunnel"
        }
        if let statusLine, stop.failure == .outOfTime {
            return """
                it answered "\(statusLine)", but nothing came through the tunnel within \(words: timeout.text)
                """
        }
        guard isConnected else { return attemptsPhrase }
        return stop.failure == .outOfTime
            ? "it took the connection, but gave no answer within \(words: timeout.text)"
            : "it \(stop.failure.phrase(limit: timeout))"
    }
}

extension PathFailure {
    /// Who can mend a missing tunnel, and what to ask for.
    fileprivate func tunnelRemedy(_ facts: PathFacts, _ proxy: Endpoint) -> Phrase {
        let target = facts.endpoint.hostAndPort
        switch self {
        case .proxyStatus(407):
            return """
                \(FindingText.exemption(facts.endpoint)) The connector cannot authenticate at a proxy.
                """
        case .proxyStatus(400), .proxyStatus(401), .proxyStatus(405), .proxyStatus(421), .proxyStatus(501):
            return """
                Check host and port in URL= of [Proxy]: what listens at \(proxy.text) does not know CONNECT. It is a web \
                server or a reverse proxy, not a forward proxy, or CONNECT is switched off there.
                """
        case .proxyStatus(300...399), .proxyStatus(511):
            return """
                Log in to the network's portal, or ask the network team to exempt this host and the connector's: a \
                captive portal answers in place of the proxy.
                """
        case .tunnelClosed:
            return """
                Ask those who run the proxy whether it can reach \(target) (name resolution, route, firewall). It answers \
                before it has connected, so its answer does not prove a connection; if it can, something behind it ends \
                the connection.
                """
        case .proxyStatus(404), .proxyStatus(500...599):
            return """
                Ask those who run the proxy to check its name resolution and its own connection to \(target), which it \
                cannot reach.
                """
        case .proxyStatus(429):
            return """
                Ask those who run the proxy not to limit how often this host may connect, or probe less often \
                (Interval=).
                """
        case .proxyStatus:
            return facts.endpoint.port == 80
                ? """
                Ask those who run the proxy to allow CONNECT to \(target) as well. Many proxies allow it to port 443 \
                only, but revocation lists and certificate updates are fetched over port 80.
                """
                : "Ask those who run the proxy to allow CONNECT to \(target)."
        case .outOfTime where facts.isConnected:
            return """
                Ask those who run the proxy: it hangs, or it waits for \(target), which a firewall may keep it from.
                """
        case .outOfTime:
            return """
                Check URL= in [Proxy], and ask the network team to open outbound TCP port \(proxy.port) to \
                \(proxy.host); silence usually means that a firewall drops the packets.
                """
        case .refused:
            return """
                Check URL= in [Proxy] and whether the proxy is up; either nothing listens there, or a firewall rejects \
                the connection.
                """
        case .networkUnreachable, .hostUnreachable:
            return
                "Check URL= in [Proxy], this host's routes and its default gateway, then ask the network team."
        case .denied: return "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."
        case .proxyMalformed, .reset, .closed, .nameNotFound, .resolverFailed, .lookup, .notTLS, .tlsVersion,
            .tlsAlert, .tlsRefused, .certificate, .clientCertificate, .httpMalformed, .httpTooLarge,
            .redirectLoop, .local, .system:
            return """
                Check host and port in URL= of [Proxy], then ask those who run the proxy; something other than an HTTP \
                proxy may listen there.
                """
        }
    }
}

extension String? {
    /// What the answer says of why, as the end of a clause.
    var quoted: Phrase { map { " (\($0))" } ?? "" }
}

extension ProxyExplanation {
    /// What to ask those who run the proxy, which says itself what it lacks.
    func remedy(for target: String) -> Phrase {
        switch self {
        case .unresolved:
            "Ask those who run the proxy to check its name servers: it says that the name of \(target) does not resolve."
        case .refused:
            """
            Ask those who run the proxy to check the firewall behind it: it says that its connections to \(target) are \
            refused.
            """
        case .silent:
            """
            Ask those who run the proxy to check the firewall behind it: it says that \(target) does not answer.
            """
        case .unroutable:
            "Ask those who run the proxy to check its routes: it says that it has none to \(target)."
        case .forbidden: "Ask those who run the proxy to allow \(target): it says that a rule forbids it."
        }
    }
}
