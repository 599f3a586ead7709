extension EventProfile {
    /// Event 1093.
    static let configurationRejected = EventProfile(
        "c65c702dca414850957d07de5cb88554", "Configuration rejected", [.error],
        sends: .alert)
}
