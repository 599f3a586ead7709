extension PathFailure {
    /// The token for this failure in the phase it happened in.
    func reason(in phase: Phase) -> Reason {
        switch self {
        case _ where phase == .tunnel: tunnelReason
        case .outOfTime: Self.timeout(in: phase)
        case .nameNotFound: .nameNotFound
        case .resolverFailed: .resolveFailed
        case .refused: .connectionRefused
        case .reset, .closed: Self.cutOff(in: phase)
        case .networkUnreachable: .networkUnreachable
        case .hostUnreachable: .hostUnreachable
        case .denied: .connectDenied
        case .proxyStatus, .proxyMalformed: .proxyProtocol
        case .notTLS: .tlsNotSpoken
        case .tlsVersion: .tlsVersion
        case .tlsAlert, .tlsRefused: .tlsAlert
        case .certificate: .certificateUntrusted
        case .httpMalformed: .httpMalformed
        case .httpTooLarge: .httpTooLarge
        case .redirectLoop: .httpRedirectLoop
        case .local, .system: Self.otherwise(in: phase)
        }
    }

    /// The token for what keeps the proxy from building a tunnel, or the host from reaching the proxy.
    private var tunnelReason: Reason {
        switch self {
        case .outOfTime: .proxyTimeout
        case .proxyStatus(407): .proxyAuthRequired
        case .proxyStatus(500...599): .proxyBadGateway
        case .proxyStatus: .proxyDenied
        case .networkUnreachable: .networkUnreachable
        case .hostUnreachable: .hostUnreachable
        case .denied: .connectDenied
        case .refused: .proxyRefused
        case .nameNotFound, .resolverFailed, .reset, .closed, .proxyMalformed, .notTLS, .tlsVersion,
            .tlsAlert,
            .tlsRefused, .certificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            .proxyProtocol
        }
    }

    private static func timeout(in phase: Phase) -> Reason {
        switch phase {
        case .resolve: .resolveTimeout
        case .connect, .tunnel: .connectTimeout
        case .handshake: .tlsTimeout
        case .exchange, .settings, .store, .certificate, .service: .httpTimeout
        }
    }

    private static func cutOff(in phase: Phase) -> Reason {
        switch phase {
        case .resolve: .resolveFailed
        case .connect, .tunnel: .connectionReset
        case .handshake: .tlsReset
        case .exchange, .settings, .store, .certificate, .service: .httpMalformed
        }
    }

    private static func otherwise(in phase: Phase) -> Reason {
        switch phase {
        case .resolve: .resolveFailed
        case .connect, .tunnel: .hostUnreachable
        case .handshake: .tlsReset
        case .exchange, .settings, .store, .certificate, .service: .httpMalformed
        }
    }

    /// What happened, as the end of a sentence; `limit` is how long the probe was given.
    func text(limit: Duration) -> String {
        switch self {
        case .outOfTime: "gave no answer within \(limit.text)"
        case .nameNotFound: "the name does not exist or has no address"
        case .resolverFailed(let text): text
        case .refused: "refused the connection"
        case .reset: "reset the connection"
        case .networkUnreachable: "cannot be routed to from this host (network unreachable)"
        case .hostUnreachable: "is reported as unreachable by a router on the way"
        case .denied: "is denied by a packet filter on this host"
        case .closed: "closed the connection in the middle"
        case .proxyStatus(let status): "refused the tunnel with status \(status)"
        case .proxyMalformed(let text): "answered a CONNECT with something that is not HTTP/1.1: \(text)"
        case .notTLS: "answered with something that is not TLS"
        case .tlsVersion(let text): "has no TLS version in common with this host (\(text))"
        case .tlsAlert(let text): "refused the handshake with the alert \"\(text)\""
        case .tlsRefused(let text): "sent what this host's TLS library refuses (\(text))"
        case .certificate: "presented a bad certificate"
        case .httpMalformed(let text): "answered with something that is not HTTP/1.1: \(text)"
        case .httpTooLarge(let limit): "answered with a head of more than \(limit) bytes"
        case .redirectLoop(let count): "redirected \(count == 1 ? "once" : "\(count) times") without an end"
        case .local(let text): "could not be looked at by this host: \(text)"
        case .system(let text): "failed: \(text)"
        }
    }

    /// What to do about a connection that does not come about.
    func connectRemedy(for endpoint: Endpoint) -> String {
        switch self {
        case .outOfTime:
            """
            Silence is how a firewall drops packets: ask the network team to open outbound TCP port \
            \(endpoint.port) to \(endpoint.host).
            """
        case .refused, .reset:
            """
            Nothing listens there, or a firewall answers in its place: ask the network team whether outbound \
            TCP port \(endpoint.port) to \(endpoint.host) is open.
            """
        case .networkUnreachable, .hostUnreachable:
            "Check this host's routes and default gateway, then ask the network team."
        case .denied: "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."
        case .nameNotFound, .resolverFailed, .closed, .proxyStatus, .proxyMalformed, .notTLS, .tlsVersion,
            .tlsAlert, .tlsRefused, .certificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local,
            .system:
            "Check this host's network, then ask the network team."
        }
    }
}
