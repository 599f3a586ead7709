internal import FoundationEssentials

extension EventProfile {
    /// Event 1002.
    static let renewalOverdue = EventProfile(
        "9d53131f70244b448f97cab7f9d55aba", "Renewal of the trust certificate overdue", [.error],
        [.renewalOverdue], sends: .certificate)
}

extension FindingText {
    /// Event 1002: the connector has missed tries to renew its certificate.
    static func renewalOverdue(_ validity: ValidityFacts, late: Duration) -> FindingText {
        let agent = validity.agent ?? .connector
        return FindingText(
            """
            The renewal of the \(words: agent.name)'s trust certificate is overdue by \(words: late.daysText), with \
            \(words: validity.left.daysText) left until \(words: validity.notAfter.rfc3339).
            """,
            remedy: """
                See that the \(words: agent.name)'s service runs and reaches its registration endpoint without TLS inspection. It \
                renews the certificate when \(words: validity.renewalWindow.daysText) are left and tries every 6 hours. If \
                that does not help, register it again before the certificate expires: \(words: agent.commands).
                """)
    }
}
