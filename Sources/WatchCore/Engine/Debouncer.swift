/// Makes one change of a burst of changes: a file that is being replaced changes several times in a moment.
struct Debouncer: Sendable {
    private enum State: Sendable {
        case quiet
        case changing(since: Duration)
    }

    /// This much quiet ends a burst.
    static let quietTime = Duration.milliseconds(100)
    /// A burst that never is quiet counts as over after this time.
    static let longestBurst = Duration.seconds(1)

    private var state = State.quiet

    var isChanging: Bool {
        switch state {
        case .quiet: false
        case .changing: true
        }
    }

    /// Takes a change.
    ///
    /// - Returns: when the burst is over, unless something changes again before that.
    mutating func change(at now: Duration) -> Duration {
        let first =
            switch state {
            case .quiet: now
            case .changing(let since): since
            }
        state = .changing(since: first)
        return min(now + Self.quietTime, first + Self.longestBurst)
    }

    /// Takes note that the burst was acted on.
    mutating func end() {
        state = .quiet
    }
}
