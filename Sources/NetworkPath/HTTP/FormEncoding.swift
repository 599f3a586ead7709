extension [UInt8] {
    /// Adds a name or a value of a form (URL Standard, section 5.2), with a blank as `%20`.
    mutating func append(encoding bytes: some Sequence<UInt8>) {
        let digits = "0123456789ABCDEF".utf8.map(\.self)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                append(byte)
            default:
                append(UInt8(ascii: "%"))
                append(digits[Int(byte >> 4)])
                append(digits[Int(byte & 15)])
            }
        }
    }
}

extension String {
    /// As a name or a value of a form, or of a query.
    package var formEncoded: String {
        var bytes: [UInt8] = []
        bytes.append(encoding: utf8)
        return String(decoding: bytes, as: UTF8.self)
    }
}
