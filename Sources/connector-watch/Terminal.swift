internal import Glibc

/// What standard output and standard error are connected to.
enum Terminal {
    /// Whether standard output is a terminal on which colours are wanted (no-color.org).
    static var isColoured: Bool {
        isatty(STDOUT_FILENO) == 1 && value(of: "NO_COLOR").isEmpty && value(of: "TERM") != "dumb"
    }

    /// Writes a line to standard error.
    static func complain(_ line: String) {
        var rest = Array("\(line)\n".utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    private static func value(of variable: String) -> String {
        getenv(variable).map { String(cString: $0) } ?? ""
    }
}
