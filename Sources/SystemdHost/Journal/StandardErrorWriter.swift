internal import Glibc
package import WatchCore

/// Writes entries to standard error, one `<N>message` line each (sd-daemon(3)).
///
/// Never waits: where a line does not fit at once it is dropped and counted.
package struct StandardErrorWriter: Sendable {
    /// Longest line in bytes: the most that a writable pipe takes whole and at once (`PIPE_BUF`, pipe(7)).
    private static let lineLimit = 4096

    /// How many lines were dropped because the reader was slow or gone.
    package private(set) var dropped = 0

    package init() {}

    /// Writes the entry's message; line breaks and control characters in it are escaped.
    package mutating func write(_ entry: JournalEntry) {
        let line = Self.line(entry)
        var state = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
        guard poll(&state, 1, 0) == 1, state.revents & Int16(POLLERR | POLLNVAL) == 0,
            Glibc.write(STDERR_FILENO, line, line.count) == line.count
        else {
            dropped += 1
            return
        }
    }

    /// Whether standard error leads into the journal, so that entries sent there need not be written here too.
    ///
    /// `stream` is the value of `JOURNAL_STREAM`, `device:inode` in decimal (systemd.exec(5)).
    package static func isJournal(stream: String?) -> Bool {
        var status = stat()
        guard let stream, fstat(STDERR_FILENO, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    private static func line(_ entry: JournalEntry) -> [UInt8] {
        let text = "<\(entry.priority.rawValue)>" + PlainText.escaped(entry.line)
        guard text.utf8.count >= lineLimit else { return Array((text + "\n").utf8) }
        let mark = "…\n"
        var end = text.utf8.index(text.startIndex, offsetBy: lineLimit - mark.utf8.count)
        while String.Index(end, within: text.unicodeScalars) == nil { end = text.utf8.index(before: end) }
        return Array((text[..<end] + mark).utf8)
    }
}
