/// A sentence or a part of one, in which what was found can be told from our own words.
///
/// Where it gets too long, names are shortened in their middle and our own words stay:
///
///     let phrase: Phrase = "\"\(file)\" cannot be read: \(words)."
///     phrase.text(atMost: 200)
struct Phrase: Sendable {
    fileprivate enum Part: Sendable {
        case words(String)
        case value(String)

        var text: String {
            switch self {
            case .words(let text), .value(let text): text
            }
        }
    }

    private var parts: [Part] = []

    /// No value becomes shorter than this, in characters.
    private static let leastValue = 8

    /// The whole, at most this long, in characters, unless our own words are longer.
    func text(atMost limit: Int) -> String {
        let whole = text
        let excess = whole.count - limit
        guard excess > 0 else { return whole }
        let lengths = parts.compactMap { part in
            if case .value(let value) = part { value.count } else { nil }
        }
        // The longest bound for each value with which the whole fits.
        var bound = max(lengths.max() ?? 0, Self.leastValue)
        while bound > Self.leastValue, lengths.reduce(0, { $0 + max(0, $1 - bound) }) < excess { bound -= 1 }
        return parts.map { part in
            if case .value(let value) = part { value.shortened(to: bound) } else { part.text }
        }.joined()
    }

    /// The whole, however long.
    var text: String { parts.map(\.text).joined() }

    var isEmpty: Bool { parts.allSatisfy(\.text.isEmpty) }

    static func + (a: Phrase, b: Phrase) -> Phrase {
        var sum = a
        sum.parts += b.parts
        return sum
    }

    static func += (a: inout Phrase, b: Phrase) { a = a + b }
}

extension Phrase: ExpressibleByStringInterpolation {
    init(stringLiteral value: String) { parts = [.words(value)] }

    init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) { parts.append(.words(literal)) }

        /// What was found, which may hold anything and be of any length; hidden characters become visible.
        mutating func appendInterpolation(_ value: String) { parts.append(.value(value.withVisibleScalars)) }

        mutating func appendInterpolation(_ number: some BinaryInteger) {
            parts.append(.words(String(number)))
        }

        mutating func appendInterpolation(_ phrase: Phrase) { parts += phrase.parts }

        /// Our own words, or what is short by its nature.
        mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
    }
}

extension [Phrase] {
    /// All of them, with our own words in between.
    func joined(separator: String) -> Phrase {
        enumerated().reduce(into: Phrase(stringLiteral: "")) { whole, item in
            if item.offset > 0 { whole += Phrase(stringLiteral: separator) }
            whole += item.element
        }
    }

    /// The first of them, and how many more there are: `a, b and 3 more`.
    func list(_ limit: Int, of count: Int? = nil, separator: String = ", ") -> Phrase {
        let more = (count ?? self.count) - Swift.min(limit, self.count)
        let shown = Array(prefix(limit)).joined(separator: separator)
        return more > 0 ? "\(shown) and \(more) more" : shown
    }
}

extension String {
    /// At most this many characters, without the middle.
    fileprivate func shortened(to limit: Int) -> String {
        guard count > limit else { return self }
        let kept = Swift.max(0, limit - 1)
        return prefix((kept + 1) / 2) + "…" + suffix(kept / 2)
    }
}
