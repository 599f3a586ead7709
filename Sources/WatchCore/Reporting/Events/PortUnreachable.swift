extension EventProfile {
    /// Event 1020.
    static let portUnreachable = EventProfile(
        "9e2393ee483a452f84216f024d62b73f", "Port unreachable", [.error, .notice], .connecting,
        sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1020: no connection to a port comes about.
    static func portUnreachable(_ facts: PathFacts, _ dependents: Dependents?) -> FindingText {
        if let dependents {
            return FindingText(
                """
                Nothing outside this host is reachable, as \(facts.endpoint.text): \(facts.attemptsPhrase) \
                \(dependents.clause).
                """,
                remedy: """
                    Check this host's link, its default route and its own filter (ip -brief address; ip route; nft list \
                    ruleset). If they are in order, ask the network team which firewall or uplink shuts all that comes from \
                    this host. Where all traffic must go through an outbound proxy, set Via=proxy.
                    """)
        }
        return FindingText(
            "\(facts.endpoint.text) is unreachable: \(facts.attemptsPhrase).",
            remedy: facts.stop.failure.connectRemedy(for: facts.endpoint))
    }
}
