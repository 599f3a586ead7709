extension EventProfile {
    /// Event 1040.
    static let tls12Fails = EventProfile(
        "51d5c0a5a1bc493e953c0ef2ca305094", "TLS 1.2 does not work", [.error, .warning],
        .connecting + .shakingHands,
        // On every route at once where this host itself is the reason.
        sends: .failure)
}

extension FindingText {
    /// Event 1040: a handshake with TLS 1.2, or any handshake, does not come about.
    static func tls12Fails(_ failure: TLS12Failure) -> FindingText {
        switch failure {
        case .noHandshake(let facts) where facts.stop.phase == .connect:
            FindingText(
                "TLS with \(facts.endpoint.text) fails \(facts.place): \(facts.attemptsPhrase).",
                remedy: facts.stop.failure.connectRemedy(for: facts.endpoint))
        case .noHandshake(let facts):
            FindingText(
                """
                The TLS handshake with \(facts.endpoint.text) fails \(facts.place): the other side \
                \(facts.stop.failure.phrase(limit: facts.timeout)).
                """, remedy: facts.stop.failure.handshakeRemedy)
        case .onlyOlder(let facts, let version):
            FindingText(
                """
                \(facts.endpoint.text) speaks only \(version ?? "TLS 1.0 or 1.1") \(facts.place), and the connector needs \
                TLS 1.2.
                """, remedy: "\(enabling) TLS 1.2 there.")
        case .versionFails(let facts, let usual):
            FindingText(
                """
                TLS 1.2 with \(facts.endpoint.text) fails \(facts.place)\(usual.clause): the other side \
                \(facts.stop.failure.phrase(limit: facts.timeout)).
                """,
                remedy: facts.stop.failure.isAnswer
                    ? "\(enabling) TLS 1.2 there; only TLS 1.3 is spoken, and the connector needs TLS 1.2."
                    : """
                    Ask the network team to exempt this name. \(facts.culprit) probably filters by TLS version, and the \
                    connector needs TLS 1.2.
                    """)
        case .policy(let detail): hostPolicy(forbids: "TLS 1.2", detail)
        }
    }

    /// Events 1040 and 1041 where this host's own OpenSSL policy is the reason.
    static func hostPolicy(forbids what: Phrase, _ detail: String) -> FindingText {
        let clause: Phrase = detail.isEmpty ? "" : " (\(detail))"
        return FindingText(
            "This host's own OpenSSL policy forbids \(what)\(clause).",
            remedy: """
                Check MinProtocol, CipherString and SignatureAlgorithms in /etc/ssl/openssl.cnf. The TLS checks go by their \
                own settings and the path works, but a program here that follows that file, such as a proxy on this host, \
                cannot carry what the connector needs.
                """)
    }
}

private let enabling: Phrase =
    "Whoever runs that server, or the device on the path that answers in its place, must enable"

extension String? {
    /// What works, where it is known.
    fileprivate var clause: Phrase { map { ", while \($0) works" } ?? ", while the usual handshake works" }
}

extension PathFailure {
    /// What to do about a handshake that does not come about.
    fileprivate var handshakeRemedy: Phrase {
        switch self {
        case .outOfTime, .reset, .closed:
            """
            Ask the network team to exempt this name and to let TLS 1.2 and 1.3 through; TCP connects, so a device on the \
            path filters or inspects TLS.
            """
        case .tlsVersion: "\(enabling) TLS 1.2 there."
        case .tlsAlert, .tlsRefused:
            """
            Compare with openssl s_client from another network: that server, or a device on the path that answers in its \
            place, is too old or too strict.
            """
        case .notTLS:
            """
            Check DNS and the port, then ask the network team what takes these connections: another service, a portal or \
            a proxy answers there.
            """
        case .nameNotFound, .resolverFailed, .lookup, .refused, .networkUnreachable, .hostUnreachable,
            .denied, .proxyStatus, .proxyMalformed, .tunnelClosed, .certificate, .clientCertificate,
            .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            "Try it from another network; if it works there, ask the network team what filters TLS here."
        }
    }
}
