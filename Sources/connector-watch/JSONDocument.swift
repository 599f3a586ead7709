internal import FoundationEssentials
internal import WatchCore

/// The one way in which this program writes JSON (RFC 8259).
///
/// A document is an `Encodable` type whose property names are the keys, in snake case. They are all there whatever is
/// known: what may be unknown is `@OrNull`. Dates are RFC 3339 in UTC, to the second.
enum JSONDocument {
    /// The text of a document: indented, its keys sorted, with a line break at the end.
    ///
    /// As a person may read it, hidden characters are escaped, and a column of numbers stands on one line.
    static func text(_ document: some Encodable) throws -> String {
        let json = try Snapshot.json(document, isForPeople: true)
        return String(decoding: withFlatColumns(json), as: UTF8.self).withHiddenEscaped + "\n"
    }

    /// Indented JSON with arrays of nothing but numbers and `null` on one line each.
    private static func withFlatColumns(_ json: [UInt8]) -> [UInt8] {
        let parts = Set("-+.0123456789eEnul, \n".utf8)
        var flat: [UInt8] = []
        var rest = json[...]
        // A line break stands between values only: in strings it is escaped.
        while let start = rest.firstIndex(of: UInt8(ascii: "[")) {
            let end = rest[(start + 1)...].firstIndex { !parts.contains($0) } ?? rest.endIndex
            let isColumn = end < rest.endIndex && rest[end] == UInt8(ascii: "]")
            guard isColumn, rest[start + 1] == UInt8(ascii: "\n") else {
                flat += rest[...start]
                rest = rest[(start + 1)...]
                continue
            }
            flat += rest[..<start]
            flat += rest[start..<end].filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: " ") }
            rest = rest[end...]
        }
        return flat + rest
    }
}

extension String {
    /// JSON in which what turns the direction of writing and the like is escaped (RFC 8259 section 7).
    ///
    /// Such characters stand in strings only; those of ASCII are escaped already, or are the line breaks between values.
    fileprivate var withHiddenEscaped: String {
        func escape(_ scalar: Unicode.Scalar) -> String {
            String(scalar).utf16.reduce(into: "") { escape, unit in
                let digits = String(unit, radix: 16)
                escape += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return escaping({ !$0.isASCII && $0.isHidden }, as: escape)
    }
}
