extension EventProfile {
    /// Event 1023.
    static let addressesUnreachable = EventProfile(
        "8d56556056bd417eb24a1a0c83c53750", "Some addresses unreachable", [.warning, .notice],
        [.someAddresses],
        sends: .failure.union([.route, .address]))
}

extension FindingText {
    /// Event 1023: some addresses of a name work, others do not.
    static func addressesUnreachable(_ facts: AddressFacts) -> FindingText {
        let failures = facts.failed.failurePhrase(limit: facts.timeout) ?? "they failed"
        let name = facts.endpoint.text
        return FindingText(
            "\(facts.failed.count) of \(facts.count) addresses of \(name) are unreachable: \(failures).",
            remedy: """
                Ask the network team to open all addresses of this name, not a fixed list of them. Until then the connector \
                fails now and then.
                """)
    }
}
