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
        let address: Phrase = "\(first.address.text)\(words: others > 0 ? " (and \(others) more)" : "")"
        let place = Phrase.place(facts.proxy)
        let thing: Phrase = "\(first.kind.phrase) for \(facts.endpoint.text)"
        let message: Phrase =
            switch first.failure {
            case nil:
                """
                The \(thing) is stale \(place), as it comes from \(address): a newer one was due on \
                \(words: first.nextUpdate?.rfc3339 ?? "an unknown day").
                """
            case .content(let what):
                "What comes \(place) from \(address) is not the \(thing), but \(what)."
            case .otherIssuer:
                "What comes \(place) from \(address) is not the \(thing), but another certificate."
            case .path(let stop, _):
                "The \(thing) cannot be fetched \(place) from \(address): \(stop.phrase(limit: facts.timeout))."
            case .status(let status):
                "The \(thing) cannot be fetched \(place) from \(address): the answer has status \(status)."
            case .refusal(let why), .notAsked(let why):
                "The \(thing) cannot be fetched \(place) from \(address): there is none (\(why))."
            }
        return FindingText(message, remedy: facts.remedy(first))
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

extension PathStop {
    /// Why nothing came, as a clause.
    fileprivate func phrase(limit: Duration) -> Phrase {
        phase == .resolve ? failure.resolutionPhrase(limit: limit) : "it \(failure.phrase(limit: limit))"
    }
}

extension RevocationSource.Kind {
    fileprivate var phrase: Phrase {
        switch self {
        case .issuer: "issuer's certificate"
        case .list: "revocation list"
        case .responder: "OCSP answer"
        }
    }
}
