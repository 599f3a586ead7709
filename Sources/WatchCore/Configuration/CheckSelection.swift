/// The checks that a user picks by name.
///
/// A pattern picks the check of that name, and every check whose name continues with a space or a colon: `port` picks
/// all port checks, `port login` every port of that section.
package struct CheckSelection: Sendable, Equatable {
    private let patterns: [String]

    /// - Parameter patterns: the names given; an empty array picks every check.
    package init(_ patterns: [String] = []) {
        self.patterns = patterns
    }

    package func includes(_ name: CheckName) -> Bool {
        patterns.isEmpty || patterns.contains { Self.picks($0, name) }
    }

    /// - Returns: A sentence for each pattern that matches none of `names`, with the name that was probably meant.
    package func unmatched(among names: [CheckName]) -> [String] {
        patterns.filter { pattern in !names.contains { Self.picks(pattern, $0) } }.map { pattern in
            let meant = CheckName.nearest(to: pattern, among: names)
            let hint =
                meant.map { "did you mean \"\($0)\"?" } ?? "run \"connector-watch config show\" to list them."
            return "Unknown check \"\(pattern.clippedForMessage)\"; \(hint)"
        }
    }

    private static func picks(_ pattern: String, _ name: CheckName) -> Bool {
        guard !pattern.isEmpty, name.text.hasPrefix(pattern) else { return false }
        let rest = name.text.dropFirst(pattern.count)
        return rest.isEmpty || rest.hasPrefix(" ") || rest.hasPrefix(":")
    }
}

extension CheckName {
    /// The name, or the part of one that picks several checks, that a user probably meant; or `nil` if none is near.
    package static func nearest(to text: String, among names: [CheckName]) -> String? {
        EditDistance.nearest(to: text, among: names.flatMap { [$0.text, $0.section, $0.kind] })
    }

    /// The name without its port: `port login`.
    fileprivate var section: String { String(text.prefix { $0 != ":" }) }
    /// The first word of the name: `port`, `trust`.
    fileprivate var kind: String { String(text.prefix { $0 != " " }) }
}
