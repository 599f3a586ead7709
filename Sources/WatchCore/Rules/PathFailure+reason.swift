extension PathStop {
    /// The token for it.
    package var reason: Reason { failure.reason(in: phase) }
}

extension AddressAttempt {
    /// The token for its failure, or `nil` if it connected; with a `proxy` it is an address of this one.
    package func reason(proxy: OutboundProxy?) -> Reason? {
        failure?.reason(in: proxy == nil ? .connect : .tunnel)
    }
}

extension PathFailure {
    /// The token for this failure in the phase that it happened in.
    func reason(in phase: NetworkPhase) -> Reason {
        switch self {
        case .outOfTime: phase.timeout
        case .nameNotFound: .nameNotFound
        case .resolverFailed: .resolveFailed
        case .lookup(let failure): failure.reason
        case .refused: phase == .tunnel ? .proxyRefused : .connectionRefused
        case .reset where phase == .exchange: .httpReset
        case .reset, .closed: phase.cutOff
        case .networkUnreachable: .networkUnreachable
        case .hostUnreachable: .hostUnreachable
        case .denied: .connectDenied
        case .proxyStatus(407): .proxyAuthRequired
        // A forward proxy asks for credentials with 407, never with 401, and knows every authority.
        case .proxyStatus(400), .proxyStatus(401), .proxyStatus(405), .proxyStatus(421), .proxyStatus(501):
            .proxyNotAProxy
        case .proxyStatus(300...399), .proxyStatus(511): .proxyPortal
        case .proxyStatus(404), .proxyStatus(500...599): .proxyBadGateway
        case .proxyStatus: .proxyDenied
        case .tunnelClosed: .proxyClosed
        case .proxyMalformed: .proxyProtocol
        case .notTLS: .tlsNotSpoken
        case .tlsVersion: .tlsVersion
        case .tlsAlert, .tlsRefused: .tlsAlert
        case .certificate: .certificateUntrusted
        case .clientCertificate: .tlsClientCertificate
        case .httpMalformed: .httpMalformed
        case .httpTooLarge: .httpTooLarge
        case .redirectLoop: .httpRedirectLoop
        case .local, .system: phase.otherwise
        }
    }

    /// Whether the peer itself turns the offer down, in the way that TLS has for that.
    var isAnswer: Bool {
        switch self {
        case .tlsVersion, .tlsAlert: true
        case .outOfTime, .nameNotFound, .resolverFailed, .lookup, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .notTLS, .tlsRefused,
            .certificate, .clientCertificate, .tunnelClosed, .httpMalformed, .httpTooLarge, .redirectLoop,
            .local, .system:
            false
        }
    }
}

extension LookupFailure {
    fileprivate var reason: Reason {
        switch self {
        case .noAddress: .nameNotFound
        case .blocked: .nameBlocked
        case .answered, .unreachable, .tooLong, .silentFamily: .resolveFailed
        }
    }
}

extension NetworkPhase {
    /// What it means that the time was up in it.
    fileprivate var timeout: Reason {
        switch self {
        case .resolve: .resolveTimeout
        case .connect: .connectTimeout
        case .tunnel: .proxyTimeout
        case .handshake: .tlsTimeout
        case .exchange: .httpTimeout
        }
    }

    /// What it means that the connection ended in it.
    fileprivate var cutOff: Reason {
        switch self {
        case .resolve: .resolveFailed
        case .connect: .connectionReset
        case .tunnel: .proxyProtocol
        case .handshake: .tlsReset
        case .exchange: .httpClosed
        }
    }

    /// What stands for a failure in it that has no token of its own.
    fileprivate var otherwise: Reason {
        switch self {
        case .resolve: .resolveFailed
        case .connect: .hostUnreachable
        case .tunnel: .proxyProtocol
        case .handshake: .tlsReset
        case .exchange: .httpMalformed
        }
    }
}
