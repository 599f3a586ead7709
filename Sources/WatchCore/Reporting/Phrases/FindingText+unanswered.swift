extension FindingText {
    /// Whichever event it is of: a probe did not end.
    static func unanswered(_ target: String, _ timeout: Duration) -> FindingText {
        FindingText(
            "The probe of \(target) did not end within \(words: timeout.text), not even when it was told to.",
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The next probe starts \
                once this one has ended.
                """)
    }
}
