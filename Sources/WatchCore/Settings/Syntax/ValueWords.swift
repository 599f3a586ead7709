/// One word of a list, or the whole of a single value, and where it stands.
struct ValueWord: Sendable {
    var text: String
    var span: SourceSpan
}

extension UnitValue {
    /// The whole value as one word; a single value takes no quotes.
    var whole: ValueWord { ValueWord(text: text, span: span) }

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
            guard let word = Self.word(in: bytes, from: &index) else {
                let found = String(decoding: bytes[start...], as: UTF8.self).clippedForMessage
                problems.error(
                    at: span(of: start..<bytes.count),
                    "\"\(found)\" has a quotation mark that is not closed, or ends in a backslash.")
                return words
            }
            words.append(
                ValueWord(text: String(decoding: word, as: UTF8.self), span: span(of: start..<index)))
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
    static func quoted(_ word: String) -> String {
        let needsQuotes = word.isEmpty || word.utf8.contains { $0.isBlank || "\"'\\".utf8.contains($0) }
        guard needsQuotes else { return word }
        let escaped = word.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"" + escaped.joined() + "\""
    }
}
