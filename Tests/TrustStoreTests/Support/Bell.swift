import Foundation
import TrustStore

/// A doorbell, and its rings in order.
final class Bell: Sendable {
    /// A group of its own, whose ring says that all that happened before has been told, or is told with it.
    private static let fence = Int.max

    let doorbell: DirectoryDoorbell<Int>
    private let rings: AsyncStream<Int>
    private let fenceDirectory: TemporaryDirectory

    init() throws {
        let (rings, ring) = AsyncStream.makeStream(of: Int.self)
        self.rings = rings
        doorbell = try DirectoryDoorbell { ring.yield($0) }
        fenceDirectory = try TemporaryDirectory()
    }

    /// Watches groups with any other numbers.
    func watch(_ groups: [Int: [String]]) async -> DoorbellFault? {
        await doorbell.watch(groups.merging([Self.fence: [fenceDirectory.path]]) { group, _ in group })
    }

    /// The next group that rings, which is not taken yet.
    func next() async -> Int? {
        for await group in rings { return group }
        return nil
    }

    /// Takes what rings late: a process that another test starts just then holds a file open a little longer than
    /// the one that wrote it.
    func settle() async throws {
        _ = try await rung()
    }

    /// The groups that have rung since the last call; takes every ring.
    func rung() async throws -> Set<Int> {
        var rung: Set<Int> = []
        // Rings of one moment come in any order, and one that is taken may ring once more: each of the two can
        // leave a ring behind the round's fence.
        for _ in 0..<3 {
            try fenceDirectory.write("", to: "fence")
            while let group = await next(), group != Self.fence {
                rung.insert(group)
                await doorbell.taken(group)
            }
            await doorbell.taken(Self.fence)
        }
        return rung
    }
}
