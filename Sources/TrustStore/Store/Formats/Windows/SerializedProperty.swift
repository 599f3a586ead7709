/// One property of a serialized certificate.
struct SerializedProperty {
    let id: UInt32
    /// Where it starts, counted from the start of what it was read from.
    let offset: Int
    let value: ArraySlice<UInt8>

    /// As messages name it: `property 32 (certificate) at offset 210`.
    var name: String { Self.name(id, at: offset) }

    static func name(_ id: UInt32, at offset: Int) -> String {
        let word = SerializedPropertyID(rawValue: id).map { " (\($0.word))" } ?? ""
        return "property \(id)\(word) at offset \(offset)"
    }
}

/// The ids that count here, of those that wincrypt.h lists; all others are stepped over.
enum SerializedPropertyID: UInt32 {
    case keyProvider = 2
    case friendlyName = 11
    case archived = 19
    case certificate = 32
    case revocationList = 33
    case trustList = 34
    case keyIdentifier = 35

    fileprivate var word: String {
        switch self {
        case .keyProvider: "key provider"
        case .friendlyName: "friendly name"
        case .archived: "archived"
        case .certificate: "certificate"
        case .revocationList: "revocation list"
        case .trustList: "trust list"
        case .keyIdentifier: "key identifier"
        }
    }
}

/// Properties one after the other: id, the word 1, length and value, in 32 bits each, little-endian.
///
/// The layout is that of the registry's certificate blob in [MS-GPEF] and of the elements in [MS-OSHARED].
struct SerializedProperties {
    /// In bytes: id, reserved word and length.
    static let headCount = 12
    private static let reservedWord: UInt32 = 1

    enum Step {
        case property(SerializedProperty)
        /// The id 0, where a store ends; at this offset.
        case endMark(Int)
        /// Nothing is left.
        case end
        /// It does not go on as it should; where and why, as one sentence part.
        case damaged(String)
    }

    private let bytes: ArraySlice<UInt8>
    /// How many bytes were read.
    private(set) var offset: Int

    /// Reads on from `offset`, which counts from the start of `bytes`.
    init(_ bytes: [UInt8], from offset: Int = 0) {
        self.bytes = bytes[...]
        self.offset = offset
    }

    /// Whether `bytes` start as a property does, however short they are beyond its id.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        guard bytes.count >= 4, bytes[0] != 0 || bytes[1] != 0, bytes[2] == 0, bytes[3] == 0 else {
            return false
        }
        return bytes.dropFirst(4).prefix(4).elementsEqual([1, 0, 0, 0].prefix(max(0, bytes.count - 4)))
    }

    mutating func next() -> Step {
        let rest = bytes.dropFirst(offset)
        guard !rest.isEmpty else { return .end }
        guard let id = rest.littleEndianWord(at: 0) else { return cutHead() }
        if id == 0 { return .endMark(offset) }
        guard let reserved = rest.littleEndianWord(at: 4), let length = rest.littleEndianWord(at: 8) else {
            return cutHead()
        }
        let name = SerializedProperty.name(id, at: offset)
        guard reserved == Self.reservedWord else {
            return .damaged("\(name) has the reserved word \(reserved) instead of 1")
        }
        let value = rest.dropFirst(Self.headCount)
        guard Int(length) <= value.count else {
            return .damaged("it is cut off: \(name) has \(length) bytes, of which \(value.count) are there")
        }
        defer { offset += Self.headCount + Int(length) }
        return .property(SerializedProperty(id: id, offset: offset, value: value.prefix(Int(length))))
    }

    private func cutHead() -> Step {
        .damaged(
            "it is cut off: it ends within the first \(Self.headCount) bytes of the property at offset \(offset)"
        )
    }
}

extension ArraySlice<UInt8> {
    /// The 32 bits at `offset` from the start, or `nil` beyond the end.
    func littleEndianWord(at offset: Int) -> UInt32? {
        guard offset >= 0, offset <= count - 4 else { return nil }
        let start = startIndex + offset
        return (0..<4).reduce(0) { $0 | UInt32(self[start + $1]) << (8 * UInt32($1)) }
    }

    /// The UTF-16LE text from `offset` to its terminator or the end, or `nil` if it would start beyond the end.
    ///
    /// A text that is longer than any name is shortened.
    func littleEndianText(at offset: Int) -> String? {
        let limit = 256
        guard offset >= 0, offset <= count else { return nil }
        var units: [UInt16] = []
        var index = startIndex + offset
        while index + 1 < endIndex {
            let unit = UInt16(self[index]) | UInt16(self[index + 1]) << 8
            guard unit != 0 else { break }
            guard units.count < limit else { return String(decoding: units, as: UTF16.self) + "..." }
            units.append(unit)
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }
}
