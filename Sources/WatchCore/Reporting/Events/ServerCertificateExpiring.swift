internal import FoundationEssentials

extension EventProfile {
    /// Event 1045.
    static let serverCertificateExpiring = EventProfile(
        "577a02e18d174190b2dd2f27d736bac1", "Server certificate expires soon", [.warning, .error],
        [.certificateExpiring],
        sends: .failure.union([.route, .subject, .issuer, .notAfter, .daysLeft]))
}

extension FindingText {
    /// Event 1045: a certificate that a server is verified with nears its end.
    static func serverCertificateExpiring(_ facts: ServerExpiryFacts) -> FindingText {
        guard let first = facts.certificates.first else { return FindingText("", remedy: "") }
        let left = first.facts.left(at: facts.date)
        let others = facts.certificates.dropFirst().map { "\($0.name)" as Phrase }
        let more: Phrase =
            others.isEmpty ? "" : " So do others that it is verified with: \(others.list(Self.shownOthers))."
        return FindingText(
            """
            \(first.phrase(facts.endpoint)) expires in \(words: left.daysText), on \(words: first.facts.notAfter.rfc3339) \
            (\(words: first.share(left)) of \(words: first.facts.life.daysText) left, limit \(words: first.limit.daysText)).
            """,
            remedy: first.remedy + more)
    }

    /// More certificates than this are counted and not told.
    private static let shownOthers = 3
}

extension ExpiringCertificate {
    /// Its name as short as it can be.
    fileprivate var name: Phrase { "\"\(facts.subjectCommonName ?? facts.subject)\"" }

    /// What it is, as the subject of a sentence.
    fileprivate func phrase(_ endpoint: Endpoint) -> Phrase {
        switch role {
        case .server: "The certificate of \(endpoint.text)"
        case .intermediate(isSent: true): "The intermediate certificate \(name) that \(endpoint.text) sends"
        case .intermediate(isSent: false):
            "The intermediate certificate \(name) of \(endpoint.text), which it does not send,"
        case .root: "The root \(name) of \(endpoint.text), in this host's own store,"
        }
    }

    /// How much of its life is left, in whole percent.
    fileprivate func share(_ left: Duration) -> String {
        let life = max(1, facts.life.components.seconds)
        let percent = left.components.seconds * 100 / life
        return percent < 1 ? "less than 1%" : "\(percent)%"
    }

    fileprivate var remedy: Phrase {
        let identity: Phrase = "\"\(facts.subject)\", issued by \"\(facts.issuer)\""
        return switch role {
        case .server:
            """
            Ask whoever runs that server to renew its certificate (\(identity)). Servers that renew by themselves do so with \
            about a third of its life left, so that has probably failed. Once it ends, the connector refuses the server, \
            which is event 1043 then.
            """
        case .intermediate(isSent: true):
            """
            Ask whoever runs that server to install the chain that its authority gives out now: it still sends \(identity). \
            Renewing its own certificate alone does not help where the old chain stays. Once it ends, the server is refused, \
            which is event 1043 then.
            """
        case .intermediate(isSent: false):
            """
            Ask whoever runs that server to install, and send, the chain that its authority gives out now. What it is \
            verified with until then, \(identity), comes from this host or from another server: replace it among the roots \
            of this host (update-ca-certificates) or in /etc/connector-watch/intermediates if it is there.
            """
        case .root:
            """
            Update ca-certificates on this host, or ask whoever gave out "\(facts.subject)" for its successor and run \
            update-ca-certificates; then restart this service. The server is not at fault; but unless it moves to another \
            authority by then, this host will refuse it (event 1043). Windows, and so the connector, has roots of its own.
            """
        }
    }
}
