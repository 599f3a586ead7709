/// What was seen on the way to a target, as far down as the probe came.
package struct PathObservation: Sendable, Equatable {
    package var timings = PhaseTimings()
    /// The address family that the name servers do not answer questions for, while they do for the other one, or `nil`
    /// if there is none.
    package var silentFamily: AddressFamily?
    /// Every address that was tried, in the resolver's order.
    package var addresses: [AddressAttempt] = []
    /// The address whose connection went on to the next phase.
    package var address: String?
    /// `nil` if it did not probe through a proxy, or did not come so far.
    @Boxed package var tunnel: TunnelFacts?
    @Boxed package var tls: TLSFacts?
    @Boxed package var http: HTTPFacts?
    /// Where and why the probe ended early, or `nil` if it went all the way down.
    @Boxed package var stop: PathStop?

    package init() {}
}

/// What the outbound proxy answered to a CONNECT.
package struct TunnelFacts: Sendable, Equatable {
    /// The status line of the answer that counts, as sent; empty: there was none.
    package var statusLine: String
    /// The status line of an answer that demands credentials (407), as sent, after which the probe went on with those
    /// at hand, as the connector itself cannot, or `nil` if there was no such answer, or no credentials.
    package var demand: String?
    /// What the answer says of why there is no tunnel, as in `X-Squid-Error: ERR_DNS_FAIL 0`, or `nil` if it does not.
    package var error: String?
    /// The schemes of authentication that a 407 offers, or `nil` if the credential fits one of them, or there is none.
    package var unsuitableSchemes: [String]?
    /// Why the credential of [Proxy] could not be used where one was demanded: one sentence, or `nil` if it could be, or
    /// there is none.
    package var credentialProblem: String?

    package init(
        statusLine: String = "", demand: String? = nil, error: String? = nil, credentialProblem: String? = nil
    ) {
        self.statusLine = statusLine
        self.demand = demand
        self.error = error
        self.credentialProblem = credentialProblem
    }
}

/// One address of a name and how the connection to it went.
package struct AddressAttempt: Sendable, Equatable {
    /// Numeric, without port or brackets.
    package var address: String
    package var duration: Duration
    /// `nil` if it connected.
    package var failure: PathFailure?

    package init(address: String, duration: Duration, failure: PathFailure? = nil) {
        self.address = address
        self.duration = duration
        self.failure = failure
    }
}

/// The phase in which a probe ended early, and why.
package struct PathStop: Sendable, Equatable {
    package var phase: NetworkPhase
    package var failure: PathFailure

    package init(_ phase: NetworkPhase, _ failure: PathFailure) {
        self.phase = phase
        self.failure = failure
    }
}

/// Why a phase did not finish.
package enum PathFailure: Sendable, Equatable {
    /// The probe was told to end while this phase was in flight: its time was up.
    case outOfTime
    /// resolve: the name does not exist (NXDOMAIN), or is an address of another family than the wanted one.
    case nameNotFound
    /// resolve: the resolver gave no usable answer; its own words.
    case resolverFailed(String)
    /// resolve: what name servers answer is no address that can be used.
    case lookup(LookupFailure)
    /// connect: ECONNREFUSED.
    case refused
    /// ECONNRESET or EPIPE.
    case reset
    /// connect: ENETUNREACH, or no route for this family.
    case networkUnreachable
    /// connect: EHOSTUNREACH.
    case hostUnreachable
    /// connect: EACCES or EPERM, as a local packet filter answers.
    case denied
    /// The peer closed the connection in the middle of this phase.
    case closed
    /// tunnel: the proxy refuses with this status.
    case proxyStatus(Int)
    /// tunnel: what the proxy sends is no answer to a CONNECT.
    case proxyMalformed(String)
    /// tunnel: the proxy granted the tunnel, and it ended before anything came through it.
    case tunnelClosed
    /// handshake: the peer's bytes are not TLS.
    case notTLS
    /// handshake: no protocol version in common.
    case tlsVersion(String)
    /// handshake: the peer sent this fatal alert (RFC 8446 section 6).
    case tlsAlert(String)
    /// handshake: this host's TLS library refused what the peer sent; its words.
    case tlsRefused(String)
    /// handshake: the certificate was presented and refused; `PathObservation.tls` has the details.
    case certificate
    /// handshake: the peer goes on only with a client certificate, which a probe never presents.
    case clientCertificate
    /// exchange: what came is not HTTP/1.x.
    case httpMalformed(String)
    /// exchange: a head or body beyond the bound, in bytes.
    case httpTooLarge(limit: Int)
    /// exchange: more redirects than the bound, or one that leads back.
    case redirectLoop(count: Int)
    /// This host itself could not probe, for want of memory, descriptors and the like: nothing is known about the path.
    case local(String)
    /// Anything else the system said.
    case system(String)

    /// Whether it says nothing about the path.
    package var isLocal: Bool {
        if case .local = self { true } else { false }
    }
}
