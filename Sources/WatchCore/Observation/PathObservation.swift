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
    package var tunnel: TunnelFacts?
    package var tls: TLSFacts?
    package var http: HTTPFacts?
    /// Where and why the probe ended early, or `nil` if it went all the way down.
    package var stop: PathStop?

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

/// What a handshake negotiated and what the peer presented.
package struct TLSFacts: Sendable, Equatable {
    /// `TLSv1.2`, `TLSv1.3`; empty when the handshake did not come so far.
    package var version: String
    /// OpenSSL's name of the cipher suite.
    package var cipher: String
    /// Hash and kind of the peer's handshake signature, as in `rsa_pss_rsae_sha256`; empty when unknown.
    package var signature: String
    /// The chain as presented, the leaf first.
    package var chain: [CertificateFacts]
    /// All that is wrong with the chain, in the order OpenSSL finds it; empty: it verifies for the name against the
    /// system's roots.
    package var problems: [CertificateProblem]
    /// The root that the chain was built up to, where need be with what the server leaves out, or `nil` if that is none
    /// that is trusted.
    package var root: RootFacts?

    package init(
        version: String = "", cipher: String = "", signature: String = "", chain: [CertificateFacts] = [],
        problems: [CertificateProblem] = [], root: RootFacts? = nil
    ) {
        self.version = version
        self.cipher = cipher
        self.signature = signature
        self.chain = chain
        self.problems = problems
        self.root = root
    }
}

/// The trusted root of a chain.
package struct RootFacts: Sendable, Equatable {
    package var facts: CertificateFacts
    /// Whether the distribution ships it, so that it is nobody's own, or `nil` if no list of those is on this host.
    package var isPublic: Bool?

    package init(facts: CertificateFacts, isPublic: Bool?) {
        self.facts = facts
        self.isPublic = isPublic
    }
}

/// Why a presented chain does not verify.
package struct CertificateProblem: Sendable, Equatable {
    package enum Kind: String, Sendable {
        case expired
        case notYetValid
        /// It leads to an issuer that this host neither has nor trusts.
        case unknownIssuer
        /// For any other reason.
        case untrusted
        case wrongName
        case selfSigned
        case incompleteChain
    }

    /// Where a certificate comes from.
    package enum Origin: String, Sendable {
        /// The server sent it.
        case server
        /// This host's store of roots holds it.
        case host
    }

    package var kind: Kind
    /// Where in the chain that was built, 0 is the leaf.
    package var depth: Int
    /// OpenSSL's words.
    package var text: String
    /// The certificate that it is about, or `nil` if that cannot be read or is not known.
    package var certificate: CertificateFacts?
    /// Where that comes from, or `nil` if it is not known.
    package var origin: Origin?
    /// What completes the chain up to a root of this host, or `nil` if nothing is known to.
    package var gap: ChainGap?

    package init(
        _ kind: Kind, depth: Int, text: String, certificate: CertificateFacts? = nil,
        origin: Origin? = nil, gap: ChainGap? = nil
    ) {
        self.kind = kind
        self.depth = depth
        self.text = text
        self.certificate = certificate
        self.origin = origin
        self.gap = gap
    }
}

/// What a server leaves out of its chain, as the signatures prove: with it the chain ends at a root of this host.
package struct ChainGap: Sendable, Equatable {
    /// Subject and issuer of the certificate that is missing.
    package var subject: String
    package var issuer: String
    /// The root that the chain then ends at.
    package var root: String
    /// The host from which the certificate below it says that it can be fetched, or `nil` if it names none.
    package var source: String?
    /// Whether the server sends it, but behind a self-signed one of the same name, which leads nowhere.
    package var isSent: Bool

    package init(subject: String, issuer: String, root: String, source: String? = nil, isSent: Bool = false) {
        self.subject = subject
        self.issuer = issuer
        self.root = root
        self.source = source
        self.isSent = isSent
    }
}

/// The answers of a page, from the one asked for to the one that the probe ended at.
package struct HTTPFacts: Sendable, Equatable {
    /// At least one, each but the last a redirect that was followed.
    package var responses: [HTTPResponse]
    /// The beginning of the last answer's body, at most 64 KiB, invalid UTF-8 replaced.
    package var body: String
    /// Whether more of the body was to come.
    package var isBodyCut: Bool
    /// The compression of the body that could not be undone, so that `body` is empty, or `nil` if there is none.
    package var coding: String?

    package init(
        responses: [HTTPResponse], body: String = "", isBodyCut: Bool = false, coding: String? = nil
    ) {
        self.coding = coding
        self.responses = responses
        self.body = body
        self.isBodyCut = isBodyCut
    }
}

/// One answer's head.
package struct HTTPResponse: Sendable, Equatable {
    package var page: PageAddress
    package var status: Int
    /// The `Location` header, as sent.
    package var location: String?
    /// What a proxy on the path says of why it answers in the server's place, or `nil` if none does.
    package var proxyError: String?

    package init(page: PageAddress, status: Int, location: String? = nil, proxyError: String? = nil) {
        self.proxyError = proxyError
        self.page = page
        self.status = status
        self.location = location
    }
}

extension HTTPResponse {
    /// RFC 9110 section 15.4, without those that are no redirect of a GET.
    package var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }

    /// The page it redirects to, or `nil` if it does not, or to no page behind TLS.
    package var leadsTo: PageAddress? {
        isRedirect ? location.flatMap { page.following(location: $0) } : nil
    }
}

extension LoginTarget {
    /// The page that an answer leads on to, or `nil` if the probe ends there, with the expected answer, with no redirect, or
    /// with one to where the genuine page never leads.
    package func next(after answer: HTTPResponse) -> PageAddress? {
        guard !isExpectedAnswer(status: answer.status), let next = answer.leadsTo, mayRedirect(to: next.host)
        else { return nil }
        return next
    }
}
