/// The bytes of one configuration file, or of a built-in list in the same syntax.
package struct ConfigurationFragment: Sendable, Hashable {
    /// The path, or the name of a built-in list, as shown in messages.
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    package init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// One line as it is written, without a byte order mark and carriage returns; it may hold any character.
    ///
    /// - Parameter number: the line's number, counted from 1.
    /// - Returns: At most the first 1000 bytes of the line, or `nil` if the file has no such line.
    package func line(_ number: Int) -> String? {
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: number, omittingEmptySubsequences: false)
        guard number >= 1, number <= lines.count else { return nil }
        let text = String(decoding: lines[number - 1].prefix(1000), as: UTF8.self)
        let start = text.unicodeScalars.drop { number == 1 && $0 == "\u{feff}" }
        return String(String.UnicodeScalarView(start.filter { $0 != "\r" }))
    }
}
