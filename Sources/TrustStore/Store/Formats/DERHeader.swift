/// Tag and length at the start of a DER element (X.690 section 8.1).
struct DERHeader {
    static let sequence: UInt8 = 0x30
    static let integer: UInt8 = 0x02
    static let objectIdentifier: UInt8 = 0x06
    /// The first optional field of a sequence.
    static let context0: UInt8 = 0xa0

    let tag: UInt8
    /// The size of tag and length in bytes.
    let count: Int
    /// The size of the element in bytes, or `nil` if its end is marked instead (BER's indefinite form).
    let elementCount: Int?

    init?(_ bytes: [UInt8]) {
        self.init(bytes[...])
    }

    /// Reads a header, or returns `nil` unless `bytes` start with a one-byte tag and a length of at most four bytes.
    init?(_ bytes: ArraySlice<UInt8>) {
        let start = bytes.startIndex
        guard bytes.count >= 2 else { return nil }
        tag = bytes[start]
        let length = bytes[start + 1]
        switch length {
        case 0..<0x80:
            count = 2
            elementCount = 2 + Int(length)
        case 0x80:
            count = 2
            elementCount = nil
        case 0x81...0x84:
            count = 2 + Int(length & 0x7f)
            guard bytes.count >= count else { return nil }
            elementCount = bytes[start + 2..<start + count].reduce(0) { $0 << 8 | Int($1) } + count
        default:
            return nil
        }
    }
}
