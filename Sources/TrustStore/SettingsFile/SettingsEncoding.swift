internal import CExpat

/// Encodings of `TrustSettings.xml` that expat does not know and .NET does.
enum SettingsEncoding {
    /// Code pages that have ASCII in their lower half.
    private static let families = [
        "windows-", "iso-8859-", "cp", "ibm", "koi8", "macintosh", "x-mac", "shift_jis", "gb", "big5", "euc-",
        "us-ascii",
    ]

    /// Fills expat's table for a code page: what counts in these files is ASCII, any other byte is unreadable text.
    ///
    /// - Returns: What expat expects: `XML_STATUS_OK` or, for an encoding that nobody reads, `XML_STATUS_ERROR`.
    static func fill(
        _ map: UnsafeMutablePointer<XML_Encoding>?, _ name: UnsafePointer<XML_Char>?
    ) -> Int32 {
        guard let map, let name else { return Int32(XML_STATUS_ERROR.rawValue) }
        let text = String(cString: name).lowercased()
        guard families.contains(where: { text.hasPrefix($0) }) else {
            return Int32(XML_STATUS_ERROR.rawValue)
        }
        withUnsafeMutableBytes(of: &map.pointee.map) { bytes in
            let numbers = bytes.bindMemory(to: Int32.self)
            for index in numbers.indices { numbers[index] = Int32(index < 0x80 ? index : 0xfffd) }
        }
        map.pointee.data = nil
        map.pointee.convert = nil
        map.pointee.release = nil
        return Int32(XML_STATUS_OK.rawValue)
    }

    /// The text of UTF-32 with its byte order mark, or `nil` if it is something else.
    static func utf8(fromUTF32 bytes: [UInt8]) -> [UInt8]? {
        let isLittle = bytes.starts(with: [0xff, 0xfe, 0, 0])
        guard isLittle || bytes.starts(with: [0, 0, 0xfe, 0xff]), bytes.count % 4 == 0 else { return nil }
        var text = ""
        for index in stride(from: 4, to: bytes.count, by: 4) {
            let value = (0..<4).reduce(UInt32(0)) {
                $0 | UInt32(bytes[index + $1]) << UInt32(8 * (isLittle ? $1 : 3 - $1))
            }
            text.unicodeScalars.append(Unicode.Scalar(value) ?? "\u{FFFD}")
        }
        return Array(text.utf8)
    }

    /// Whether a text from which one byte order mark was taken begins with another one.
    static func hasMark(_ text: ArraySlice<UInt8>) -> Bool {
        let utf16: [[UInt8]] = [[0xff, 0xfe, 0xff, 0xfe], [0xfe, 0xff, 0xfe, 0xff]]
        let utf8: [UInt8] = [0xef, 0xbb, 0xbf]
        return text.startIndex > 0 && text.starts(with: utf8) || utf16.contains { text.starts(with: $0) }
            || text.starts(with: utf8 + utf8)
    }
}
