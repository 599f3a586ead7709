import FoundationEssentials
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
            writer.write(JournalEntry(priority: .critical, message: "It expired."), at: Date())
            writer.write(
                JournalEntry(priority: .info, message: "Two\nlines, \u{1b}[31mred\u{202e}."), at: Date())
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
                writer.write(JournalEntry(priority: .error, message: message), at: Date())
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
            for _ in 0..<20 { writer.write(entry, at: Date()) }
            let full = writer.dropped
            #expect((4...8).contains(full))
            close(ends[0])
            writer.write(entry, at: Date())
            #expect(writer.dropped == full + 1)
        }
    }

    @Test func onATerminalAnEntryIsItsTimePriorityAndWrappedSentence() async {
        await #expect(processExitsWith: .success) {
            let terminal = try #require(PseudoTerminal(columns: 60))
            var writer = StandardErrorWriter()
            writer.write(
                JournalEntry(
                    priority: .error,
                    message: "The port app.example.com:443 refused the connection.\nTwice, \u{1b}[2J.",
                    others: [
                        .init("CONNECTOR_EVENT_ID", "1020"), .init("CONNECTOR_STATE", "raised"),
                        .init("CONNECTOR_CHECK", "port app:443"),
                    ]), at: Date(timeIntervalSince1970: 68_856))
            writer.write(
                JournalEntry(priority: .info, message: "Started."), at: Date(timeIntervalSince1970: 0))
            #expect(
                terminal.shown(until: "Started.\n") == """
                    20:07:36 \u{1b}[1;31merr\u{1b}[0m     1020 raised port app:443: The port
                                     app.example.com:443 refused the
                                     connection.\\nTwice, \\u{1B}[2J.
                    01:00:00 info    Started.

                    """)
        }
    }

    @Test func aTerminalOnWhichNoColoursAreWantedGetsNone() async {
        await #expect(processExitsWith: .success) {
            for (variable, value) in [("NO_COLOR", "1"), ("TERM", "dumb")] {
                // A width of 0 says that it is not known.
                let terminal = try #require(PseudoTerminal(columns: 0))
                setenv(variable, value, 1)
                var writer = StandardErrorWriter()
                writer.write(
                    JournalEntry(priority: .warning, message: "It expires."),
                    at: Date(timeIntervalSince1970: 0))
                #expect(terminal.shown(until: "\n") == "01:00:00 warning It expires.\n")
                unsetenv(variable)
            }
        }
    }

    @Test func aTerminalThatIsNotReadCostsEntriesButNoTime() async {
        await #expect(processExitsWith: .success) {
            let terminal = try #require(PseudoTerminal(columns: 80))
            var writer = StandardErrorWriter()
            let entry = JournalEntry(priority: .error, message: String(repeating: "x", count: 4000))
            let now = Date(timeIntervalSince1970: 0)
            for _ in 0..<100 { writer.write(entry, at: now) }
            let full = writer.dropped
            #expect(full > 50)
            // What a full terminal cut off does not run into the next entry that fits.
            var text = ""
            var missed = full
            repeat {
                text += terminal.read()
                missed = writer.dropped
                writer.write(JournalEntry(priority: .info, message: "Go on."), at: now)
            } while writer.dropped > missed
            text += terminal.shown(until: "Go on.\n")
            #expect(text.replacing("\r\n", with: "\n").hasSuffix("x\n01:00:00 info    Go on.\n"))
            missed = writer.dropped
            // A terminal that is gone takes nothing, and does not stop the daemon.
            terminal.close()
            writer.write(entry, at: now)
            #expect(writer.dropped == missed + 1)
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

/// A terminal that this process's standard error is connected to, in a time zone one hour east of UTC (pty(7)).
private struct PseudoTerminal {
    private let master: Int32

    /// - Parameter columns: the terminal's width; 0 if it is not to tell.
    init?(columns: UInt16) {
        setenv("TZ", "XXX-1", 1)
        tzset()
        setenv("TERM", "xterm", 1)
        unsetenv("NO_COLOR")
        signal(SIGHUP, SIG_IGN)
        var (master, terminal): (Int32, Int32) = (-1, -1)
        var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &terminal, nil, nil, &size) == 0, dup2(terminal, STDERR_FILENO) >= 0 else {
            return nil
        }
        self.master = master
        Glibc.close(terminal)
    }

    /// Reads until the text ends with `end`; its line breaks are those that were written.
    func shown(until end: String) -> String {
        var text = ""
        while !text.hasSuffix(end) {
            let more = read()
            guard !more.isEmpty else { break }
            text = (text + more).replacing("\r\n", with: "\n")
        }
        return text
    }

    /// Waits for something that was written, in which a line break is CR and LF; empty after the end.
    func read() -> String {
        var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        guard poll(&state, 1, -1) == 1 else { return "" }
        let count = Glibc.read(master, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    func close() { Glibc.close(master) }
}
