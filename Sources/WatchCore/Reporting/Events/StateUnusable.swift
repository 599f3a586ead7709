extension EventProfile {
    /// Event 1098.
    static let stateUnusable = EventProfile(
        "dd5ddbc16e3c4ee688baa72ccfd47928", "Saved state unusable", [.warning],
        sends: .entry.union([.remedy]))
}
