/// What people write around a value and systemd.syntax(7) keeps as a part of it.
enum ValueMistake: Equatable {
    /// Quotation marks around the whole, which single values do not take; the text between them.
    case quotes(String)
    /// A comment behind the value, which belongs on a line of its own; the value before it.
    case comment(String, before: String)
    /// A character that does not show; the text without such.
    case hidden(Unicode.Scalar, String)

    /// The first mistake in the text of a single value, or `nil` if there is none.
    init?(in text: String) {
        // Most values have none of the characters in question.
        let isSuspect = text.utf8.contains { $0 < 0x20 || $0 >= 0x7f || "#;\"'`".utf8.contains($0) }
        guard isSuspect else { return nil }
        guard let mistake = Self.comment(in: text) ?? Self.quotes(around: text) ?? Self.hidden(in: text)
        else {
            return nil
        }
        self = mistake
    }

    /// The text that was probably meant; it may have another mistake.
    var meant: String {
        switch self {
        case .quotes(let text), .comment(_, let text), .hidden(_, let text): text
        }
    }

    /// What is wrong, for a value that is refused.
    var clause: String {
        switch self {
        case .quotes: "quotation marks do not belong here"
        case .comment: "a comment belongs on a line of its own"
        case .hidden(let scalar, _): "it has the hidden character \(scalar.codePoint)"
        }
    }

    /// A sentence about a value that is taken as it is, as it may be meant.
    func warning(of key: String) -> String {
        switch self {
        case .quotes:
            "The quotation marks are kept as part of the value of \(key)=; remove them unless they are meant."
        case .comment(let comment, _):
            "\"\(comment.clippedForMessage)\" is kept as part of the value of \(key)=; put a comment on a line of its own."
        case .hidden(let scalar, _):
            "The hidden character \(scalar.codePoint) is kept as part of the value of \(key)=; remove it unless it is meant."
        }
    }
}

extension ValueMistake {
    /// A comment behind white space; "#1" after a space is a number, as in a name.
    static func comment(in text: String) -> ValueMistake? {
        let scalars = text.unicodeScalars
        for index in scalars.indices where scalars[index] == "#" || scalars[index] == ";" {
            let next = scalars[scalars.index(after: index)...].first
            let isComment =
                if index > scalars.startIndex {
                    isBlank(scalars[scalars.index(before: index)]) && !("0"..."9").contains(next ?? " ")
                } else {
                    // A value may begin with one of the two.
                    next.map(isBlank) ?? false
                }
            guard isComment else { continue }
            let value = scalars[..<index].reversed().drop(while: isBlank).reversed()
            return .comment(
                String(scalars[index...]), before: String(String.UnicodeScalarView(value)))
        }
        return nil
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    /// Quotation marks that open at the start and close at the end, of the kinds that keyboards and word processors write.
    private static func quotes(around text: String) -> ValueMistake? {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, scalars.count > 1,
            let closing = closings[first], closing.unicodeScalars.contains(last)
        else { return nil }
        let inner = scalars.dropFirst().dropLast()
        // Text such as "a":"b" begins and ends with a mark of its own.
        guard !inner.contains(where: { $0 == first || $0 == last }) else { return nil }
        return .quotes(String(inner))
    }

    /// Whether a word begins with a mark that a list does not take for a quotation mark.
    static func isTypographicQuote(_ word: String) -> Bool {
        word.unicodeScalars.first.map { !$0.isASCII && closings[$0] != nil } ?? false
    }

    private static let closings: [Unicode.Scalar: String] = [
        "\"": "\"", "'": "'", "`": "`'", "\u{201c}": "\u{201d}", "\u{201d}": "\u{201d}",
        "\u{201e}": "\u{201c}\u{201d}", "\u{2018}": "\u{2019}", "\u{2019}": "\u{2019}",
        "\u{201a}": "\u{2018}\u{2019}", "\u{ab}": "\u{bb}", "\u{bb}": "\u{ab}\u{bb}", "\u{ff02}": "\u{ff02}",
    ]

    /// A hidden character anywhere, or one that looks like a space at an end, where it is not trimmed.
    private static func hidden(in text: String) -> ValueMistake? {
        let scalars = text.unicodeScalars
        let ends = [scalars.first, scalars.last].compactMap(\.self).filter(\.isLikeSpace)
        // Joiners are part of some scripts and of emoji.
        guard let scalar = ends.first ?? scalars.first(where: { $0.isHidden && !isJoiner($0) }) else {
            return nil
        }
        let rest = scalars.filter { !$0.isHidden || isJoiner($0) }.map { $0.isLikeSpace ? " " : $0 }
        let trimmed = rest.drop(while: isBlank).reversed().drop(while: isBlank).reversed()
        return .hidden(scalar, String(String.UnicodeScalarView(trimmed)))
    }

    private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\u{200c}" || scalar == "\u{200d}"
    }
}
