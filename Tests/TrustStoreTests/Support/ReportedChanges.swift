import Synchronization

@testable import TrustStore

/// A watcher of some paths, and whether it has reported a change.
final class ReportedChanges: Sendable {
    private let watcher: DirectoryWatcher
    private let reports: Reports

    private final class Reports: Sendable {
        let changes = Mutex(0)
        let failures = Mutex<[WatchFailure]>([])
    }

    /// Begins to watch; what changed before is not reported.
    init(in paths: [String]) async throws {
        let reports = Reports()
        self.reports = reports
        watcher = try DirectoryWatcher { report in
            switch report {
            case .changed: reports.changes.withLock { $0 += 1 }
            case .failed(let failure): reports.failures.withLock { $0.append(failure) }
            }
        }
        await watch(paths)
    }

    var failures: [WatchFailure] { reports.failures.withLock(\.self) }

    /// Watches other paths.
    func watch(_ paths: [String]) async {
        await watcher.replace(with: paths)
        // A process that another test starts just then may hold a file open a little longer than the one that wrote it.
        _ = await hasChanged()
    }

    /// Whether a change was reported since the last call; acknowledges every report.
    ///
    /// The kernel tells of a change before the call that made it returns, so nothing that happened before is missed.
    func hasChanged() async -> Bool {
        // A report that is acknowledged may be followed by one more.
        for _ in 0..<3 {
            await watcher.takeEvents()
            await watcher.takeAcknowledgement()
        }
        return reports.changes.withLock { count in
            defer { count = 0 }
            return count > 0
        }
    }
}
