package import FoundationEssentials
internal import Glibc
package import WatchCore

/// Writes entries to standard error: for a person on a terminal, else one `<N>message` line each (sd-daemon(3)).
///
/// It never waits: what does not fit at once is dropped and counted.
package struct StandardErrorWriter: Sendable {
    /// Longest entry in bytes: the most that a writable pipe takes whole and at once (`PIPE_BUF`, pipe(7)).
    private static let entryLimit = 4096

    /// How many entries were dropped, whole or in part, because the reader was slow or gone.
    package private(set) var dropped = 0
    private let terminal: Terminal?
    /// Whether a part of the last entry was dropped, so that the cursor is in the middle of a line.
    private var isTorn = false

    /// Finds out whether standard error is a terminal, and how wide it is.
    package init() {
        terminal = Terminal()
    }

    /// Writes the entry's message; line breaks and control characters in it are escaped.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - now: the time that a terminal shows.
    package mutating func write(_ entry: JournalEntry, at now: Date) {
        let descriptor = terminal?.descriptor ?? STDERR_FILENO
        let line = (isTorn ? [UInt8(ascii: "\n")] : []) + bytes(of: entry, at: now)
        var state = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, 0) == 1, state.revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0 else {
            dropped += 1
            return
        }
        let written = Glibc.write(descriptor, line, line.count)
        if written != line.count { dropped += 1 }
        if written > 0 { isTorn = written != line.count }
    }

    /// Finds out whether entries sent to the journal need not be written here too.
    ///
    /// - Parameter stream: the value of `JOURNAL_STREAM`, `device:inode` in decimal (systemd.exec(5)).
    /// - Returns: Whether standard error is connected to the journal.
    package static func isJournal(stream: String?) -> Bool {
        var status = stat()
        guard let stream, fstat(STDERR_FILENO, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    private func bytes(of entry: JournalEntry, at now: Date) -> [UInt8] {
        let text = PlainText.escaped(entry.line)
        guard let traits = terminal?.traits else {
            return Array((Self.clipped("<\(entry.priority.rawValue)>" + text) + "\n").utf8)
        }
        return Array(
            ForegroundText(traits: traits).text(Self.clipped(text), priority: entry.priority, at: now).utf8)
    }

    /// At most `entryLimit` bytes with the line break that follows; "…" marks what was cut off.
    private static func clipped(_ text: String) -> String {
        guard text.utf8.count >= entryLimit else { return text }
        let mark = "…"
        var end = text.utf8.index(text.startIndex, offsetBy: entryLimit - mark.utf8.count - 1)
        while String.Index(end, within: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return text[..<end] + mark
    }
}

/// The terminal that standard error is connected to.
private final class Terminal: Sendable {
    let traits: TerminalTraits
    /// Opened anew, because only a description of its own can be made non-blocking without changing that of the shell;
    /// standard error itself if that is not permitted.
    let descriptor: Int32

    init?() {
        guard let traits = TerminalTraits(of: STDERR_FILENO) else { return nil }
        self.traits = traits
        let opened = open("/proc/self/fd/\(STDERR_FILENO)", O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        descriptor = opened < 0 ? STDERR_FILENO : opened
    }

    deinit {
        if descriptor != STDERR_FILENO { close(descriptor) }
    }
}
