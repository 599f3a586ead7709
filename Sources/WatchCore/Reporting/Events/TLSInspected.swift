extension EventProfile {
    /// Event 1042.
    static let tlsInspected = EventProfile(
        "f22cd31c9e694c0292efd78cad854400", "TLS is inspected", [.error], [.tlsIntercepted],
        sends: .failure.union([.route, .issuer, .notAfter]))
}

extension FindingText {
    /// Event 1042: somebody opens TLS on the path.
    static func tlsInspected(_ facts: InspectionFacts) -> FindingText {
        let evidence: Phrase =
            switch facts.sign {
            case .unknownIssuer(let text): "an issuer that this host does not trust (\(text))"
            case .addedRoot(facts.issuer): "a root that was added on this host"
            case .addedRoot(let subject): "whose root \"\(subject)\" was added on this host"
            }
        let otherwise: Phrase =
            facts.isOptional ? " and take \"inspection\" out of Checks=" : ""
        return FindingText(
            """
            TLS to \(facts.endpoint.hostAndPort) is inspected \(Phrase.place(facts.proxy)): the certificate was issued by \
            \"\(facts.issuer)\", \(evidence).
            """,
            remedy: """
                Ask the network team to exempt \(facts.endpoint.host). \(Phrase.culprit(facts.proxy)) opens the connection \
                and answers in the server's place, which the connector's client certificate does not survive. If this is a \
                private service of your own, install its root on this host (update-ca-certificates)\(otherwise).
                """)
    }
}
