internal import ArgumentParser
internal import Files
internal import Glibc
internal import SystemPackage

/// What standard output and standard error are connected to.
enum Terminal {
    /// Whether standard output is a terminal on which colours are wanted (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && value(of: "NO_COLOR").isEmpty && value(of: "TERM") != "dumb"
    }

    /// How many characters a line of standard output holds; 80 where that is no terminal, as in a mail.
    static var width: Int {
        var size = winsize()
        guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else {
            return 80
        }
        return size.ws_col == 0 ? 80 : max(narrowest, Int(size.ws_col))
    }

    /// In less than this no sentence can be read.
    private static let narrowest = 40

    /// Writes to standard output; `false`: nobody reads it.
    ///
    /// Throws the exit `status`, after having complained, where it cannot be written for another reason: what is cut off
    /// must not pass for all there is.
    static func put(_ text: String, orExit status: Int32 = 1) throws -> Bool {
        var rest = bytes(of: text, for: STDOUT_FILENO)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, Errno.last == .interrupted { continue }
            if count < 0, Errno.last == .brokenPipe { return false }
            guard count > 0 else {
                complain("The output cannot be written: \(Errno.last).")
                throw ExitCode(status)
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Writes a line to standard output, whether or not anybody reads it.
    static func say(_ line: String, terminator: String = "\n") {
        _ = try? put(line + terminator)
    }

    /// Writes a line to standard error.
    static func complain(_ line: String) {
        show("\(line)\n")
    }

    /// Shows how far something has come, in place of what was shown before; nothing where nobody watches.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1, value(of: "TERM") != "dumb" else { return }
        // Back to the start of the line, and clear it (ECMA-48, EL).
        show("\r\u{1b}[K\(text)")
    }

    /// Writes to standard error as far as somebody reads it.
    private static func show(_ text: String) {
        var rest = bytes(of: text, for: STDERR_FILENO)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// A text as a terminal shows it: one without UTF-8 gets ASCII.
    ///
    /// What goes elsewhere stays as it is.
    private static func bytes(of text: String, for descriptor: Int32) -> [UInt8] {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }), isatty(descriptor) == 1, !isUnicode else {
            return Array(text.utf8)
        }
        return text.unicodeScalars.flatMap { scalar -> [UInt8] in
            if scalar.isASCII { return [UInt8(scalar.value)] }
            return Array((scalar == "…" ? "..." : "?").utf8)
        }
    }

    /// Whether the locale's characters are UTF-8 (nl_langinfo(3)).
    private static var isUnicode: Bool {
        setlocale(LC_CTYPE, "")
        return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    }

    private static func value(of variable: String) -> String {
        getenv(variable).map { String(cString: $0) } ?? ""
    }
}
