/// Finds the tokens of a record.
struct TokenFinder: Sendable {
    /// What a token begins or ends with; the rest of it is read around that place.
    private enum Mark: String, CaseIterable {
        case hexadecimal = "0x"
        case signIn = "aadsts"
        /// HRESULTs of errors in decimal digits, with a sign and without.
        case negative = "-2"
        case unsigned = "21"
        case exception = "exception"
        /// The number that .NET writes behind the type of an exception of a socket.
        case numbered = "exception ("
        case parenthesis4 = "(4"
        case parenthesis5 = "(5"
        case response = "http/1.1 "
        case statusCode = "statuscode"
        case statusWords = "status code"
        case error = "error"
        case code = "code"
        case german = "fehler"
        case returning = "returning "
        case note = "note: 1: "
    }

    private let scanner: LiteralScanner
    /// The words and sentences that signatures name, behind the marks.
    private let named: [Token]

    /// - Parameter tokens: what is looked for.
    init(_ tokens: some Sequence<Token>) {
        named = tokens.filter { $0.kind == .word || $0.kind == .sentence }
        let names = named.map { token -> [UInt8] in
            switch token {
            case .word(let text), .sentence(let text): Array(text.utf8)
            case .event, .signIn, .code, .status, .exception: []
            }
        }
        scanner = LiteralScanner(Mark.allCases.map { Array($0.rawValue.utf8) } + names)
    }

    /// The tokens of a text, in their order, each the first time.
    func tokens(in text: [UInt8]) -> [FoundToken] {
        var found: [FoundToken] = []
        text.withUnsafeBytes { bytes in
            scanner.scan(bytes) { literal, end in
                guard let (token, range) = token(literal, end, in: bytes),
                    found.count < Self.limit, !found.contains(where: { $0.token == token })
                else { return }
                let written = String(decoding: bytes[range], as: UTF8.self)
                found.append(FoundToken(token: token, range: range, written: written))
            }
        }
        return found
    }

    /// More tokens of one record are not looked at.
    private static let limit = 64

    private func token(
        _ literal: Int, _ end: Int, in text: UnsafeRawBufferPointer
    ) -> (Token, Range<Int>)? {
        guard literal < Mark.allCases.count else {
            let token = named[literal - Mark.allCases.count]
            guard case .word(let name) = token else {
                guard case .sentence(let sentence) = token else { return nil }
                return (token, (end - sentence.utf8.count)..<end)
            }
            let start = end - name.utf8.count
            return text.isWord(start..<end) ? (token, start..<end) : nil
        }
        let mark = Mark.allCases[literal]
        let start = end - mark.rawValue.utf8.count
        switch mark {
        case .hexadecimal:
            let rest = text.run(from: end) { $0.isHexDigit }
            guard rest.count == 8, let code = UInt32(text.string(rest), radix: 16), code >> 31 == 1 else {
                return nil
            }
            return (.code(code), start..<rest.upperBound)
        case .signIn:
            let rest = text.run(from: end) { $0.isDigit }
            guard (4...8).contains(rest.count), let number = Int(text.string(rest)) else { return nil }
            return (.signIn(number), start..<rest.upperBound)
        case .negative: return text.decimal(from: start, digits: start + 1)
        case .unsigned: return text.decimal(from: start, digits: start)
        case .exception: return text.exception(endingAt: end)
        case .parenthesis4, .parenthesis5:
            let digits = text.run(from: start + 1) { $0.isDigit }
            guard digits.count == 3, digits.upperBound < text.count,
                text[digits.upperBound] == UInt8(ascii: ")")
            else { return nil }
            return Int(text.string(digits)).map { (.status($0), digits) }
        case .response, .statusCode, .statusWords:
            let digits = text.number(after: end)
            guard let status = Int(text.string(digits)), (400...599).contains(status) else { return nil }
            return (.status(status), digits)
        case .error, .code, .german, .returning, .note, .numbered:
            let digits = text.number(after: end)
            guard (3...5).contains(digits.count), let number = Int(text.string(digits)),
                number < 65_536, !(400...599).contains(number)
            else { return nil }
            return (.code(UInt32(win32: number)), digits)
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func run(from start: Int, while belongs: (UInt8) -> Bool) -> Range<Int> {
        var end = start
        while end < count, belongs(self[end]) { end += 1 }
        return start..<end
    }

    fileprivate func string(_ range: Range<Int>) -> String { String(decoding: self[range], as: UTF8.self) }

    /// Whether neither a letter nor a digit stands before or behind it.
    fileprivate func isWord(_ range: Range<Int>) -> Bool {
        (range.lowerBound == 0 || !self[range.lowerBound - 1].isOfWord)
            && (range.upperBound == count || !self[range.upperBound].isOfWord)
    }

    /// A number behind a word and at most four signs, that nothing continues; empty if there is none.
    fileprivate func number(after end: Int) -> Range<Int> {
        let signs = run(from: end) { " :=(#'\"[".utf8.contains($0) }
        let digits = run(from: Swift.min(signs.upperBound, end + 4)) { $0.isDigit }
        let isWhole = digits.upperBound == count || !self[digits.upperBound].isOfWord
        return isWhole ? digits : end..<end
    }

    /// An HRESULT in decimal digits, of which it has ten.
    fileprivate func decimal(from start: Int, digits: Int) -> (Token, Range<Int>)? {
        let digits = run(from: digits) { $0.isDigit }
        guard digits.count == 10, start == 0 || !self[start - 1].isOfWord, let number = Int(string(digits))
        else {
            return nil
        }
        let isNegative = start < digits.lowerBound
        let code =
            isNegative ? Int32(exactly: -number).map(UInt32.init(bitPattern:)) : UInt32(exactly: number)
        guard let code, code >> 31 == 1 else { return nil }
        return (.code(code), start..<digits.upperBound)
    }

    /// A name that ends with "Exception".
    fileprivate func exception(endingAt end: Int) -> (Token, Range<Int>)? {
        if end < count, self[end].isOfWord { return nil }
        var start = end - "exception".utf8.count
        while start > 0, end - start < 200, self[start - 1].isOfWord || self[start - 1] == UInt8(ascii: ".") {
            start -= 1
        }
        return (.exception(string(start..<end).lowercased()), start..<end)
    }
}
