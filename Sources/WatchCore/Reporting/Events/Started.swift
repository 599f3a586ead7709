extension EventProfile {
    /// Event 1090.
    static let started = EventProfile(
        "1ad14284628048e88be33c63db52f0fd", "Watching started", [.info],
        sends: .entry)
}
