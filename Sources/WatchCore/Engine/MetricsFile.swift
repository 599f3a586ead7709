/// The text file with metrics, as the settings name it: when it is written, and what becomes of the one before.
struct MetricsFile: Sendable {
    /// One follows another this soon at the earliest: who collects it does so a few times a minute.
    static let spacing = Duration.seconds(5)

    /// Where it is, or `nil` for nowhere.
    private(set) var path: String?
    private var publisher = SnapshotPublisher(isKept: false)

    var wakesAt: Duration? { publisher.wakesAt }

    /// Takes what the settings say.
    ///
    /// - Returns: What is to be removed, as it would never change again.
    mutating func set(_ path: String?, checks: Int, at now: Duration) -> [Effect] {
        guard path != self.path else { return [] }
        let old = self.path
        self.path = path
        publisher = SnapshotPublisher(isKept: path != nil, spacing: Self.spacing)
        publisher.request(checks: checks, at: now)
        return old.map { [.withdraw(.metrics($0))] } ?? []
    }

    mutating func request(checks: Int, at now: Duration) {
        publisher.request(checks: checks, at: now)
    }

    /// - Returns: Where it is to be written now, or `nil` if it is not.
    mutating func wake(at now: Duration) -> Publication? {
        guard let path, publisher.wake(at: now) else { return nil }
        return .metrics(path)
    }

    /// Takes note that one was written, or could not be.
    ///
    /// - Returns: Whether it is the one that the settings name.
    mutating func published(_ path: String, checks: Int, at now: Duration) -> Bool {
        guard path == self.path else { return false }
        publisher.published(checks: checks, at: now)
        return true
    }
}
