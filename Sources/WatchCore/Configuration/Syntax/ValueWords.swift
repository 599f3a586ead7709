/// One word of a list, or the whole of a single value.
struct ValueWord: Sendable {
    var text: String
    /// The value it comes from, and the bytes of it that the word takes.
    let value: UnitValue
    let range: Range<Int>

    /// Where it stands; counted only for the few words that a message is about.
    var span: SourceSpan { value.span(of: range) }
}

extension UnitValue {
    /// More words in one assignment are refused.
    static let maximumWords = 1000

    /// The whole value as one word; a single value takes no quotes.
    var whole: ValueWord { ValueWord(text: text, value: self, range: 0..<text.utf8.count) }

    /// The words of a list: separated by white space, quoted by `"` or `'` where they hold some.
    ///
    /// A backslash stands before a quote, a backslash or a space that is meant as itself. What cannot be split
    /// is reported, and the words before it are returned.
    func words(_ problems: inout ConfigurationProblems) -> [ValueWord] {
        let bytes = Array(text.utf8)
        var words: [ValueWord] = []
        var index = 0
        while true {
            while index < bytes.count, bytes[index].isBlank { index += 1 }
            guard index < bytes.count else { return words }
            let start = index
            guard words.count < Self.maximumWords else {
                let message = "The list has more than \(Self.maximumWords) words."
                problems.error(at: span(of: start..<bytes.count), message)
                return words
            }
            guard let word = Self.word(in: bytes, from: &index) else {
                let found = String(decoding: bytes[start...], as: UTF8.self).clippedForMessage
                problems.error(
                    at: span(of: start..<bytes.count),
                    "\"\(found)\" has a quotation mark that is not closed, or ends in a backslash.")
                return words
            }
            words.append(
                ValueWord(text: String(decoding: word, as: UTF8.self), value: self, range: start..<index))
        }
    }

    /// The word at `index`, which is moved behind it; `nil`: a quotation mark is not closed.
    private static func word(in bytes: [UInt8], from index: inout Int) -> [UInt8]? {
        var word: [UInt8] = []
        var quote: UInt8?
        while index < bytes.count, quote != nil || !bytes[index].isBlank {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\\") {
                guard index < bytes.count else { return nil }
                word.append(bytes[index])
                index += 1
            } else if byte == quote {
                quote = nil
            } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else {
                word.append(byte)
            }
        }
        return quote == nil ? word : nil
    }

    /// `word` as it stands in a list: quoted where it must be.
    package static func quoted(_ word: String) -> String {
        let needsQuotes = word.isEmpty || word.utf8.contains { $0.isBlank || "\"'\\".utf8.contains($0) }
        guard needsQuotes else { return word }
        let escaped = word.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"" + escaped.joined() + "\""
    }
}
