internal import WatchCore

/// Makes UTF-8 of a log's bytes, chunk by chunk, whatever Windows wrote: UTF-16, UTF-8, its code page, or one after another.
///
/// A byte that is no UTF-8 is taken for one of Windows-1252: what counts as evidence is ASCII on every code page.
struct TextDecoder {
    enum Encoding: String, Comparable {
        case utf8 = "UTF-8"
        case utf16LittleEndian = "UTF-16LE"
        case utf16BigEndian = "UTF-16BE"
        case windows1252 = "Windows-1252"

        static func < (a: Encoding, b: Encoding) -> Bool { a.rawValue < b.rawValue }
    }

    private enum Mode {
        case bytes
        case utf16(isBigEndian: Bool)
    }

    /// So many code units in a row, each of two printable characters of ASCII, are 8-bit text behind UTF-16.
    private static let unlikelyRun = 32

    /// Those of the characters so far that are not ASCII in 8-bit text, which is the same in all of them.
    private(set) var encodings: Set<Encoding> = []
    /// Those in 8-bit text, which are left out.
    private(set) var zeroBytes = 0
    private var mode: Mode
    /// In bytes.
    private var markCount: Int
    /// The bytes of a character that the next chunk completes.
    private var pending: [UInt8] = []
    /// Code units that may be 8-bit text, at most as many as tell it.
    private var suspects: [UInt16] = []
    /// The first half of a surrogate pair.
    private var highSurrogate: UInt16?

