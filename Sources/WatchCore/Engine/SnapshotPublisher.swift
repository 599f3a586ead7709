/// When the snapshot, or what is made from it, is written: soon after something in it changed, and from time to time; one at
/// a time, however slow the disk.
struct SnapshotPublisher: Sendable {
    private enum State: Sendable {
        /// There is nowhere to write it.
        case off
        /// `next`: when it is written next, or `nil` while nothing was ever to be.
        case idle(next: Duration?)
        /// `next`: when the next one is due, or `nil` once that has come.
        case writing(next: Duration?)
    }

    private var state: State
    /// One follows another this soon at the earliest, with few checks.
    private let spacing: Duration
    /// When the last one was begun.
    private var lastAt: Duration?

    /// - Parameters:
    ///   - isKept: whether there is a place to write it.
    ///   - spacing: how soon one follows another at the earliest.
    init(isKept: Bool, spacing: Duration = .seconds(1)) {
        state = isKept ? .idle(next: nil) : .off
        self.spacing = spacing
    }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .off: nil
        case .idle(let next), .writing(let next): next
        }
    }

    /// Has it written in a moment, as something in it changed.
    ///
    /// - Parameters:
    ///   - checks: how many checks there are: with many it follows another later, as writing it costs more.
    ///   - now: on ``Timestamp/uptime``.
    mutating func request(checks: Int, at now: Duration) {
        let soon = lastAt.map { max(now, $0 + leastSpacing(checks: checks)) } ?? now
        switch state {
        case .off: break
        case .idle(let next): state = .idle(next: next.map { min($0, soon) } ?? soon)
        // Once it is overdue it follows the one that is being written.
        case .writing(let next): state = .writing(next: next.map { min($0, soon) })
        }
    }

    /// - Returns: whether it is to be written now.
    mutating func wake(at now: Duration) -> Bool {
        guard let wakesAt, now >= wakesAt else { return false }
        switch state {
        case .off: return false
        case .idle:
            lastAt = now
            state = .writing(next: now + Snapshot.interval)
            return true
        case .writing:
            state = .writing(next: nil)
            return false
        }
    }

    /// Takes note that one was written, or could not be.
    ///
    /// - Parameters:
    ///   - checks: how many checks there are.
    ///   - now: on ``Timestamp/uptime``.
    mutating func published(checks: Int, at now: Duration) {
        switch state {
        case .off, .idle: break
        case .writing(let next): state = .idle(next: next ?? now + leastSpacing(checks: checks))
        }
    }

    /// One follows another this soon at the earliest.
    private func leastSpacing(checks: Int) -> Duration { max(spacing, .milliseconds(1) * checks) }
}
