/// Finds many literals in one pass over a text, in which the case of ASCII does not count (Aho and Corasick, 1975).
struct LiteralScanner: Sendable {
    /// For each state the next one for each byte.
    private let next: [UInt16]
    /// For each state the literals that end there.
    private let ends: [[Int]]
    /// Whether any literal ends there; beside each other, as every byte of a log asks.
    private let isEnd: [Bool]

    /// The most bytes that all literals may have together.
    static let limit = 60_000

    /// - Parameter literals: none is empty, and together they are not longer than the limit.
    init(_ literals: [[UInt8]]) {
        var trie = Trie()
        for (index, literal) in literals.enumerated() { trie.insert(literal, index) }
        trie.complete()
        next = trie.next
        ends = trie.ends
        isEnd = trie.ends.map { !$0.isEmpty }
    }

    /// Shows each literal of a text with the place behind it.
    func scan(_ text: UnsafeRawBufferPointer, _ visitor: (_ literal: Int, _ end: Int) -> Void) {
        next.withUnsafeBufferPointer { next in
            isEnd.withUnsafeBufferPointer { isEnd in
                var state = 0
                for index in 0..<text.count {
                    state = Int(next[state << 8 | Int(text[index])])
                    guard isEnd[state] else { continue }
                    for literal in ends[state] { visitor(literal, index + 1) }
                }
            }
        }
    }
}

/// What the scanner is built from.
private struct Trie {
    var next: [UInt16] = Array(repeating: 0, count: 256)
    var ends: [[Int]] = [[]]

    mutating func insert(_ literal: [UInt8], _ index: Int) {
        var state = 0
        for byte in literal {
            let place = state << 8 | Int(byte.folded)
            if next[place] == 0 {
                next[place] = UInt16(ends.count)
                ends.append([])
                next += repeatElement(0, count: 256)
            }
            state = Int(next[place])
        }
        ends[state].append(index)
    }

    /// Adds where to go on when a literal does not, level by level, and what else ends where one ends.
    mutating func complete() {
        var fallback = [Int](repeating: 0, count: ends.count)
        var queue: [Int] = []
        for byte in 0..<256 where next[byte] != 0 { queue.append(Int(next[byte])) }
        var done = 0
        while done < queue.count {
            let state = queue[done]
            done += 1
            ends[state] += ends[fallback[state]]
            for byte in 0..<256 {
                let place = state << 8 | byte
                let other = next[fallback[state] << 8 | byte]
                if next[place] == 0 {
                    next[place] = other
                } else {
                    fallback[Int(next[place])] = Int(other)
                    queue.append(Int(next[place]))
                }
            }
        }
        for state in ends.indices {
            for capital in UInt8(ascii: "A")...UInt8(ascii: "Z") {
                next[state << 8 | Int(capital)] = next[state << 8 | Int(capital | 0x20)]
            }
        }
    }
}

extension UInt8 {
    /// A letter of ASCII in lower case, any other byte itself.
    var folded: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}
