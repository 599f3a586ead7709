/// An encoding of a whole file that is not UTF-8, as other systems write it.
package enum TextEncoding: String {
    case utf16 = "UTF-16"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case utf32 = "UTF-32"
    case utf32LittleEndian = "UTF-32LE"
    case utf32BigEndian = "UTF-32BE"

    /// Recognizes the byte order mark, or the zero bytes of a first line in ASCII.
    ///
    /// - Returns: The encoding, with the order of its bytes where no mark says it, or `nil` for UTF-8 and all others.
    package init?(of bytes: [UInt8]) {
        let head = Array(bytes.prefix(4))
        switch head.count < 4 ? head + [1, 1] : head {
        case [0xff, 0xfe, 0, 0], [0, 0, 0xfe, 0xff]: self = .utf32
        case let head where head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]): self = .utf16
        case let head:
            switch head.prefix(4).map({ $0 == 0 }) {
            case [false, true, true, true]: self = .utf32LittleEndian
            case [true, true, true, false]: self = .utf32BigEndian
            case [false, true, false, true]: self = .utf16LittleEndian
            case [true, false, true, false]: self = .utf16BigEndian
            default: return nil
            }
        }
    }
}
