/// Finds the name that a user probably meant.
package enum EditDistance {
    /// - Returns: The candidate with the fewest typing errors, or `nil` if none is near. Neither case counts nor what
    ///   does not show.
    package static func nearest(to text: String, among candidates: some Sequence<String>) -> String? {
        let shown = text.unicodeScalars.filter { !$0.isHidden && !$0.isLikeSpace }.map { $0.lookalike ?? $0 }
        let typed = scalars(String.UnicodeScalarView(shown))
        let allowance = max(1, typed.count / 3)
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let distance = distance(typed, scalars(candidate.unicodeScalars))
            if distance <= allowance, distance < best?.distance ?? .max { best = (distance, candidate) }
        }
        return best?.candidate
    }

    private static func scalars(_ text: String.UnicodeScalarView) -> [Unicode.Scalar] {
        Array(String(text).lowercased().unicodeScalars.prefix(64))
    }

    /// How many letters were inserted, omitted, replaced or swapped with a neighbour (optimal string alignment).
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var row = [i + 1]
            for (j, y) in b.enumerated() {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
                if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, beforeLast[j - 1] + 1) }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}

extension String {
    /// The text with "…" for the user name and password of a URL, so that no message shows them.
    var withoutUserInformation: String {
        userInformation.map { self[..<$0.lowerBound] + "…" + self[$0.upperBound...] } ?? self
    }

    /// The user name and password of a URL in the text, without the "@", or `nil` if there are none (RFC 3986 section
    /// 3.2.1).
    package var userInformation: Range<Index>? {
        guard let start = firstRange(of: "://")?.upperBound,
            let at = self[start...].prefix(while: { $0 != "/" && $0 != "?" && $0 != "#" }).lastIndex(of: "@")
        else { return nil }
        return start..<at
    }

    /// The first 100 characters of what a user wrote, for a message.
    var clippedForMessage: String {
        let head = unicodeScalars.prefix(100)
        return head.endIndex == unicodeScalars.endIndex ? self : String(head) + "…"
    }
}
