/// The checks that a person picks by their names.
///
/// A word picks the check of this name, or every one whose name goes on after it with a space or a colon: `port` is
/// all port checks, `port login` every port of that section.
package struct CheckSelection: Sendable, Equatable {
    private let words: [String]

    /// No words: every check.
    package init(_ words: [String] = []) {
        self.words = words
    }

    package func includes(_ name: CheckName) -> Bool {
        words.isEmpty || words.contains { Self.picks($0, name) }
    }

    /// A sentence for each word that picks none of `names`, with the one that was probably meant.
    package func strays(among names: [CheckName]) -> [String] {
        words.filter { word in !names.contains { Self.picks(word, $0) } }.map { word in
            let candidates = names.flatMap { [$0.text, $0.section, $0.kind] }
            let meant = EditDistance.nearest(to: word, among: candidates)
            let hint =
                meant.map { "did you mean \"\($0)\"?" } ?? "\"connector-watch config show\" lists them."
            return "No check is named \"\(word.clippedForMessage)\"; \(hint)"
        }
    }

    private static func picks(_ word: String, _ name: CheckName) -> Bool {
        guard !word.isEmpty, name.text.hasPrefix(word) else { return false }
        let rest = name.text.dropFirst(word.count)
        return rest.isEmpty || rest.hasPrefix(" ") || rest.hasPrefix(":")
    }
}

extension CheckName {
    /// The name without its port.
    fileprivate var section: String { String(text.prefix { $0 != ":" }) }
    /// As in `port`, `trust`.
    fileprivate var kind: String { String(text.prefix { $0 != " " }) }
}
