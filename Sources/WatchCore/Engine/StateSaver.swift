/// When what changed of the state is committed: at once, one commit at a time; what changes meanwhile is the next one.
struct StateSaver: Sendable {
    private enum State: Sendable {
        /// There is nowhere to save it.
        case off
        case idle
        /// A commit is in flight.
        case saving(since: Duration)
        /// It takes so long that nothing waits for it any more.
        case hanging
        /// It failed.
        case resting(until: Duration)
    }

    /// A commit takes milliseconds; longer than this and the disk hangs.
    static let patience = Duration.seconds(5)
    /// A commit that failed is tried again after this long.
    static let retryTime = Duration.seconds(15)

    private var state: State
    /// Whether the next commit is of all there is, as one has failed, or not all could be read that is there.
    private(set) var isWhole = false

    /// `isKept`: whether there is a place to save it.
    init(isKept: Bool) {
        state = isKept ? .idle : .off
    }

    var isSaving: Bool {
        switch state {
        case .saving, .hanging: true
        case .off, .idle, .resting: false
        }
    }

    /// Whether a commit may begin now.
    var isReady: Bool {
        if case .idle = state { true } else { false }
    }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .saving(let since): since + Self.patience
        case .resting(let until): until
        case .off, .idle, .hanging: nil
        }
    }

    /// Has the next commit replace all that is there.
    mutating func replaceAll() {
        isWhole = true
    }

    /// A commit begins.
    mutating func begin(at now: Duration) {
        state = .saving(since: now)
    }

    /// - Returns: whether the commit in flight is found to hang now.
    mutating func wake(at now: Duration) -> Bool {
        guard let wakesAt, now >= wakesAt else { return false }
        switch state {
        case .saving:
            state = .hanging
            return true
        case .resting:
            state = .idle
            return false
        case .off, .idle, .hanging: return false
        }
    }

    /// The daemon ends: what failed is tried once more, now.
    mutating func hasten() {
        if case .resting = state { state = .idle }
    }

    /// Takes note that a commit has ended.
    mutating func saved(isFailed: Bool, at now: Duration) {
        guard isSaving else { return }
        isWhole = isFailed
        state = isFailed ? .resting(until: now + Self.retryTime) : .idle
    }
}
