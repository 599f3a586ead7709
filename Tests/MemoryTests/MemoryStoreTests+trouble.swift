import Foundation
import TestSupport
import Testing

@testable import Memory
@testable import WatchCore

/// A memory that cannot be used for a while: locked by another, on a full disk, on one that may only be read.
extension MemoryStoreTests {
    @Test func aLockedOneIsUsedOnceItIsFree() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            let other = try #require(OtherConnection(store.path))
            other.execute("BEGIN EXCLUSIVE")
            let failure = await store.save(change(2), at: Self.noon).failure
            #expect(failure == "The memory \"\(store.path)\" is locked by another process.")
            other.execute("ROLLBACK")
            await commit(change(2), to: store)
            #expect(await store.load(at: Self.noon).state?.checks.count == 2)
        }
    }

    /// This run has told anew what stands, so it goes on without what it could not read; nothing of that is lost.
    @Test func whatCouldNotBeReadIsCopiedBeforeItIsReplaced() async throws {
        try await withTemporaryDirectory { directory in
            let earlier = MemoryStore(directory: directory.path)
            await commit(change(1), to: earlier)
            let incident = """
                INSERT INTO incidents VALUES ('a', 'port p1:443', 'p1:443', 1020, NULL, 3, 'connect', NULL, 'It is shut.', 1,
                    NULL, NULL)
                """
            await earlier.close()
            let other = try #require(OtherConnection(earlier.path))
            other.execute(incident)
            other.execute("BEGIN EXCLUSIVE")
            let store = MemoryStore(directory: directory.path)
            let unread = await store.load(at: Self.noon)
            #expect(unread.state == nil && unread.damage?.contains("is locked by another process") == true)
            other.execute("ROLLBACK")
            // The copy can be made, and the commit cannot; there is one copy all the same.
            other.execute("CREATE TRIGGER no BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END")
            #expect(await store.save(change(2), at: Self.noon).failure != nil)
            other.execute("DROP TRIGGER no")
            let report = await store.save(change(2), at: Self.noon + 15)
            #expect(try names(in: directory).count { $0.hasPrefix("memory.db.unread-") } == 1)
            let copy = "memory.db.unread-20261118T110640Z"
            #expect(report.failure == nil && report.loss?.contains(copy) == true, "\(report)")
            #expect(await store.save(change(3), at: Self.noon) == MemoryStore.Report())
            let read = await store.load(at: Self.noon).state
            #expect(read?.checks.map(\.name.text) == ["port p2:443", "port p3:443"])
            #expect(read?.waiting.map(\.id) == ["id 2", "id 3"])
            let query = { (file: String, sql: String) in
                try await Program.bash("sqlite3 -readonly \(file) '\(sql)'", in: directory.path)
            }
            #expect(try await query("memory.db", "SELECT ended FROM incidents") == "1795000015.0\n")
            #expect(try await query(copy, "SELECT name FROM checks") == "port p1:443\n")
            #expect(try await query(copy, "SELECT id FROM outbox") == "id 1\n")
            #expect(try await query(copy, "SELECT ended IS NULL FROM incidents") == "1\n")
            let mode = try FileManager.default.attributesOfItem(atPath: directory(copy))[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func aFullDiskAtTheFirstStartLeavesNoFileThatIsTakenForDamaged() async throws {
        try await withTinyFileSystem(size: 512) { directory in
            try await Program.bash("head -c 1000000 /dev/zero >filler || true", in: directory.path)
            let store = MemoryStore(directory: directory.path)
            let full = "The memory \"\(store.path)\" finds no space left on its disk."
            #expect(await store.load(at: Self.noon).damage == full)
            for _ in 0..<3 { #expect(await store.save(change(1), at: Self.noon).failure == full) }
            #expect(try names(in: directory) == ["filler"])
            try await Program.bash("rm filler", in: directory.path)
            #expect(await store.save(change(1), at: Self.noon) == MemoryStore.Report())
        }
    }

    @Test func whatCannotBeTidiedUpIsCommittedAllTheSame() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            let other = try #require(OtherConnection(store.path))
            other.execute(
                "INSERT INTO incidents VALUES ('a', 'x', 'x', 1020, NULL, 3, 'connect', NULL, 'Shut.', 1, 2, 1)"
            )
            other.execute("CREATE TRIGGER no BEFORE DELETE ON incidents BEGIN SELECT RAISE(ABORT, 'no'); END")
            var trend = Trend()
            trend.count(isPassed: true, latency: .milliseconds(20), at: Self.noon)
            var change = change(2)
            change.history.keep = .seconds(86_400)
            change.hours = trend.records(of: CheckName("port p2:443"))
            let count = {
                try await Program.bash(
                    "sqlite3 -readonly memory.db 'SELECT count(*) FROM incidents'", in: directory.path)
            }
            #expect(await store.save(change, at: Self.noon) == MemoryStore.Report())
            #expect(try await count() == "1\n")
            other.execute("DROP TRIGGER no")
            #expect(await store.save(change, at: Self.noon) == MemoryStore.Report())
            #expect(try await count() == "0\n")
        }
    }

    @Test func aFullDiskKeepsWhatWasCommitted() async throws {
        try await withTinyFileSystem(size: 512) { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            try await Program.bash("head -c 1000000 /dev/zero >filler || true", in: directory.path)
            var large = change(2)
            large.queued[0].entry.message = String(repeating: "x", count: 300_000)
            #expect(
                await store.save(large, at: Self.noon).failure
                    == "The memory \"\(store.path)\" finds no space left on its disk.")
            #expect(await store.load(at: Self.noon).state?.checks.count == 1)
            try await Program.bash("rm filler", in: directory.path)
            await commit(change(2), to: store)
            #expect(await store.load(at: Self.noon).state?.checks.count == 2)
        }
    }

    @Test func aReadOnlyDiskIsToldAndUsedOnceItIsNot() async throws {
        try await withTinyFileSystem(size: 512) { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            await store.close()
            try await Program.succeed("mount", "-o", "remount,ro", directory.path)
            let failure = await store.save(change(2), at: Self.noon).failure
            #expect(failure?.hasPrefix("The memory \"\(store.path)\" ") == true)
            try await Program.succeed("mount", "-o", "remount,rw", directory.path)
            await commit(change(2), to: store)
            #expect(await store.load(at: Self.noon).state?.checks.count == 2)
        }
    }
}
