extension EventProfile {
    /// Event 1092.
    static let configurationReloaded = EventProfile(
        "9ae119ccbd444c688599e80e21799387", "Configuration reloaded", [.info],
        sends: .entry)
}
