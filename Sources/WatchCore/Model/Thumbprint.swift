/// The SHA-1 of a certificate's DER: 40 upper case hexadecimal digits.
package struct Thumbprint: Sendable, Hashable, CustomStringConvertible {
    package let text: String

    /// Takes lower case, and spaces between the digits as certificate viewers copy them; `nil` unless 40 digits.
    package init?(_ text: String) {
        let digits = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        guard digits.count == 40, digits.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit }) else {
            return nil
        }
        self.text = String(String.UnicodeScalarView(digits)).uppercased()
    }

    /// `nil` unless there are 20 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 20 else { return nil }
        var digits: [UInt8] = []
        digits.reserveCapacity(40)
        // An array: each certificate of each handshake comes by, and bytes of any collection are slow to get at.
        for byte in Array(bytes) {
            digits.append(Self.digit(byte >> 4))
            digits.append(Self.digit(byte & 15))
        }
        text = String(decoding: digits, as: UTF8.self)
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }

    package var description: String { text }
}

extension Thumbprint: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let value = Thumbprint(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is not a thumbprint.")
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
