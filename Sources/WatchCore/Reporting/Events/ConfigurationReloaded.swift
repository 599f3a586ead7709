extension EventProfile {
    /// Event 1092.
    static let configurationReloaded = EventProfile(
        "9ae119ccbd444c688599e80e21799387", "Configuration reloaded", [.info],
        sends: .entry)
}

extension FindingText {
    /// Event 1092: other settings are in force.
    static func configurationReloaded(checks: Int, new: Int, gone: Int) -> FindingText {
        FindingText("The configuration was reloaded: \(Phrase.checks(checks)), \(new) new, \(gone) gone.")
    }
}
