import Foundation
import TestSupport
import Testing

@testable import Memory
@testable import WatchCore

/// The memory on a real disk.
@Suite(.timeLimit(.minutes(2))) struct MemoryStoreTests {
    static let noon = Date(timeIntervalSince1970: 1_795_000_000)

    func change(_ number: Int) -> StateChange {
        var change = StateChange()
        change.facts = SavedFacts(learnedTenant: "tenant", bootID: "boot")
        change.checks = [
            SavedState.SavedCheck(
                name: CheckName("port p\(number):443"), target: "p\(number):443",
                trackers: [
                    SavedTracker(
                        event: .portUnreachable, route: .direct,
                        tracker: Tracker.Saved(failures: number, passes: 0))
                ])
        ]
        change.queued = [
            WaitingNotification(
                id: "id \(number)", entry: JournalEntry(priority: .error, message: "Entry \(number)."))
        ]
        return change
    }

    func commit(_ change: StateChange, to store: MemoryStore) async {
        let failure = await store.save(change, at: Self.noon).failure
        #expect(failure == nil)
    }

    func names(in directory: TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
    }

    @Test func whatWasCommittedIsThereAgain() async throws {
        try await withTemporaryDirectory { directory in
            var expected = CommittedState()
            let store = MemoryStore(directory: directory.path)
            let new = await store.load(at: Self.noon)
            #expect(new.isNew && new.state == nil && new.damage == nil)
            var trend = Trend()
            trend.count(isPassed: true, latency: .milliseconds(20), at: Self.noon)
            for number in 1...3 {
                var change = change(number)
                if number == 2 { change.hours = trend.records(of: CheckName("port p2:443")) }
                if number == 3 {
                    change.settled = ["id 1"]
                    change.forgotten = [CheckName("port p1:443")]
                }
                expected.apply(change)
                #expect(await store.save(change, at: Self.noon).failure == nil)
            }
            // As after a crash: nobody closes it.
            let read = await MemoryStore(directory: directory.path).load(at: Self.noon)
            #expect(read.damage == nil)
            #expect(read.state == expected.state)
            #expect(read.state?.waiting.map(\.id) == ["id 2", "id 3"])
            let mode = try FileManager.default.attributesOfItem(atPath: store.path)[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func aWholeStateTakesThePlaceOfWhatWasThere() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            var whole = change(2)
            whole.isWhole = true
            #expect(await store.save(whole, at: Self.noon).failure == nil)
            let read = await store.load(at: Self.noon).state
            #expect(read?.checks.map(\.name.text) == ["port p2:443"])
            #expect(read?.waiting.map(\.id) == ["id 2"])
        }
    }

    @Test func aClosedOneIsASingleFileThatIsOnlyRead() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            await store.close()
            #expect(try names(in: directory) == ["memory.db"])
            let before = try Data(contentsOf: URL(filePath: store.path))
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect(try reader.state(at: Self.noon).checks.count == 1)
            #expect(try names(in: directory) == ["memory.db"])
            #expect(try Data(contentsOf: URL(filePath: store.path)) == before)
        }
    }

    @Test func itIsReadBesideTheOneThatWrites() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect(try reader.state(at: Self.noon).checks.count == 1)
            await commit(change(2), to: store)
            #expect(try reader.state(at: Self.noon).checks.count == 2)
        }
    }

    @Test func noMemoryIsMadeByReading() async throws {
        try await withTemporaryDirectory { directory in
            let none = try MemoryReader(directory: directory.path)
            #expect(none == nil)
            #expect(try names(in: directory).isEmpty)
        }
    }

    /// What is there instead of a memory, as a command in its directory, and what is said of it.
    private static let strangers: [(command: String, words: String)] = [
        (": >memory.db", "is empty."),
        ("echo damaged >memory.db", "is no SQLite database."),
        ("head -c 100000 /dev/zero >memory.db", "is no SQLite database."),
        ("mkdir memory.db", "is not a regular file."),
        ("mkfifo memory.db", "is not a regular file."),
        ("ln -s /etc/passwd memory.db", "is not a regular file."),
        ("sqlite3 memory.db 'CREATE TABLE theirs (x)'", "is a database of another program."),
        (
            "sqlite3 memory.db 'PRAGMA application_id=1; PRAGMA user_version=1'",
            "is a database of another program."
        ),
    ]

    @Test(arguments: strangers)
    func whatIsNoMemoryIsSetAside(stranger: (command: String, words: String)) async throws {
        try await withTemporaryDirectory { directory in
            try await Program.bash(stranger.command, in: directory.path)
            let store = MemoryStore(directory: directory.path)
            let found = await store.load(at: Self.noon)
            let damage = try #require(found.damage)
            #expect(damage.hasPrefix("The memory \"\(store.path)\" \(stranger.words)"), "\(damage)")
            #expect(
                damage.hasSuffix(
                    "set aside as \"\(store.path).damaged-20261118T110640Z\", and a new one is begun."),
                "\(damage)")
            await commit(change(1), to: store)
            #expect(await store.load(at: Self.noon).state?.checks.count == 1)
        }
    }

    @Test func aNewerVersionIsSetAside() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            await store.close()
            try await Program.bash("sqlite3 memory.db 'PRAGMA user_version=99'", in: directory.path)
            let damage = await MemoryStore(directory: directory.path).load(at: Self.noon).damage
            #expect(damage?.contains("has version 99, this program knows 3. It was set aside") == true)
        }
    }

    @Test func aTruncatedOneIsSetAside() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            for number in 1...200 { await commit(change(number), to: store) }
            await store.close()
            truncate(store.path, 20_000)
            let found = await MemoryStore(directory: directory.path).load(at: Self.noon)
            #expect(found.state == nil)
            #expect(found.damage?.contains("is damaged") == true, "\(found.damage ?? "")")
        }
    }

    @Test func ofThoseSetAsideTheLatestAreKept() async throws {
        try await withTemporaryDirectory { directory in
            for number in 0..<5 {
                try await Program.bash("echo \(number) >memory.db", in: directory.path)
                let store = MemoryStore(directory: directory.path)
                _ = await store.load(at: Self.noon + Double(number))
                await store.close()
            }
            let aside = try names(in: directory).filter { $0.contains("damaged") }
            #expect(aside == (2..<5).map { "memory.db.damaged-20261118T11064\($0)Z" })
        }
    }

    @Test(arguments: ["rm memory.db*", "mv memory.db gone.db"])
    func oneThatIsTakenAwayIsToldAndBegunAnew(command: String) async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            await commit(change(1), to: store)
            try await Program.bash(command, in: directory.path)
            let failure = await store.save(change(2), at: Self.noon).failure
            #expect(failure == "The memory \"\(store.path)\" was moved or replaced while it was in use.")
            var whole = change(3)
            whole.isWhole = true
            await commit(whole, to: store)
            #expect(await MemoryStore(directory: directory.path).load(at: Self.noon).state?.checks.count == 1)
        }
    }

    @Test func aMissingDirectoryIsTold() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory("gone"))
            let failure = await store.save(change(1), at: Self.noon).failure
            #expect(
                failure?.hasPrefix("The memory \"\(store.path)\" cannot be opened") == true,
                "\(failure ?? "")")
        }
    }

    @Test func aRowThatCannotBeReadIsSkippedAndTold() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            for number in 1...2 { await commit(change(number), to: store) }
            await store.close()
            try await Program.bash(
                "sqlite3 memory.db \"UPDATE checks SET state = '{' WHERE name = 'port p1:443'\"",
                in: directory.path)
            let found = await store.load(at: Self.noon)
            #expect(found.state?.checks.map(\.name.text) == ["port p2:443"])
            #expect(found.damage?.hasPrefix("1 of the rows of") == true)
        }
    }
}
