extension EventProfile {
    /// Event 1093.
    static let configurationRejected = EventProfile(
        "c65c702dca414850957d07de5cb88554", "Configuration rejected", [.error],
        sends: .alert)
}

extension FindingText {
    /// Event 1093: the configuration has errors; the first of them ends the sentence.
    static func configurationRejected(_ configuration: RejectedConfiguration) -> FindingText {
        let count: Phrase = configuration.count == 1 ? "an error" : "\(configuration.count) errors"
        let first = configuration.problems.first ?? "it cannot be read."
        let consequence: Phrase =
            configuration.isWatching ? "The settings from before stay in force" : "Nothing is watched"
        var text = FindingText(
            "\(consequence), as the configuration has \(count): \(first)",
            remedy: """
                Correct it before the next restart; "connector-watch config check" shows every error.
                """)
        let others = configuration.problems.dropFirst().map { "\($0)" as Phrase }
        let more = configuration.count - configuration.problems.count
        text.add(others + (more > 0 ? ["And \(more) more."] : []))
        return text
    }
}
