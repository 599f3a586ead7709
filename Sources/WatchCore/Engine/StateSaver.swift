/// When the state is saved: a moment after something to be remembered came up, one save at a time.
struct StateSaver: Sendable {
    private enum State: Sendable {
        /// There is nowhere to save it.
        case off
        case idle
        case due(at: Duration)
        /// A save is in flight; what follows it.
        case saving(then: Next)
    }

    private enum Next: Sendable {
        case nothing
        /// Something came up meanwhile.
        case soon
        /// The daemon ends: there is no later.
        case atOnce
    }

    /// What is to be saved is collected for this long, so that a storm of alerts is one write.
    static let savingTime = Duration.seconds(1)
    /// A save that failed is tried again after this long.
    static let retryTime = Duration.seconds(60)

    private var state: State

    /// `isKept`: whether there is a place to save it.
    init(isKept: Bool) {
        state = isKept ? .idle : .off
    }

    var isSaving: Bool {
        switch state {
        case .saving: true
        case .off, .idle, .due: false
        }
    }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .due(let time): time
        case .off, .idle, .saving: nil
        }
    }

    /// Has the state saved in a moment.
    mutating func request(at now: Duration) {
        switch state {
        case .off, .saving(.soon), .saving(.atOnce): break
        case .idle: state = .due(at: now + Self.savingTime)
        case .due(let time): state = .due(at: min(time, now + Self.savingTime))
        case .saving(.nothing): state = .saving(then: .soon)
        }
    }

    /// - Returns: whether the state is to be saved now.
    mutating func wake(at now: Duration) -> Bool {
        guard let wakesAt, now >= wakesAt else { return false }
        state = .saving(then: .nothing)
        return true
    }

    /// Has the state saved once more, as the daemon ends.
    ///
    /// - Returns: whether it is to be saved now.
    mutating func requestLast() -> Bool {
        switch state {
        case .off: return false
        case .idle, .due:
            state = .saving(then: .nothing)
            return true
        case .saving:
            state = .saving(then: .atOnce)
            return false
        }
    }

    /// Takes note that a save has ended.
    ///
    /// - Returns: whether the state is to be saved again now.
    mutating func saved(isFailed: Bool, at now: Duration) -> Bool {
        let retry = State.due(at: now + Self.retryTime + Self.savingTime)
        switch state {
        case .off, .due: return false
        case .idle, .saving(.nothing):
            state = isFailed ? retry : .idle
            return false
        case .saving(.soon):
            state = .due(at: now + Self.savingTime)
            return false
        case .saving(.atOnce):
            state = .saving(then: .nothing)
            return true
        }
    }
}
