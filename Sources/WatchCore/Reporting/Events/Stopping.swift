extension EventProfile {
    /// Event 1091.
    static let stopping = EventProfile(
        "2c062d8c40c1498f8a63900fd967f029", "Watching stops", [.info],
        sends: .entry)
}
