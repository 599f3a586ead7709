extension EventProfile {
    /// Event 1092.
    static let configurationReloaded = EventProfile(
        "9ae119ccbd444c688599e80e21799387", "Configuration reloaded", [.info, .warning],
        sends: .entry)
}

extension FindingText {
    /// Event 1092: other settings are in force.
    static func configurationReloaded(
        checks: Int, new: Int, gone: Int, _ warnings: ConfigurationWarnings
    ) -> FindingText {
        let added: Phrase = warnings.count == 0 ? "" : " with \(warnings.phrase)"
        return FindingText(
            "The configuration was reloaded\(added): \(Phrase.checks(checks)), \(new) new, \(gone) gone.",
            remedy: warnings.remedy)
    }
}

extension ConfigurationWarnings {
    /// As in "2 warnings".
    var phrase: Phrase { count == 1 ? "1 warning" : "\(count) warnings" }

    /// The first few of them; empty if there are none.
    var remedy: Phrase {
        guard count > 0 else { return "" }
        let more = count - sentences.count
        let told = sentences.map { "\($0)" as Phrase } + (more > 0 ? ["And \(more) more."] : [])
        return "\"connector-watch config check\" shows every warning. \(told.joined(separator: " "))"
    }
}
