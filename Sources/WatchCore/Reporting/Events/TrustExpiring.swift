internal import FoundationEssentials

extension EventProfile {
    /// Event 1001.
    static let trustExpiring = EventProfile(
        "799c88bc6c5646479466b04eca7e3794", "Trust certificate expires soon", [.warning, .error, .critical],
        [.trustExpiring], sends: .certificate)
}

extension FindingText {
    /// Event 1001: a limit of the remaining validity is crossed.
    static func trustExpiring(_ validity: ValidityFacts, limit: Duration) -> FindingText {
        FindingText(
            """
            The connector's trust certificate expires in \(words: validity.left.daysText), on \
            \(words: validity.notAfter.rfc3339) (limit \(words: limit.daysText)).
            """,
            remedy: """
                Check the connector's outbound connections now: it should have renewed the certificate when \
                \(words: validity.renewalWindow.daysText) were left. After it expires only a person can register the \
                connector again.
                """)
    }
}
