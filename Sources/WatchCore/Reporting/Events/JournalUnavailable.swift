extension EventProfile {
    /// Event 1096.
    static let journalUnavailable = EventProfile(
        "18f9a569a28e4545b07b8f355ed0de35", "Journal unavailable", [.error],
        sends: .alert)
}

extension FindingText {
    /// Event 1096: the journal takes no entries.
    static func journalUnavailable(_ failure: JournalFailure, kept: Int) -> FindingText {
        let what: Phrase =
            switch failure {
            case .absent: "no journald listens"
            case .refused(let text): "journald refuses entries (\(text))"
            case .hanging(let time): "journald has taken nothing for \(words: time.text)"
            }
        return FindingText(
            "The journal is unavailable: \(what).",
            remedy: """
                Check systemctl status systemd-journald and the space below /run/log and /var/log. Until it is back, alerts \
                go to standard error, and at most \(kept) are kept for it.
                """)
    }
}
