/// How a JSON text (RFC 8259) is nested, and where the strings of its outermost object are.
///
/// It looks at as much as is needed to let a decoder have the text: neither values nor commas are checked.
struct JSONOutline {
    /// A member of the outermost object whose value is a string: its name, and where the value is between its quotes.
    struct Member: Sendable {
        var name: String
        var value: Range<Int>
    }

    /// Why a text is not for a decoder.
    enum Flaw: Error, Equatable {
        case notJSON
        case tooDeep(limit: Int)
        case truncated

        var text: String {
            switch self {
            case .notJSON: "it is not a JSON object"
            case .tooDeep(let limit): "its JSON is nested more than \(limit) levels deep"
            case .truncated: "its JSON ends too early"
            }
        }
    }

    /// No genuine answer is nested as deep.
    static let depthLimit = 32
    /// A longer name is none that is looked for.
    private static let nameLimit = 64

    private(set) var members: [Member] = []
    private var depth = 0
    private var index = 0

    init(_ text: UnsafeRawBufferPointer) throws(Flaw) {
        guard text.first(where: { !Self.isBlank($0) }) == UInt8(ascii: "{") else { throw .notJSON }
        var name: String?
        while index < text.count {
            let byte = text[index]
            index += 1
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                name = nil
                if depth > Self.depthLimit { throw .tooDeep(limit: Self.depthLimit) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return }
            case UInt8(ascii: ","):
                name = nil
            case UInt8(ascii: "\""):
                let value = try string(in: text)
                guard depth == 1 else { continue }
                if let name {
                    members.append(Member(name: name, value: value))
                } else if value.count <= Self.nameLimit {
                    name = String(decoding: text[value], as: UTF8.self)
                }
            // JSON that is exchanged is UTF-8 (RFC 8259 section 8.1); a decoder would take other encodings, too.
            case 0:
                throw .notJSON
            default:
                continue
            }
        }
        throw .truncated
    }

    /// The inside of the string that begins at the index, which then is behind its end.
    private mutating func string(in text: UnsafeRawBufferPointer) throws(Flaw) -> Range<Int> {
        let start = index
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\""):
                index += 1
                return start..<(index - 1)
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        throw .truncated
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
}
