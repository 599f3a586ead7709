extension EventProfile {
    /// Event 1094.
    static let alertsDropped = EventProfile(
        "32f57299de67473a8b6a8ad6e6923564", "Alerts dropped", [.warning],
        sends: .entry.union([.remedy]))
}