    /// For a file that begins with `head`, of which four bytes are enough.
    init(head: [UInt8]) {
        let isLittle = head.starts(with: [0xff, 0xfe])
        switch TextEncoding(of: head) {
        case .utf16: (mode, markCount) = (.utf16(isBigEndian: !isLittle), 2)
        case .utf16LittleEndian: (mode, markCount) = (.utf16(isBigEndian: false), 0)
        case .utf16BigEndian: (mode, markCount) = (.utf16(isBigEndian: true), 0)
        default: (mode, markCount) = (.bytes, head.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
        }
    }

    /// Whether a file begins as text in UTF-32 does, which Windows does not write.
    static func isUTF32(_ head: [UInt8]) -> Bool {
        switch TextEncoding(of: head) {
        case .utf32, .utf32LittleEndian, .utf32BigEndian: true
        case .utf16, .utf16LittleEndian, .utf16BigEndian, nil: false
        }
    }

    /// Appends the chunk's text to `text`.
    mutating func decode(_ chunk: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        guard pending.isEmpty, markCount == 0 else {
            let whole = pending + chunk
            pending = []
            let skipped = min(markCount, whole.count)
            markCount -= skipped
            return whole.withUnsafeBytes {
                let rest = UnsafeRawBufferPointer(rebasing: $0.dropFirst(skipped))
                if !rest.isEmpty { decode(rest, into: &text) }
            }
        }
        text.reserveCapacity(text.count + chunk.count + chunk.count / 8)
        switch mode {
        case .bytes: decodeBytes(chunk, into: &text)
        case .utf16(let isBigEndian): decodeUnits(chunk, isBigEndian, into: &text)
        }
    }

    /// Appends what a file that ends in the middle of a character still has.
    mutating func end(into text: inout [UInt8]) {
        if case .utf16(let isBigEndian) = mode { clearSuspects(isBigEndian, into: &text) }
        for byte in pending { append(Unicode.Scalar(windows1252: byte), to: &text) }
        pending = []
    }

    private mutating func decodeBytes(_ chunk: UnsafeRawBufferPointer, into text: inout [UInt8]) {
        var index = 0
        while index < chunk.count {
            let run = Self.plainCount(chunk, from: index)
            text.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[index..<(index + run)]))
            index += run
            guard index < chunk.count else { return }
            guard chunk[index] != 0 else {
                zeroBytes += 1
                index += 1
                continue
            }
            var rest = chunk[index...].prefix(4).makeIterator()
            var codec = UTF8()
            if case .scalarValue(let scalar) = codec.decode(&rest) {
                encodings.insert(.utf8)
                append(scalar, to: &text)
                index += UTF8.width(scalar)
            } else if chunk.count - index < 4, Self.mayContinue(chunk[index...]) {
                pending = Array(chunk[index...])
                return
            } else {
                encodings.insert(.windows1252)
                append(Unicode.Scalar(windows1252: chunk[index]), to: &text)
                index += 1
            }
        }
    }

    /// How many bytes from here on are ASCII and not zero.
    private static func plainCount(_ chunk: UnsafeRawBufferPointer, from start: Int) -> Int {
        var index = start
        while index + 8 <= chunk.count {
            let word = chunk.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            // The second part has a bit for each zero byte, if no byte has its highest bit.
            guard (word | (word &- 0x0101_0101_0101_0101)) & 0x8080_8080_8080_8080 == 0 else { break }
            index += 8
        }
        while index < chunk.count, chunk[index] != 0, chunk[index] < 0x80 { index += 1 }
        return index - start
    }

    /// Whether bytes may be the start of a character in UTF-8 that is longer than they are.
    private static func mayContinue(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        guard let first = bytes.first else { return false }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0
        return first < 0xf5 && bytes.count < length && bytes.dropFirst().allSatisfy { $0 & 0xc0 == 0x80 }
    }

    private mutating func decodeUnits(
        _ chunk: UnsafeRawBufferPointer, _ isBigEndian: Bool, into text: inout [UInt8]
    ) {
        encodings.insert(isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
        var index = 0
        while index + 1 < chunk.count {
            let (first, second) = (chunk[index], chunk[index + 1])
            let (low, high) = isBigEndian ? (second, first) : (first, second)
            index += 2
            if high == 0, low < 0x80, suspects.isEmpty, highSurrogate == nil {
                if low != 0 { text.append(low) }
            } else if Self.isPrintable(low), Self.isPrintable(high) {
                suspects.append(UInt16(first) << 8 | UInt16(second))
                guard suspects.count == Self.unlikelyRun else { continue }
                for pair in suspects { text += [UInt8(pair >> 8), UInt8(pair & 0xff)] }
                suspects = []
                (mode, highSurrogate) = (.bytes, nil)
                return decodeBytes(UnsafeRawBufferPointer(rebasing: chunk[index...]), into: &text)
            } else {
                clearSuspects(isBigEndian, into: &text)
                take(UInt16(high) << 8 | UInt16(low), into: &text)
            }
        }
        if index < chunk.count { pending = [chunk[index]] }
    }

    /// What was suspected is UTF-16 after all.
    private mutating func clearSuspects(_ isBigEndian: Bool, into text: inout [UInt8]) {
        for pair in suspects { take(isBigEndian ? pair : pair.byteSwapped, into: &text) }
        suspects = []
    }

    private static func isPrintable(_ byte: UInt8) -> Bool {
        (0x20..<0x7f).contains(byte) || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    private mutating func take(_ unit: UInt16, into text: inout [UInt8]) {
        if UTF16.isLeadSurrogate(unit) {
            if highSurrogate != nil { append("\u{fffd}", to: &text) }
            highSurrogate = unit
        } else if UTF16.isTrailSurrogate(unit) {
            let scalar = highSurrogate.flatMap {
                Unicode.Scalar(0x10000 + (UInt32($0) - 0xd800) << 10 + (UInt32(unit) - 0xdc00))
            }
            append(scalar ?? "\u{fffd}", to: &text)
            highSurrogate = nil
        } else {
            if highSurrogate != nil { append("\u{fffd}", to: &text) }
            highSurrogate = nil
            if unit != 0 { append(Unicode.Scalar(unit) ?? "\u{fffd}", to: &text) }
        }
    }

    private func append(_ scalar: Unicode.Scalar, to text: inout [UInt8]) {
        if let bytes = UTF8.encode(scalar) { text.append(contentsOf: bytes) }
    }
}

extension Unicode.Scalar {
    /// What Windows-1252 has at 0x80 to 0x9F; the rest is that of Latin-1.
    private static let upperControls: [UInt16] = [
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
        0x0152,
        0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
        0x2122,
        0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
    ]

    fileprivate init(windows1252 byte: UInt8) {
        let isControl = (0x80..<0xa0).contains(byte)
        self =
            isControl
            ? Unicode.Scalar(Self.upperControls[Int(byte) - 0x80]) ?? "\u{fffd}" : Unicode.Scalar(byte)
    }
}
