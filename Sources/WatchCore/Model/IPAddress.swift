/// An IPv4 or IPv6 address.
package struct IPAddress: Sendable, Equatable {
    /// In the order of the network: 4 or 16.
    package let bytes: [UInt8]

    package init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads an address in decimal (RFC 3986 section 3.2.2) or hexadecimal form (RFC 4291 section 2.2), without a zone, or
    /// returns `nil` if it is none.
    package init?(_ text: some StringProtocol) {
        let bytes = text.utf8.contains(UInt8(ascii: ":")) ? Self.ofIPv6(text) : Self.ofIPv4(text)
        guard let bytes else { return nil }
        self.init(bytes: bytes)
    }

    private static func ofIPv4(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var number: Int?
        for digit in text.utf8 {
            switch (digit, number) {
            case (UInt8(ascii: "."), .some(let byte)):
                bytes.append(UInt8(byte))
                number = nil
            case (UInt8(ascii: "0")...UInt8(ascii: "9"), let before) where before != 0:
                let next = (before ?? 0) * 10 + Int(digit - UInt8(ascii: "0"))
                if next > 255 { return nil }
                number = next
            default: return nil
            }
        }
        guard let number, bytes.count == 3 else { return nil }
        return bytes + [UInt8(number)]
    }

    private static func ofIPv6(_ text: some StringProtocol) -> [UInt8]? {
        guard let gap = text.firstRange(of: "::") else {
            return groups(text[...]).flatMap { $0.count == 16 ? $0 : nil }
        }
        guard let before = groups(text[..<gap.lowerBound], mayEndInIPv4: false),
            let after = groups(text[gap.upperBound...]),
            before.count + after.count <= 14
        else { return nil }
        return before + Array(repeating: 0, count: 16 - before.count - after.count) + after
    }

    /// The bytes of 16-bit groups, the last two of which may be an IPv4 address, or `nil` if one is malformed.
    private static func groups(_ text: some StringProtocol, mayEndInIPv4: Bool = true) -> [UInt8]? {
        if text.isEmpty { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var bytes: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if mayEndInIPv4, index == parts.count - 1, let last = ofIPv4(part) { return bytes + last }
            let isWellFormed = (1...4).contains(part.utf8.count) && part.utf8.allSatisfy(\.isHexDigit)
            guard isWellFormed, let group = UInt16(part, radix: 16) else { return nil }
            bytes += [UInt8(group >> 8), UInt8(group & 0xff)]
        }
        return bytes
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { Unicode.Scalar(self).properties.isASCIIHexDigit }
}
