extension EventProfile {
    /// Event 1094.
    static let alertsDropped = EventProfile(
        "32f57299de67473a8b6a8ad6e6923564", "Alerts dropped", [.warning],
        sends: .entry.union([.remedy]))
}

extension FindingText {
    /// Event 1094: so many notifications were not kept for the journal.
    static func alertsDropped(_ count: Int) -> FindingText {
        FindingText(
            "\(count) alerts could not be kept for the journal and were written to standard error only.",
            remedy: """
                See with "connector-watch status" what stands now, and find out why the journal was away (event 1096).
                """)
    }
}
