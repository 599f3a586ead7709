internal import FoundationEssentials
internal import WatchCore

/// Any JSON value (RFC 8259), for documents in which every key is always present: what is unknown is `null`.
enum JSONValue: Encodable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let values): try container.encode(values)
        }
    }

    /// The indented text with sorted keys and a line break at the end; hidden characters are escaped for a terminal.
    func document() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Self.document(try encoder.encode(self))
    }

    /// JSON for a terminal: hidden characters are escaped, and an array of numbers is one line.
    static func document(_ json: some Collection<UInt8>) -> String {
        String(decoding: withFlatColumns(Array(json)), as: UTF8.self).withHiddenEscaped + "\n"
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
    /// Such characters stand in strings only; those of ASCII are escaped already, or are the line breaks between
    /// values.
    fileprivate var withHiddenEscaped: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            guard !scalar.isASCII, scalar.isHidden else { return text.unicodeScalars.append(scalar) }
            for unit in UTF16.encode(scalar) ?? .init() {
                let digits = String(unit, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}

extension JSONValue {
    /// The text, or `null`.
    static func text(orNull text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

    /// An array of what each element becomes.
    static func array<Element>(_ elements: [Element], _ value: (Element) -> JSONValue) -> JSONValue {
        .array(elements.map(value))
    }

    /// Milliseconds, to the tenth.
    static func milliseconds(_ duration: Duration) -> JSONValue {
        .number((duration / .milliseconds(1) * 10).rounded() / 10)
    }
}
