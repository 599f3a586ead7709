extension EventProfile {
    /// Event 1050.
    static let clockOff = EventProfile(
        "9d2901fd691c42819c0dc8c7a7975e6b", "Clock off", [.warning], [.clockOff], sends: .failure)
}

extension FindingText {
    /// More servers than this are counted and not named.
    private static let shownSources = 3

    /// Event 1050: this host's clock differs from those of several servers.
    static func clockOff(_ offset: Duration, _ sources: [String]) -> FindingText {
        FindingText(
            """
            This host's clock is \(words: offset.clockText)\(offset < .zero ? "" : " of") those of \
            \(sources.map { "\($0)" }.list(shownSources)) (limit \(words: ClockMeasurement.tolerance.text)).
            """,
            remedy: """
                See what keeps the clock (timedatectl; systemd-timesyncd or chrony), and whether UDP port 123 to its servers \
                is open. Check the clock of the connector's own host, too. Until then certificates may seem expired or not \
                yet valid, and the times of these alerts are wrong.
                """)
    }
}

extension Duration {
    /// How far a clock is off that is ahead by this much: `5 min ahead`, `2 h behind`.
    ///
    /// A `Date` is whole seconds: what is 2 h is not to be told as 1 h 59 min.
    package var clockText: String {
        let seconds = magnitude.components.seconds
        let shown = seconds < 600 ? seconds : (seconds + 30) / 60 * 60
        return "\(Duration.seconds(shown).text) \(self < .zero ? "behind" : "ahead")"
    }
}
