extension EventProfile {
    /// Event 1090.
    static let started = EventProfile(
        "1ad14284628048e88be33c63db52f0fd", "Watching started", [.info, .warning],
        sends: .entry.union([.version]))
}

extension FindingText {
    /// Event 1090: watching begins.
    static func started(
        checks: Int, of connector: String, _ warnings: ConfigurationWarnings
    ) -> FindingText {
        let added: Phrase = warnings.count == 0 ? "" : "; the configuration has \(warnings.phrase)"
        return FindingText(
            "connector-watch \(words: version) watches \(Phrase.checks(checks)) of \"\(connector)\"\(added).",
            remedy: warnings.remedy)
    }
}

extension Phrase {
    static func checks(_ count: Int) -> Phrase { count == 1 ? "1 check" : "\(count) checks" }
}
