internal import FoundationEssentials
internal import NetworkPath

extension Claims {
    /// Reads the claims of a token, or returns `nil` if it is none that can be read: its form is the authority's own business.
    init?(of token: SecretBytes) {
        let json: SecretBytes? = token.withBytes { bytes in
            let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == 3, var plain = Self.decoded(parts[1]) else { return nil }
            return SecretBytes(moving: &plain)
        }
        guard let json, let read = try? JSONBody(json).decode(Claims.self) else { return nil }
        self = read
    }

    /// Undoes base64url without padding (RFC 4648 section 5), or returns `nil` if it is none.
    private static func decoded(_ text: Slice<UnsafeRawBufferPointer>) -> [UInt8]? {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "_"): value = 63
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                plain.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return plain
    }
}
