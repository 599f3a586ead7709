/// The connection to a receiver: one attempt at a time, the one deadline of it, and the pause after one that failed.
struct ReceiverLink: Sendable {
    private enum State: Sendable, Equatable {
        case idle
        case sending(since: Duration)
        case resting(until: Duration)
    }

    /// Why it does not take what it is sent.
    struct Failure: Sendable, Equatable {
        /// The end of a sentence.
        var text: String
        var since: Duration
        /// Whether it will never take it.
        var isFinal: Bool
    }

    /// What fails for less than this is not told: a receiver may be restarted.
    static let patience = TimeSpan.minutes(1)

    private var state = State.idle
    private var failures = 0
    /// The number of the attempt in flight, or of the last one.
    private(set) var attempt = 0
    private(set) var failure: Failure?

    var isIdle: Bool { state == .idle }
    var isSending: Bool {
        if case .sending = state { true } else { false }
    }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .idle: nil
        case .sending(let since): since + ReceiverLimits.timeout
        case .resting(let until): until
        }
    }

    /// The failure, once it is worth to be told.
    func failure(at now: Duration) -> Failure? {
        failure.flatMap { $0.isFinal || now - $0.since >= Self.patience ? $0 : nil }
    }

    /// An attempt begins.
    mutating func begin(at now: Duration) {
        attempt += 1
        state = .sending(since: now)
    }

    /// It was taken.
    mutating func succeed() {
        (state, failures, failure) = (.idle, 0, nil)
    }

    /// It was refused, and the next thing may be taken.
    mutating func refuse(_ text: String, at now: Duration) {
        (state, failures) = (.idle, 0)
        failure = Failure(text: text, since: failure?.since ?? now, isFinal: true)
    }

    mutating func fail(_ text: String, seed: String, asked: Duration?, at now: Duration) {
        failures += 1
        failure = Failure(text: text, since: failure?.since ?? now, isFinal: false)
        state = .resting(until: now + Backoff.delay(after: failures, seed: seed, asked: asked))
    }

    /// - Returns: whether the time of the attempt in flight is up.
    mutating func wake(at now: Duration) -> Bool {
        guard let wakesAt, now >= wakesAt else { return false }
        switch state {
        case .idle: return false
        case .resting:
            state = .idle
            return false
        case .sending: return true
        }
    }
}
