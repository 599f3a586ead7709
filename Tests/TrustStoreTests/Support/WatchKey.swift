import Foundation
import TestSupport
import TrustStore

/// A watcher, and its reports a change in order.
final class WatchKey: Sendable {
    /// A group of its own, whose ring says that all that happened before has been told, or is told with it.
    private static let fence = Int.max

    let watcher: DirectoryWatcher<Int>
    private let notifies: AsyncStream<Int>
    private let fenceDirectory: TemporaryDirectory

    init() throws {
        let (notifies, notify) = AsyncStream.makeStream(of: Int.self)
        self.notifies = notifies
        watcher = try DirectoryWatcher { notify.yield($0) }
        fenceDirectory = try TemporaryDirectory()
    }

    /// Watches groups with any other numbers.
    func watch(_ groups: [Int: [String]]) async -> WatchFailure? {
        await watcher.watch(groups.merging([Self.fence: [fenceDirectory.path]]) { group, _ in group })
    }

    /// The next group that reports a change, which is not taken yet.
    func next() async -> Int? {
        for await group in notifies { return group }
        return nil
    }

    /// Takes what reports a change late: a process that another test starts just then holds a file open a little longer than
    /// the one that wrote it.
    func settle() async throws {
        _ = try await notified()
    }

    /// The groups that have rung since the last call; takes every ring.
    func notified() async throws -> Set<Int> {
        var notified: Set<Int> = []
        // Rings of one moment come in any order, and one that is taken may ring once more: each of the two can
        // leave a ring behind the round's fence.
        for _ in 0..<3 {
            try fenceDirectory.write("", to: "fence")
            while let group = await next(), group != Self.fence {
                notified.insert(group)
                await watcher.taken(group)
            }
            await watcher.taken(Self.fence)
        }
        return notified
    }
}
