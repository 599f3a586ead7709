/// Picks checks by their names, in which `*` stands for any characters and `?` for one: `port *`, `tls login*`.
///
/// As with ``CheckSelection`` it also picks the checks whose name continues with a space or a colon: `port` picks all
/// port checks, `port login` every port of that section.
package struct CheckPattern: Sendable, Hashable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package func matches(_ name: CheckName) -> Bool {
        // A check that needs no name is one of any name.
        let whole =
            text.hasSuffix(" *") ? [text, String(text.dropLast(2))] : [text, text + " *", text + ":*"]
        return whole.contains { Self.matches(Array($0.utf8), Array(name.text.utf8)) }
    }

    /// Whether a text has the form of a pattern; goes back to the last `*` only, so that it takes no long time.
    private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
        var (place, index) = (0, 0)
        var retry: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                retry = (place, index)
                place += 1
            } else if place < pattern.count,
                pattern[place] == UInt8(ascii: "?") || pattern[place] == text[index]
            {
                (place, index) = (place + 1, index + 1)
            } else if let last = retry {
                retry = (last.place, last.index + 1)
                (place, index) = (last.place + 1, last.index + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension CheckPattern {
    /// The first words of the names of checks that have a second one.
    private static let kinds: Set<String> = ["port", "login", "tls", "trust"]

    /// Makes one word of a kind of checks and the word behind it, as the names of checks have a space: `port * tls *`.
    static func joined(
        _ words: [ValueWord], refusing refuse: (ValueWord, ValueError) -> Void
    ) -> [ValueWord]? {
        var joined: [ValueWord] = []
        var isOpen = false
        for word in words {
            let isKind = !word.isQuoted && kinds.contains(word.text)
            if isOpen, isKind, let kind = joined.last?.text {
                refuse(
                    word,
                    ValueError(
                        "\"\(kind) \(word.text)\" may be one name or two; write \"\(kind) *\" for all checks of that kind, or put a name in quotation marks"
                    ))
                return nil
            }
            if isOpen, !word.isQuoted {
                joined[joined.count - 1].text += " " + word.text
                isOpen = false
            } else {
                joined.append(word)
                isOpen = isKind
            }
        }
        return joined
    }
}

extension ValueWord {
    /// Whether it begins with a quotation mark in the file.
    fileprivate var isQuoted: Bool {
        let first = value.text.utf8.dropFirst(range.lowerBound).first
        return first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    }
}

extension ValueType<CheckPattern> {
    /// A pattern for the names of checks.
    static let checkPattern = ValueType(
        allowed: "names of checks, or patterns for them such as \"port *\"",
        read: { text throws(ValueError) in
            guard (1...255).contains(text.utf8.count) else {
                throw ValueError("it has \(text.utf8.count) bytes")
            }
            return CheckPattern(text)
        },
        write: { $0.text })
}
