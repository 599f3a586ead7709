extension EventProfile {
    /// Event 1096.
    static let journalUnavailable = EventProfile(
        "18f9a569a28e4545b07b8f355ed0de35", "Journal unavailable", [.error],
        sends: .alert)
}
