import Foundation
import TrustStore

/// A doorbell, and its rings in order.
final class Bell: Sendable {
    /// A group of its own, whose ring says that all that happened before has been told; the last one to ring of
    /// those that ring together.
    private static let fence = Int.max

    let doorbell: DirectoryDoorbell
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

    /// The groups that have rung since the last call; takes every ring.
    func rung() async throws -> Set<Int> {
        var rung: Set<Int> = []
        // A ring taken in the first round may ring once more, before the fence of the second.
        for _ in 0..<2 {
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
