internal import FoundationEssentials

extension EventProfile {
    /// Event 1003.
    static let trustNotYetValid = EventProfile(
        "1d96b33805964d5089f625d393004154", "Trust certificate not valid yet", [.error], [.trustNotYetValid],
        sends: .certificate)
}

extension FindingText {
    /// Event 1003.
    static func trustNotYetValid(_ validity: ValidityFacts) -> FindingText {
        FindingText(
            """
            The connector's trust certificate is not valid before \(words: validity.notBefore.rfc3339), and it is \
            \(words: validity.date.rfc3339) now.
            """,
            remedy: "Check this host's clock and that of the connector's host.")
    }
}
