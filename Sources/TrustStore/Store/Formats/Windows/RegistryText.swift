/// The characters of an exported registry file as bytes, chunk by chunk.
///
/// All that counts in such a file is ASCII; any other character becomes one byte that is not.
struct RegistryText {
    private enum Encoding {
        case bytes
        case utf16(isBigEndian: Bool)
    }

    /// What such files start with; Wine's own registry files differ in doubled backslashes only.
    private static let heads = [
        "Windows Registry Editor Version 5.00", "REGEDIT4", "WINE REGISTRY Version 2",
    ]
    /// So many bytes tell whether a file is one.
    static let headCount = 80

    private let encoding: Encoding
    /// In bytes.
    private var markCount: Int
    /// The first half of a character whose second half is in the next chunk.
    private var pending: UInt8?

    /// `nil` unless a file that starts with `bytes` is an exported registry file.
    init?(_ bytes: some Collection<UInt8>) {
        let start = Array(bytes.prefix(Self.headCount))
        switch (start.first, start.dropFirst().first) {
        case (0xff, 0xfe): (encoding, markCount) = (.utf16(isBigEndian: false), 2)
        case (0xfe, 0xff): (encoding, markCount) = (.utf16(isBigEndian: true), 2)
        case (0xef, 0xbb): (encoding, markCount) = (.bytes, 3)
        case (_, 0): (encoding, markCount) = (.utf16(isBigEndian: false), 0)
        default: (encoding, markCount) = (.bytes, 0)
        }
        var text: [UInt8] = []
        var copy = self
        start.withUnsafeBytes { bytes in copy.visit(bytes) { text.append($0) } }
        guard Self.heads.contains(where: { text.starts(with: $0.utf8) }) else { return nil }
    }

    /// Shows `visitor` the next chunk's characters.
    @inline(__always)
    mutating func visit(_ chunk: UnsafeRawBufferPointer, _ visitor: (UInt8) -> Void) {
        var rest = chunk.dropFirst(markCount)
        markCount = 0
        switch encoding {
        case .bytes:
            for byte in UnsafeRawBufferPointer(rebasing: rest) { visitor(byte) }
        case .utf16(let isBigEndian):
            if let first = pending, let second = rest.popFirst() {
                visitor(Self.character(first, second, isBigEndian))
                pending = nil
            }
            let pairs = UnsafeRawBufferPointer(rebasing: rest)
            var index = 0
            while index + 1 < pairs.count {
                visitor(Self.character(pairs[index], pairs[index + 1], isBigEndian))
                index += 2
            }
            if index < pairs.count { pending = pairs[index] }
        }
    }

    @inline(__always)
    private static func character(_ first: UInt8, _ second: UInt8, _ isBigEndian: Bool) -> UInt8 {
        let (low, high) = isBigEndian ? (second, first) : (first, second)
        return high == 0 ? low : 0xff
    }
}
