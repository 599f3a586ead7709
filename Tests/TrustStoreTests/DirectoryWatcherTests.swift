import Foundation
import TestSupport
import Testing
import TrustStore

@Suite(.timeLimit(.minutes(2)))
struct DirectoryWatcherTests {
    private let directory: TemporaryDirectory
    private let key: WatchKey

    init() throws {
        directory = try TemporaryDirectory()
        key = try WatchKey()
    }

    /// Each is a way in which files are changed, with $PWD as the watched file's directory.
    @Test(arguments: [
        "echo new > file",
        "echo new >> file",
        "echo new > other && mv other file",
        "sed -i s/old/new/ file",
        "rm file",
        "touch file",
        "chmod 600 file",
        "touch other",
        "mv file ../elsewhere",
        "ln -sfn ../elsewhere file",
        "rm -rf ../gone && mv ../d ../gone",
        "rm -r ../d",
        "rm -r ../d && mkdir ../d && echo new > ../d/file",
        "rm -rf ../gone && mv ../d ../gone && mkdir ../d",
    ])
    func everyWayToChangeAFileRings(_ command: String) async throws {
        try directory.makeDirectory("d")
        try directory.write("old\n", to: "d/file")
        #expect(await key.watch([1: [directory("d/file")]]) == nil)
        try await key.settle()
        // By programs: what this process writes, a program that another test starts just then may hold open a little.
        for _ in 0..<2 {
            try await Program.succeed("sh", "-c", command, in: directory("d"))
            #expect(try await key.notified() == [1])
            // The watch is on what is there now, not on what was there.
            try await Program.succeed("sh", "-c", "mkdir -p d && echo old > d/file", in: directory.path)
            #expect(try await key.notified() == [1])
        }
    }

    @Test func aDataLinkThatIsSwappedRings() async throws {
        // As a Kubernetes volume lays files out: file -> ..data/file, ..data -> ..1
        for generation in ["..1", "..2", "..3"] {
            try directory.makeDirectory(generation)
            try directory.write(generation, to: "\(generation)/file")
        }
        try directory.link("..data", to: "..1")
        try directory.link("file", to: "..data/file")
        #expect(await key.watch([1: [directory("file")]]) == nil)
        for generation in ["..2", "..3"] {
            try directory.link("..new", to: generation)
            rename(directory("..new"), directory("..data"))
            #expect(try await key.notified() == [1])
            try directory.write("changed", to: "\(generation)/file")
            #expect(try await key.notified() == [1])
        }
        // The first generation is watched no longer.
        try directory.write("changed", to: "..1/file")
        #expect(try await key.notified() == [])
    }

    @Test func whatIsMissingRingsAsItComesIntoBeing() async throws {
        #expect(await key.watch([1: [directory("a/b/c/file")]]) == nil)
        for name in ["a", "a/b", "a/b/c"] {
            try directory.makeDirectory(name)
            #expect(try await key.notified() == [1])
        }
        try directory.write("", to: "a/b/c/file")
        #expect(try await key.notified() == [1])
        try FileManager.default.removeItem(atPath: directory("a"))
        #expect(try await key.notified() == [1])
        try directory.makeDirectory("a/b/c")
        try directory.write("", to: "a/b/c/file")
        #expect(try await key.notified() == [1])
        try directory.write("", to: "a/b/c/file")
        #expect(try await key.notified() == [1])
    }

    @Test func aGlobRingsForNewMatchesAndInThem() async throws {
        try directory.makeDirectory("homes/x/my")
        #expect(await key.watch([1: [directory("homes/*/my/*.pfx")]]) == nil)
        try directory.write("", to: "homes/x/my/1.pfx")
        #expect(try await key.notified() == [1])
        try directory.makeDirectory("homes/y")
        #expect(try await key.notified() == [1])
        try directory.makeDirectory("homes/y/my")
        #expect(try await key.notified() == [1])
        try directory.write("", to: "homes/y/my/2.pfx")
        #expect(try await key.notified() == [1])
    }

    @Test func onlyTheGroupsConcernedRing() async throws {
        for name in ["a", "b", "c"] { try directory.makeDirectory(name) }
        #expect(
            await key.watch([
                1: [directory("a"), directory("b/x")], 2: [directory("b")], 3: [directory("c")],
            ])
                == nil)
        try directory.write("", to: "a/file")
        #expect(try await key.notified() == [1])
        try directory.write("", to: "b/file")
        #expect(try await key.notified() == [1, 2])
        try directory.write("", to: "c/file")
        #expect(try await key.notified() == [3])
    }

    @Test func aNewSetReplacesTheOld() async throws {
        for name in ["a", "b"] { try directory.makeDirectory(name) }
        #expect(await key.watch([1: [directory("a")]]) == nil)
        #expect(await key.watch([2: [directory("b")]]) == nil)
        try directory.write("", to: "a/file")
        #expect(try await key.notified() == [])
        try directory.write("", to: "b/file")
        #expect(try await key.notified() == [2])
    }

    @Test func probingDoesNotRing() async throws {
        let file = try directory.write(settingsText, to: "file")
        #expect(await key.watch([1: [file, directory.path]]) == nil)
        try await key.settle()
        _ = TrustSettingsReader.read(file: file)
        _ = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(try await key.notified() == [])
    }

    @Test func aGroupThatHasRungIsSilentUntilItIsTaken() async throws {
        let file = try directory.write("", to: "file")
        #expect(await key.watch([1: [file], 2: [file]]) == nil)
        for _ in 0..<1000 { try directory.write("x", to: "file") }
        #expect(Set([await key.next(), await key.next()]) == [1, 2])
        // Of all that was written meanwhile, one ring more each is kept.
        for _ in 0..<1000 { try directory.write("x", to: "file") }
        #expect(try await key.notified().isSubset(of: [1, 2]))
        await key.watcher.taken(1)
        await key.watcher.taken(2)
        _ = try await key.notified()
        try directory.write("x", to: "file")
        #expect(try await key.notified() == [1, 2])
    }

    @Test func anOverflowRingsEveryGroup() async throws {
        // More events than the kernel keeps, in one directory only, while the watcher's queue is held up.
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.trimmingCharacters(in: .newlines)))
        for name in ["a", "b"] { try directory.makeDirectory(name) }
        let (notifies, notify) = AsyncStream.makeStream(of: Int.self)
        let gate = DispatchSemaphore(value: 0)
        let watcher = try DirectoryWatcher { group in
            notify.yield(group)
            if group == 1 { gate.wait() }
        }
        #expect(await watcher.watch([1: [directory("a")], 2: [directory("b")]]) == nil)
        try directory.write("", to: "a/file")
        var iterator = notifies.makeAsyncIterator()
        #expect(await iterator.next() == 1)
        for number in 0...limit {
            chmod(directory(number % 2 == 0 ? "a/file" : "a"), 0o755)
        }
        gate.signal()
        #expect(await iterator.next() == 2)
    }

    @Test func aDescriptorThatCannotBeHadIsTold() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            limit.rlim_cur = 0
            setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            do {
                _ = try DirectoryWatcher<Int> { _ in }
                exit(EXIT_FAILURE)
            } catch {
                let words = """
                    The kernel allows no more inotify watches (Too many open files, see \
                    fs.inotify.max_user_instances); changed files are noticed at the next poll only.
                    """
                exit("\(error)" == words ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }
    }
}
