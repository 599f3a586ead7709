extension PathFailure {
    /// What an address, a server or a proxy did, as the end of a sentence about one or about several.
    ///
    /// - Parameter limit: How long the probe was given.
    /// - Returns: A clause in the past or present tense without its subject, as in "refused the connection".
    func phrase(limit: Duration) -> Phrase {
        switch self {
        case .outOfTime: "gave no answer within \(words: limit.text)"
        case .nameNotFound: "has no address"
        case .resolverFailed(let text): "could not be resolved: \(text)"
        case .lookup(let failure): "could not be resolved: \(failure.phrase)"
        case .refused: "refused the connection"
        case .reset: "reset the connection"
        case .networkUnreachable: "cannot be routed to from this host (network unreachable)"
        case .hostUnreachable: "cannot be reached, as a router reports (host unreachable)"
        case .denied: "cannot be reached, as a packet filter on this host denies it"
        case .closed: "closed the connection in the middle"
        case .proxyStatus(let status): "refused the tunnel with status \(status)"
        case .proxyMalformed(let text): "answered CONNECT with something other than HTTP/1.1: \(text)"
        case .tunnelClosed: "closed the tunnel that it had granted"
        case .notTLS: "answered with something other than TLS"
        case .tlsVersion(let text): "has no TLS version in common with this host (\(text))"
        case .tlsAlert(let text): "refused the handshake with the alert \"\(text)\""
        case .tlsRefused(let text): "sent what this host's TLS library refuses (\(text))"
        case .certificate: "presented a bad certificate"
        case .clientCertificate: "demands a client certificate"
        case .httpMalformed(let text): "answered with something other than HTTP/1.1: \(text)"
        case .httpTooLarge(let limit): "answered with a head of more than \(limit) bytes"
        case .redirectLoop(let count):
            "redirected \(words: count == 1 ? "once" : "\(count) times") without an end"
        case .local(let text): "could not be probed by this host: \(text)"
        case .system(let text): "failed: \(text)"
        }
    }

    /// Whether it helps to know how soon it came: not if it is the limit, or this host's own answer.
    fileprivate var tellsItsTime: Bool {
        ![.outOfTime, .networkUnreachable, .denied].contains(self)
    }

    /// What keeps a name from being resolved, as the end of a sentence.
    func resolutionPhrase(limit: Duration) -> Phrase {
        switch self {
        case .nameNotFound: "the name does not exist"
        case .resolverFailed(let text): "\(text)"
        case .lookup(let failure): failure.phrase
        case .outOfTime, .refused, .reset, .networkUnreachable, .hostUnreachable, .denied, .closed,
            .proxyStatus, .proxyMalformed, .notTLS, .tlsVersion, .tlsAlert, .tlsRefused, .certificate,
            .clientCertificate, .tunnelClosed, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            "the resolver \(phrase(limit: limit))"
        }
    }

    /// What to do about a server that demands a client certificate.
    static let clientCertificateRemedy: Phrase = """
        Check the URL: the genuine page is open to everybody, and a probe never presents a certificate. If something on \
        the path demands one in the server's name, ask the network team to exempt this host.
        """

    /// What to do about a connection that does not come about.
    func connectRemedy(for endpoint: Endpoint) -> Phrase {
        switch self {
        case .outOfTime:
            """
            Ask the network team to open outbound TCP port \(endpoint.port) to \(endpoint.host); silence usually means \
            that a firewall drops the packets.
            """
        case .refused, .reset:
            """
            Ask the network team whether outbound TCP port \(endpoint.port) to \(endpoint.host) is open; either nothing \
            listens there, or a firewall rejects the connection.
            """
        case .networkUnreachable, .hostUnreachable:
            "Check this host's routes and default gateway, then ask the network team."
        case .denied: "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."
        case .nameNotFound, .resolverFailed, .lookup, .closed, .proxyStatus, .proxyMalformed, .notTLS,
            .tlsVersion, .tlsAlert, .tlsRefused, .certificate, .clientCertificate, .tunnelClosed,
            .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            "Check this host's network, then ask the network team."
        }
    }
}

extension PathFacts {
    /// What happened at the addresses that were tried, or the failure alone where none was.
    var attemptsPhrase: Phrase {
        attempts.failurePhrase(limit: timeout) ?? "it \(stop.failure.phrase(limit: timeout))"
    }

    /// As in "TLS 1.2 fails on the direct route".
    var place: Phrase { Phrase.place(proxy) }

    /// Whose device the failure lies in, as the subject of a sentence.
    var culprit: Phrase { Phrase.culprit(proxy) }
}

extension Phrase {
    /// As in "TLS is inspected on the direct route".
    static func place(_ proxy: Endpoint?) -> Phrase {
        proxy.map { "through the proxy \($0.text)" } ?? "on the direct route"
    }

    /// Whose device something on a route lies in, as the subject of a sentence.
    static func culprit(_ proxy: Endpoint?) -> Phrase {
        proxy.map { "The proxy \($0.text), or a device behind it," } ?? "A firewall on the direct route"
    }
}

extension [AddressAttempt] {
    /// More kinds of failures than this are counted and not told.
    private static let shownKinds = 3

    /// The addresses that failed, those that failed alike together, or `nil` if none did:
    /// `3 addresses gave no answer within 10 s, 192.0.2.1 refused the connection after 30 ms`.
    func failurePhrase(limit: Duration) -> Phrase? {
        var kinds: [(failure: PathFailure, attempts: [AddressAttempt])] = []
        for attempt in self {
            guard let failure = attempt.failure else { continue }
            if let index = kinds.firstIndex(where: { $0.failure == failure }) {
                kinds[index].attempts.append(attempt)
            } else {
                kinds.append((failure, [attempt]))
            }
        }
        guard !kinds.isEmpty else { return nil }
        return kinds.map { failure, attempts -> Phrase in
            let what = failure.phrase(limit: limit)
            guard attempts.count == 1, let only = attempts.first else {
                return "\(attempts.count) addresses \(what)"
            }
            return failure.tellsItsTime
                ? "\(only.address) \(what) after \(words: only.duration.text)" : "\(only.address) \(what)"
        }.list(Self.shownKinds)
    }
}
