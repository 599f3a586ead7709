extension EventProfile {
    /// Event 1093.
    static let configurationRejected = EventProfile(
        "c65c702dca414850957d07de5cb88554", "Configuration rejected", [.error],
        sends: .alert)
}

extension FindingText {
    /// Event 1093: the configuration, or the file of silences, has errors; the first of them ends the sentence.
    static func configurationRejected(_ configuration: RejectedConfiguration) -> FindingText {
        let count: Phrase = configuration.count == 1 ? "an error" : "\(configuration.count) errors"
        let first = configuration.problems.first ?? "it cannot be read."
        let (consequence, remedy) = consequence(configuration.consequence)
        var text = FindingText("\(consequence) \(count): \(first)", remedy: remedy)
        let others = configuration.problems.dropFirst().map { "\($0)" as Phrase }
        let more = configuration.count - configuration.problems.count
        text.add(others + (more > 0 ? ["And \(more) more."] : []))
        return text
    }

    private static func consequence(
        _ consequence: RejectedConfiguration.Consequence
    ) -> (Phrase, remedy: Phrase) {
        let silences: Phrase = """
            Correct the file; "connector-watch silence --list" shows every error, and which silences are in force.
            """
        return switch consequence {
        case .nothingWatched: ("Nothing is watched, as the configuration has", checkConfiguration)
        case .settingsKept:
            ("The settings from before stay in force, as the configuration has", checkConfiguration)
        case .otherSilences:
            ("Some silences are not in force, as their file has", silences)
        case .silencesKept: ("The silences from before stay in force, as their file has", silences)
        }
    }

    private static var checkConfiguration: Phrase {
        """
        Correct it before the next restart; "connector-watch config check" shows every error.
        """
    }
}
