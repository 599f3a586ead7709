extension EventProfile {
    /// Event 1091.
    static let stopping = EventProfile(
        "2c062d8c40c1498f8a63900fd967f029", "Watching stops", [.info],
        sends: .entry)
}

extension FindingText {
    /// Event 1091: watching ends.
    static func stopping() -> FindingText {
        FindingText("connector-watch stops; nothing is watched until it starts again.")
    }
}
