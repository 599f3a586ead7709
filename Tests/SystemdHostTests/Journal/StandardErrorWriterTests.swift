import Glibc
import SystemdHost
import Testing
import WatchCore

/// In processes of their own, whose standard error is read here.
@Suite(.timeLimit(.minutes(2))) struct StandardErrorWriterTests {
    @Test func anEntryIsOneLineWithItsPriority() async throws {
        let result = try await #require(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            var writer = StandardErrorWriter()
            writer.write(JournalEntry(priority: .critical, message: "It expired."))
            writer.write(JournalEntry(priority: .info, message: "Two\nlines, \u{1b}[31mred\u{202e}."))
            #expect(writer.dropped == 0)
        }
        let text = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(text == "<2>It expired.\n<6>Two\\nlines, \\u{1B}[31mred\\u{202E}.\n")
    }

    @Test func aLongMessageIsCutBetweenCharacters() async throws {
        let result = try await #require(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) {
            var writer = StandardErrorWriter()
            for shift in ["", "a", "aa"] {
                let message = shift + String(repeating: "\u{20ac}", count: 3000)
                writer.write(JournalEntry(priority: .error, message: message))
            }
        }
        let text = try #require(String(validating: result.standardErrorContent, as: UTF8.self))
        let lines = text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(
            lines.allSatisfy { $0.hasSuffix("\u{20ac}\u{2026}") && (4092...4095).contains($0.utf8.count) })
    }

    @Test func aReaderThatIsSlowOrGoneCostsLinesButNoTime() async {
        await #expect(processExitsWith: .success) {
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            dup2(ends[1], STDERR_FILENO)
            var writer = StandardErrorWriter()
            let entry = JournalEntry(priority: .error, message: String(repeating: "x", count: 4000))
            // A pipe holds 64 KiB (pipe(7)).
            for _ in 0..<20 { writer.write(entry) }
            let full = writer.dropped
            #expect((4...8).contains(full))
            close(ends[0])
            writer.write(entry)
            #expect(writer.dropped == full + 1)
        }
    }

    @Test func theJournalIsRecognisedByItsDeviceAndInode() {
        var status = stat()
        fstat(STDERR_FILENO, &status)
        #expect(StandardErrorWriter.isJournal(stream: "\(status.st_dev):\(status.st_ino)"))
        #expect(!StandardErrorWriter.isJournal(stream: "\(status.st_dev):\(status.st_ino + 1)"))
        #expect(!StandardErrorWriter.isJournal(stream: "nonsense"))
        #expect(!StandardErrorWriter.isJournal(stream: nil))
    }
}
