extension EventProfile {
    /// Event 1020.
    static let portUnreachable = EventProfile(
        "9e2393ee483a452f84216f024d62b73f", "Port unreachable", [.error, .notice], .connecting,
        sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1020: no connection to a port comes about.
    static func portUnreachable(_ facts: PathFacts) -> FindingText {
        FindingText(
            "\(facts.endpoint.text) is unreachable: \(facts.attemptsPhrase).",
            remedy: facts.stop.failure.connectRemedy(for: facts.endpoint))
    }
}
