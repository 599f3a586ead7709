internal import Glibc

/// What a terminal can show.
package struct TerminalTraits: Sendable, Equatable {
    /// Characters in a line; 80 if the terminal does not tell.
    package let columns: Int
    /// Characters in a line of sentences, at least ``narrowest``; 80 if the terminal does not tell.
    package let width: Int
    /// Whether colours are wanted (no-color.org) and known to the terminal.
    package let isColoured: Bool

    /// In fewer characters no sentence can be read.
    package static let narrowest = 40

    /// Reads the traits of an open descriptor, or returns `nil` if it is not a terminal.
    package init?(of descriptor: Int32) {
        guard isatty(descriptor) == 1 else { return nil }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        columns = isKnown ? Int(size.ws_col) : 80
        width = max(Self.narrowest, columns)
        isColoured = Self.value(of: "NO_COLOR").isEmpty && Self.value(of: "TERM") != "dumb"
    }

    private static func value(of variable: String) -> String {
        getenv(variable).map { String(cString: $0) } ?? ""
    }
}
