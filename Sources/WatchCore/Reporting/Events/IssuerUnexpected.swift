extension EventProfile {
    /// Event 1006.
    static let issuerUnexpected = EventProfile(
        "1de4c097c17a4f32a4fc05e4dc5b0850", "Trust certificate of an unexpected issuer", [.error],
        [.issuerUnexpected], sends: .certificate)
}

extension FindingText {
    /// Event 1006.
    static func issuerUnexpected(file: String, issuer: String, expected: String?) -> FindingText {
        let instead: Phrase =
            expected.map { "instead of \"\($0)\"" } ?? "and not by the service's registration authority"
        return FindingText(
            """
            The trust certificate in \"\(file)\" was issued by \"\(issuer)\" \(instead) (Issuer=).
            """,
            remedy:
                "Find out who put this certificate there; the service accepts only those that it issued itself."
        )
    }
}
