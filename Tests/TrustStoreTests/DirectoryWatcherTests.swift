import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TrustStore

@Suite(.timeLimit(.minutes(2)))
struct DirectoryWatcherTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Writes a file that exists.
    ///
    /// By a program: what this process has open for writing, a process that another test starts just then holds open
    /// until it has become another program, and only then does the kernel tell that it was closed.
    private func rewrite(_ name: String) async throws {
        try await Program.succeed("sh", "-c", "echo changed > \(name)", in: directory.path)
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
    func everyWayToChangeAFileIsReported(_ command: String) async throws {
        try directory.makeDirectory("d")
        try directory.write("old\n", to: "d/file")
        let changes = try await ReportedChanges(in: [directory("d/file")])
        for _ in 0..<2 {
            try await Program.succeed("sh", "-c", command, in: directory("d"))
            #expect(await changes.hasChanged())
            // The watch is on what is there now, not on what was there.
            try await Program.succeed("sh", "-c", "mkdir -p d && echo old > d/file", in: directory.path)
            #expect(await changes.hasChanged())
        }
    }

    /// As a copying tool puts a whole new tree in the place of the old one.
    @Test(arguments: [
        "mv top old && mv new top", "rm -r top && mv new top",
        "mv top/middle old && mv new/middle top/middle",
    ])
    func aDirectoryAboveThatIsExchangedIsReported(_ command: String) async throws {
        for name in ["top", "new"] {
            try directory.makeDirectory("\(name)/middle/d")
            try directory.write(name, to: "\(name)/middle/d/file")
        }
        let changes = try await ReportedChanges(in: [directory("top/middle/d/file")])
        try await Program.succeed("sh", "-c", command, in: directory.path)
        #expect(await changes.hasChanged())
        try await rewrite("top/middle/d/file")
        #expect(await changes.hasChanged(), "\(changes.failures)")
    }

    @Test func whatHappensBesideTheWayIsNotReported() async throws {
        try directory.makeDirectory("top/middle")
        try directory.write("", to: "top/middle/file")
        let changes = try await ReportedChanges(in: [directory("top/middle/file")])
        try directory.write("", to: "top/other")
        try directory.makeDirectory("beside")
        #expect(await !changes.hasChanged())
    }

    @Test func aDataLinkThatIsSwappedIsReported() async throws {
        // As a Kubernetes volume lays files out: file -> ..data/file, ..data -> ..1
        for generation in ["..1", "..2", "..3"] {
            try directory.makeDirectory(generation)
            try directory.write(generation, to: "\(generation)/file")
        }
        try directory.link("..data", to: "..1")
        try directory.link("file", to: "..data/file")
        let changes = try await ReportedChanges(in: [directory("file")])
        for generation in ["..2", "..3"] {
            try directory.link("..new", to: generation)
            rename(directory("..new"), directory("..data"))
            #expect(await changes.hasChanged())
            try await rewrite("\(generation)/file")
            #expect(await changes.hasChanged())
        }
        // The first generation is watched no longer.
        try directory.write("changed", to: "..1/file")
        #expect(await !changes.hasChanged())
    }

    @Test func whatIsMissingIsReportedAsItComesIntoBeing() async throws {
        let changes = try await ReportedChanges(in: [directory("a/b/c/file")])
        for name in ["a", "a/b", "a/b/c"] {
            try directory.makeDirectory(name)
            #expect(await changes.hasChanged())
        }
        try directory.write("", to: "a/b/c/file")
        #expect(await changes.hasChanged())
        try FileManager.default.removeItem(atPath: directory("a"))
        #expect(await changes.hasChanged())
        try directory.makeDirectory("a/b/c")
        try directory.write("", to: "a/b/c/file")
        #expect(await changes.hasChanged())
        try await rewrite("a/b/c/file")
        #expect(await changes.hasChanged())
    }

    @Test func aGlobReportsNewMatchesAndChangesInThem() async throws {
        try directory.makeDirectory("homes/x/my")
        let changes = try await ReportedChanges(in: [directory("homes/*/my/*.pfx")])
        try directory.write("", to: "homes/x/my/1.pfx")
        #expect(await changes.hasChanged())
        try directory.makeDirectory("homes/y")
        #expect(await changes.hasChanged())
        try directory.makeDirectory("homes/y/my")
        #expect(await changes.hasChanged())
        try directory.write("", to: "homes/y/my/2.pfx")
        #expect(await changes.hasChanged())
    }

    @Test func everyPathIsWatchedAndNothingElse() async throws {
        for name in ["a", "b", "c"] { try directory.makeDirectory(name) }
        let first = try await ReportedChanges(in: [directory("a"), directory("b/x")])
        let second = try await ReportedChanges(in: [directory("b")])
        for (name, isFirst, isSecond) in [("a", true, false), ("b", true, true), ("c", false, false)] {
            try directory.write("", to: "\(name)/file")
            #expect(await first.hasChanged() == isFirst, "\(name)")
            #expect(await second.hasChanged() == isSecond, "\(name)")
        }
        #expect(first.failures == [])
    }

    @Test func aNewSetReplacesTheOld() async throws {
        for name in ["a", "b"] { try directory.makeDirectory(name) }
        let changes = try await ReportedChanges(in: [directory("a")])
        await changes.watch([directory("b")])
        try directory.write("", to: "a/file")
        #expect(await !changes.hasChanged())
        try directory.write("", to: "b/file")
        #expect(await changes.hasChanged())
    }

    @Test func probingIsNotReported() async throws {
        let file = try directory.write(settingsText, to: "file")
        let changes = try await ReportedChanges(in: [file, directory.path])
        _ = TrustSettingsReader.read(file: file)
        _ = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(await !changes.hasChanged())
    }

    @Test func afterAReportItIsSilentUntilThatIsAcknowledged() async throws {
        let file = try directory.write("", to: "file")
        let (reports, report) = AsyncStream.makeStream(of: DirectoryWatcher.Report.self)
        let watcher = try DirectoryWatcher { report.yield($0) }
        var iterator = reports.makeAsyncIterator()
        // The watches stand.
        watcher.watch([file])
        #expect(await iterator.next() == .changed)
        watcher.acknowledge()
        for _ in 0..<1000 { try directory.write("x", to: "file") }
        #expect(await iterator.next() == .changed)
        // Of all that is written meanwhile, one report more is kept.
        for _ in 0..<1000 { try directory.write("x", to: "file") }
        await watcher.takeEvents()
        watcher.acknowledge()
        #expect(await iterator.next() == .changed)
        watcher.acknowledge()
        await watcher.takeEvents()
        watcher.acknowledge()
        await watcher.takeAcknowledgement()
        report.finish()
        var late = 0
        while await iterator.next() != nil { late += 1 }
        #expect(late <= 1)
    }

    @Test func anOverflowAloneIsReported() async throws {
        let text = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        let limit = try #require(Int(text.trimmingCharacters(in: .newlines)))
        for name in ["a", "b"] { try directory.makeDirectory(name) }
        try directory.write("", to: "a/file")
        let (reports, report) = AsyncStream.makeStream(of: DirectoryWatcher.Report.self)
        let isHeldUp = Mutex(true)
        let gate = DispatchSemaphore(value: 0)
        let watcher = try DirectoryWatcher {
            report.yield($0)
            let mustWait = isHeldUp.withLock { held in
                defer { held = false }
                return held
            }
            if mustWait { gate.wait() }
        }
        watcher.watch([directory("a")])
        var iterator = reports.makeAsyncIterator()
        #expect(await iterator.next() == .changed)
        // While its queue is held up: another directory takes the place of this one, all that is reported for that is
        // acknowledged, and then more happens in the old one than the kernel keeps. Only the overflow is left to tell.
        watcher.watch([directory("b")])
        watcher.acknowledge()
        watcher.acknowledge()
        for number in 0...limit { chmod(directory(number % 2 == 0 ? "a/file" : "a"), 0o755) }
        gate.signal()
        for _ in 0..<3 { await watcher.takeEvents() }
        report.finish()
        var later: [DirectoryWatcher.Report] = []
        while let next = await iterator.next() { later.append(next) }
        #expect(later == [.changed, .changed])
    }

    @Test func aDescriptorThatCannotBeHadIsTold() async {
        await #expect(processExitsWith: .success) {
            var limit = rlimit()
            getrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            limit.rlim_cur = 0
            setrlimit(Int32(RLIMIT_NOFILE.rawValue), &limit)
            do {
                _ = try DirectoryWatcher { _ in }
                exit(EXIT_FAILURE)
            } catch {
                let words = """
                    The kernel allows no more inotify watches (Too many open files; see \
                    fs.inotify.max_user_instances); changed files are noticed only at the next poll.
                    """
                exit("\(error)" == words ? EXIT_SUCCESS : EXIT_FAILURE)
            }
        }
    }
}
