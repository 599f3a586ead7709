/// One word of a list, or the whole of a single value.
struct ValueWord: Sendable {
    var text: String
    /// The value that the word is part of, and its bytes there.
    let value: UnitValue
    let range: Range<Int>

    /// Its place in the file; computed, because only the few words of messages need it.
    var span: SourceSpan { value.span(of: range) }
}

extension UnitValue {
    /// The most words that one assignment may have.
    static let maximumWords = 1000

    /// The whole value as one word; a single value takes no quotes.
    var whole: ValueWord { ValueWord(text: text, value: self, range: 0..<text.utf8.count) }

    /// The words of a list: separated by white space, and quoted with `"` or `'` if they contain any.
    ///
    /// A backslash escapes a quote, a backslash or a space. What cannot be split is reported, and the words before it
    /// are returned.
    func words(_ problems: inout ConfigurationProblems) -> [ValueWord] {
        let bytes = Array(text.utf8)
        var words: [ValueWord] = []
        var index = 0
        while true {
            while index < bytes.count, bytes[index].isBlank { index += 1 }
            guard index < bytes.count else { return words }
            let start = index
            guard words.count < Self.maximumWords else {
                let message =
                    "More than \(Self.maximumWords) values in one assignment; split it into several."
                problems.error(at: span(of: start..<bytes.count), message)
                return words
            }
            guard let word = Self.word(in: bytes, from: &index) else {
                let found = String(decoding: bytes[start...], as: UTF8.self).clippedForMessage
                problems.error(
                    at: span(of: start..<bytes.count),
                    "Unclosed quotation mark or trailing backslash in \"\(found)\".")
                return words
            }
            words.append(
                ValueWord(text: String(decoding: word, as: UTF8.self), value: self, range: start..<index))
        }
    }

    /// Reads the word at `index`, and moves `index` past it.
    ///
    /// - Returns: The word, or `nil` if a quotation mark is not closed or a backslash ends the text.
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

    /// `word` as it is written in a list: quoted if necessary.
    package static func quoted(_ word: String) -> String {
        let needsQuotes = word.isEmpty || word.utf8.contains { $0.isBlank || "\"'\\".utf8.contains($0) }
        guard needsQuotes else { return word }
        let escaped = word.unicodeScalars.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }
        return "\"" + escaped.joined() + "\""
    }
}
