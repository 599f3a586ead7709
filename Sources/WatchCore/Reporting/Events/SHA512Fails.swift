extension EventProfile {
    /// Event 1041.
    static let sha512Fails = EventProfile(
        "78ad9c3bc9004ec084fafdaef2ab39f0", "SHA-512 signatures do not work", [.error, .warning, .notice],
        [.tlsSHA512Blocked, .tlsSHA512NotOffered],
        // On every route at once where this host itself is the reason.
        sends: .failure)
}

extension FindingText {
    /// Event 1041: handshakes signed with SHA-512 do not come through, or the server does not offer them.
    static func sha512Fails(_ failure: SHA512Failure) -> FindingText {
        switch failure {
        case .notOffered(let facts, let onBothRoutes):
            FindingText(
                """
                \(facts.endpoint.text) does not offer signatures over SHA-512: it \
                \(facts.stop.failure.phrase(limit: facts.timeout)) \
                \(onBothRoutes ? "directly and through the proxy alike" : facts.place).
                """,
                remedy: """
                    Nothing has to be done: this is a fact about that server and not a failure of the network, and its usual \
                    handshake works.
                    """)
        case .nothingSigned(let facts, let cipher):
            FindingText(
                """
                \(facts.endpoint.text) takes only the RSA key exchange \(facts.place) (\(cipher)), in which nothing is \
                signed, over SHA-512 or any other hash.
                """,
                remedy: """
                    Ask whoever runs that server, or the device that answers in its place, to offer the key exchange \
                    ECDHE. The connector can speak to it as it is, but nothing there has forward secrecy.
                    """)
        case .blocked(let facts, let worksOnOtherRoute):
            FindingText(
                """
                SHA-512 signatures with \(facts.endpoint.text) fail \(facts.place): the other side \
                \(facts.stop.failure.phrase(limit: facts.timeout)).
                """,
                remedy: """
                    Ask the network team to exempt this name from TLS filtering, or to update the device that filters: the \
                    connector's own certificate is signed with SHA-512. \(blame(facts, worksOnOtherRoute))
                    """)
        case .policy(let detail): hostPolicy(forbids: "signatures over SHA-512", detail)
        }
    }

    private static func blame(_ facts: PathFacts, _ worksOnOtherRoute: Bool) -> Phrase {
        worksOnOtherRoute
            ? "As the other route shows, it is not the server: \(facts.proxy.subject) cannot take them."
            : """
            A server that does not offer them says so with an alert, so probably \(facts.proxy.subject) cuts them off.
            """
    }
}

extension Endpoint? {
    /// Whose device it is, in the middle of a sentence.
    fileprivate var subject: Phrase {
        map { "the proxy \($0.text), or a device behind it," } ?? "a firewall on the direct route"
    }
}
