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
        let digits = Array("0123456789ABCDEF")
        text = String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
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
