internal import ArgumentParser
internal import Files
internal import Glibc
internal import SystemPackage
internal import SystemdHost

/// What standard output and standard error are connected to.
enum Terminal {
    /// Whether standard output is a terminal on which colours are wanted.
    static var isColoured: Bool { TerminalTraits(of: STDOUT_FILENO)?.isColoured ?? false }

    /// Whether standard output is a terminal.
    static var isShown: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Characters in a line of standard output; 80 if that is not a terminal, as in a mail.
    static var width: Int { TerminalTraits(of: STDOUT_FILENO)?.width ?? 80 }

    /// Writes to standard output.
    ///
    /// - Parameters:
    ///   - text: what to write.
    ///   - status: the exit status if it cannot be written.
    /// - Returns: Whether there is still a reader.
    /// - Throws: The exit status, after a complaint, for any other failure: a report that is cut off must not pass for a
    ///   complete one.
    static func put(_ text: String, orExit status: Int32 = 1) throws -> Bool {
        var rest = bytes(of: text, for: STDOUT_FILENO)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, Errno.last == .interrupted { continue }
            if count < 0, Errno.last == .brokenPipe { return false }
            guard count > 0 else {
                complain("Failed to write the output: \(Errno.last).")
                throw ExitCode(status)
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Writes a line to standard output, and ignores a failure.
    static func say(_ line: String, terminator: String = "\n") {
        _ = try? put(line + terminator)
    }

    /// Writes a line to standard error.
    static func complain(_ line: String) {
        show("\(line)\n")
    }

    /// Shows progress on a terminal, in place of the progress shown before.
    static func progress(_ text: @autoclosure () -> String) {
        // Back to the start of the line, and clear it (ECMA-48, EL).
        if showsProgress { show("\r\u{1b}[K\(text())") }
    }

    private static let showsProgress =
        isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"

    /// Writes to standard error, as long as there is a reader.
    private static func show(_ text: String) {
        var rest = bytes(of: text, for: STDERR_FILENO)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// The bytes of a text: ASCII only for a terminal whose locale is not UTF-8.
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
    static var isUnicode: Bool {
        setlocale(LC_CTYPE, "")
        return nl_langinfo(Int32(CODESET)).map { String(cString: $0) } == "UTF-8"
    }
}
