internal import Files

/// Texts that hold what a store's file should hold in another spelling: UTF-16, PEM blocks without line ends, Base64
/// without PEM lines.
enum StoreText {
    /// So much Base64 is the least that a certificate needs.
    private static let shortestBase64 = 200

    /// Calls `body` with what `bytes` stand for, and clears that from memory afterwards.
    static func withPlain<Result>(_ bytes: [UInt8], _ body: ([UInt8]) -> Result) -> Result {
        var plain = bytes
        defer { RegularFile.wipe(&plain) }
        for step in [withoutUTF16, withSeparateLines, decodedBase64] {
            guard var next = step(plain) else { continue }
            swap(&plain, &next)
            if next.count > 0 { RegularFile.wipe(&next) }
        }
        return body(plain)
    }

    /// The text of UTF-16 as ASCII, or without the mark of UTF-8; `nil` if it is neither.
    ///
    /// Whatever is not ASCII becomes one byte that no format uses.
    private static func withoutUTF16(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= 4 else { return nil }
        let isLittle: Bool
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0xef, 0xbb, 0xbf, _): return Array(bytes.dropFirst(3))
        case (0xff, 0xfe, _, 0), (0x20..<0x7f, 0, 0x20..<0x7f, 0): isLittle = true
        case (0xfe, 0xff, 0, _), (0, 0x20..<0x7f, 0, 0x20..<0x7f): isLittle = false
        default: return nil
        }
        let hasMark = bytes[0] >= 0xfe
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2)
        var index = hasMark ? 2 : 0
        while index + 1 < bytes.count {
            let (low, high) =
                isLittle ? (bytes[index], bytes[index + 1]) : (bytes[index + 1], bytes[index])
            text.append(high == 0 && low < 0x80 ? low : 0x7f)
            index += 2
        }
        return text
    }

    private static let dashes = Array("-----".utf8)
    private static let heads = [Array("-----BEGIN ".utf8), Array("-----END ".utf8)]

    /// The text with each line of dashes on a line of its own, or `nil` if that is so already, or there are none.
    private static func withSeparateLines(_ bytes: [UInt8]) -> [UInt8]? {
        var lines: [Range<Int>] = []
        var isGlued = false
        var index = 0
        while index + dashes.count < bytes.count, lines.count < PEMBlocks.limit * 2 {
            guard bytes[index] == dashes[0], let end = endOfLine(bytes, at: index) else {
                index += 1
                continue
            }
            let startsLine = index == 0 || bytes[index - 1] == UInt8(ascii: "\n")
            let endsLine = end == bytes.count || [0x0a, 0x0d, 0x20, 0x09].contains(bytes[end])
            let hasReturnsOnly =
                end + 1 < bytes.count && bytes[end] == UInt8(ascii: "\r")
                && bytes[end + 1] != UInt8(ascii: "\n")
            if !startsLine || !endsLine || hasReturnsOnly { isGlued = true }
            lines.append(index..<end)
            index = end
        }
        guard isGlued else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + 2 * lines.count + 2)
        var last = 0
        for line in lines {
            append(bytes[last..<line.lowerBound], to: &text)
            if let last = text.last, last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
            text += bytes[line]
            text.append(UInt8(ascii: "\n"))
            last = line.upperBound
        }
        append(bytes[last...], to: &text)
        return text
    }

    /// Where the line of dashes that starts at `index` ends, or `nil` if none starts there.
    private static func endOfLine(_ bytes: [UInt8], at index: Int) -> Int? {
        let longestName = 80
        guard let head = heads.first(where: { bytes[index...].starts(with: $0) }) else { return nil }
        var end = index + head.count
        while end + dashes.count <= bytes.count, end < index + longestName, bytes[end] >= 0x20 {
            if bytes[end] == dashes[0], bytes[end...].starts(with: dashes) { return end + dashes.count }
            end += 1
        }
        return nil
    }

    /// Adds what lies between two lines of dashes, with an escaped line end as a line end, and without indentation.
    ///
    /// Line ends at its start are left out: an empty line after a line of dashes would end the block's headers.
    private static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
        let start = text.count
        var rest = bytes
        while let byte = rest.popFirst() {
            var byte = byte
            if byte == UInt8(ascii: "\\"), let next = rest.first,
                [UInt8(ascii: "n"), UInt8(ascii: "r")].contains(next)
            {
                rest.removeFirst()
                byte = UInt8(ascii: "\n")
            }
            if byte == UInt8(ascii: "\r"), rest.first == UInt8(ascii: "\n") { continue }
            if byte == UInt8(ascii: "\r") { byte = UInt8(ascii: "\n") }
            if byte == UInt8(ascii: "\n"), text.count == start { continue }
            let startsLine = text.isEmpty || text.last == UInt8(ascii: "\n")
            if startsLine, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { continue }
            text.append(byte)
        }
    }

    /// What a text of nothing but Base64 stands for, or `nil` unless that is the start of a DER sequence.
    private static func decodedBase64(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count >= shortestBase64, bytes.first != DERHeader.sequence,
            bytes.allSatisfy({ value(of: $0) != nil || isFiller($0) })
        else { return nil }
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count / 4 * 3 + 3)
        var (bits, count) = (UInt32(0), 0)
        for byte in bytes {
            guard let value = value(of: byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        guard let header = DERHeader(decoded), header.tag == DERHeader.sequence else {
            RegularFile.wipe(&decoded)
            return nil
        }
        return decoded
    }

    private static func isFiller(_ byte: UInt8) -> Bool {
        [UInt8(ascii: "="), 0x20, 0x09, 0x0a, 0x0d].contains(byte)
    }

    private static func value(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
