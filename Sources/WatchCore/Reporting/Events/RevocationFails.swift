internal import FoundationEssentials

extension EventProfile {
    /// Event 1044.
    static let revocationFails = EventProfile(
        "4274a18278be4f838f9f3ff7522ebe4e", "What certificates are checked with cannot be fetched",
        [.warning, .error, .notice],
        [.revocationUnreachable, .revocationStale], sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1044: an issuer, a revocation list or a responder does not give what it is for.
    static func revocationFails(_ facts: RevocationFacts) -> FindingText {
        guard let first = facts.failed.first else { return FindingText("", remedy: "") }
        let others = facts.failed.count - 1
        let more: Phrase = others > 0 ? " (and \(others) more)" : ""
        return FindingText(
            """
            The \(first.kind.phrase) of \(facts.endpoint.text), \(first.address.text)\(more), \
            \(first.phrase(limit: facts.timeout)) \(Phrase.place(facts.proxy)).
            """,
            remedy: facts.remedy(first))
    }
}

extension RevocationFacts {
    private static let shownPlaces = 6

    fileprivate func remedy(_ first: RevocationSource) -> Phrase {
        let places = failed.reduce(into: [String]()) { places, source in
            let place = hostAndPort(source.address.host, source.address.port)
            if !places.contains(place) { places.append(place) }
        }
        let hosts = places.map { "\($0)" as Phrase }.list(Self.shownPlaces)
        let need: Phrase =
            first.isNeeded
            ? " The server leaves that certificate out, so that without it the connector does not trust the server."
            : ""
        let direct: Phrase =
            proxy == nil
            ? "without the proxy, which the connector's revocation checks do not use"
            : "through the proxy; the connector itself asks directly"
        return switch first.failure {
        case nil:
            """
            Ask whoever runs the authority to publish a new one, unless a cache on the path keeps an old one or this \
            host's clock is off (timedatectl). Until then programs that insist on a revocation check refuse the server.
            """
        case .refusal:
            """
            Ask whoever runs the authority: the responder was reached and does not answer for this certificate, and no \
            list does either.
            """
        case .path, .status, .content, .otherIssuer, .notAsked:
            """
            Ask the network team to open plain HTTP to \(hosts), \(direct).\(need) \
            Windows fetches from there what it checks certificates with; where that fails, connections begin late, or not at all.
            """
        }
    }
}

extension RevocationSource {
    /// What it did, as the end of a sentence.
    fileprivate func phrase(limit: Duration) -> Phrase {
        switch failure {
        case nil:
            "is stale: a newer one was due on \(words: nextUpdate?.rfc3339 ?? "an unknown day"), as fetched"
        case .path(let stop, _) where stop.phase == .resolve:
            "cannot be resolved: \(stop.failure.resolutionPhrase(limit: limit)),"
        case .path(let stop, _): "cannot be fetched: it \(stop.failure.phrase(limit: limit))"
        case .status(let status): "cannot be fetched: the answer has status \(status)"
        case .content(let what): "is not what it should be: \(what) comes instead"
        case .otherIssuer: "is not what it should be: a certificate comes that did not issue it"
        case .refusal(let why): "gives no answer (\(why))"
        case .notAsked(let why): "was not asked (\(why))"
        }
    }
}

extension RevocationSource.Kind {
    fileprivate var phrase: Phrase {
        switch self {
        case .issuer: "issuer's certificate for the chain"
        case .list: "revocation list for the certificate"
        case .responder: "OCSP responder for the certificate"
        }
    }
}
