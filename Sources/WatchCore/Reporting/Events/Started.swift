extension EventProfile {
    /// Event 1090.
    static let started = EventProfile(
        "1ad14284628048e88be33c63db52f0fd", "Watching started", [.info],
        sends: .entry)
}

extension FindingText {
    /// Event 1090: watching begins.
    static func started(checks: Int, of connector: String) -> FindingText {
        FindingText("connector-watch \(words: version) watches \(Phrase.checks(checks)) of \"\(connector)\".")
    }
}

extension Phrase {
    static func checks(_ count: Int) -> Phrase { count == 1 ? "1 check" : "\(count) checks" }
}
