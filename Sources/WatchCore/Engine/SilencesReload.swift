/// When the file of silences is read, and when what was read counts: at once if it is right; what is wrong with it once
/// a second reading agrees, as a file that is being written may be wrong in the middle.
struct SilencesReload: Sendable {
    private enum State: Sendable {
        case steady
        /// The last reading has problems; a second one must confirm it.
        case settling(SilencesReading)
        /// A person waits for what is wrong.
        case asked
    }

    /// What a reading that counts means.
    struct Outcome: Sendable, Equatable {
        var reading: SilencesReading
        /// Whether its problems are told even if they were told before.
        var isNews: Bool
    }

    private var state = State.steady
    private var burst = Debouncer()
    /// Readings that were asked for and have not come.
    private var awaited = 0
    private var announced: [String]
    /// When ``wake(at:)`` is wanted.
    private(set) var wakesAt: Duration?

    /// `problems`: those of the reading to begin with.
    init(announced problems: [String]) {
        announced = problems
    }

    /// The file changed: it is read once it has been quiet.
    mutating func change(at now: Duration) {
        wakesAt = burst.change(at: now)
    }

    /// Takes a request to reload.
    mutating func reload() -> Effect {
        state = .asked
        return read()
    }

    mutating func wake(at now: Duration) -> [Effect] {
        guard let due = wakesAt, now >= due else { return [] }
        wakesAt = nil
        burst.end()
        return [read()]
    }

    /// Takes what the file was read as.
    ///
    /// - Returns: what counts of it; or `nil` if it is to be confirmed, or another reading is on its way.
    mutating func take(_ reading: SilencesReading, at now: Duration) -> Outcome? {
        awaited = max(0, awaited - 1)
        guard awaited == 0 else { return nil }
        guard reading.problems.isEmpty || isConfirmed(reading) else {
            state = .settling(reading)
            if !burst.isChanging { wakesAt = now + ConfigurationReload.settlingTime }
            return nil
        }
        let isNews = reading.problems != announced || isAsked
        (state, announced) = (.steady, reading.problems)
        return Outcome(reading: reading, isNews: isNews)
    }

    private mutating func read() -> Effect {
        awaited += 1
        return .readSilences
    }

    private var isAsked: Bool {
        if case .asked = state { true } else { false }
    }

    private func isConfirmed(_ reading: SilencesReading) -> Bool {
        switch state {
        case .steady: reading.problems == announced
        case .settling(let last): reading == last
        case .asked: true
        }
    }
}
