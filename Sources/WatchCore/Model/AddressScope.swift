/// From how far away an address can be reached: from the whole internet, within a site, or from this host and its links.
///
/// By IANA's registries of special-purpose addresses (RFC 6890), and those of multicast and reserved ones. What is only
/// for documentation is nobody's, and so inside of nothing.
package enum AddressScope: Int, Comparable, Sendable {
    case global
    case site
    case host

    package static func < (a: AddressScope, b: AddressScope) -> Bool { a.rawValue < b.rawValue }

    package init(_ address: IPAddress) {
        self = address.bytes.count == 4 ? Self.ofIPv4(address) : Self.ofIPv6(address)
    }

    private static func ofIPv4(_ address: IPAddress) -> AddressScope {
        ipv4.first { $0.contains(address.number) }?.scope ?? .global
    }

    private static func ofIPv6(_ address: IPAddress) -> AddressScope {
        let scope = ipv6.first { $0.contains(address.number) }?.scope ?? .global
        return max(scope, address.embedded.map(ofIPv4) ?? .global)
    }

    /// A block of addresses.
    private struct Block {
        let network: UInt128
        let mask: UInt128
        let scope: AddressScope

        init(_ first: String, _ length: Int, _ scope: AddressScope) {
            let address = IPAddress(first)
            network = address?.number ?? .max
            mask = .max << UInt128((address?.bytes.count ?? 0) * 8 - length)
            self.scope = scope
        }

        func contains(_ number: UInt128) -> Bool { number & mask == network }
    }

    /// The first that contains an address tells.
    private static let ipv4 = [
        Block("0.0.0.0", 8, .host), Block("127.0.0.0", 8, .host), Block("169.254.0.0", 16, .host),
        // Multicast, and what is reserved; the broadcast address is in it.
        Block("224.0.0.0", 3, .host),
        Block("10.0.0.0", 8, .site), Block("172.16.0.0", 12, .site), Block("192.168.0.0", 16, .site),
        // Behind a provider's translation.
        Block("100.64.0.0", 10, .site),
        Block("192.0.0.9", 32, .global), Block("192.0.0.10", 32, .global), Block("192.0.0.0", 24, .site),
        // Benchmarks.
        Block("198.18.0.0", 15, .site),
    ]

    private static let ipv6 = [
        // IPv4-mapped, which the IPv4 address tells of.
        Block("::ffff:0:0", 96, .global),
        // The loopback and the unspecified address, and what held IPv4 ones.
        Block("::", 96, .host), Block("fe80::", 10, .host), Block("ff00::", 8, .host),
        Block("fc00::", 7, .site), Block("fec0::", 10, .site),
        // A translation of the site's own, what is discarded, and segments of a provider.
        Block("64:ff9b:1::", 48, .site), Block("100::", 63, .site), Block("5f00::", 16, .site),
        // Of the protocols' own, those that are reached from everywhere.
        Block("2001:1::", 126, .global), Block("2001:3::", 32, .global), Block("2001:4:112::", 48, .global),
        Block("2001:20::", 27, .global), Block("2001::", 32, .global), Block("2001::", 23, .site),
    ]
}

extension IPAddress {
    fileprivate var number: UInt128 { bytes.reduce(0) { $0 << 8 | UInt128($1) } }

    /// The IPv4 address that it stands for: mapped, translated (RFC 6052), or of 6to4 (RFC 3056); or `nil` if it stands for
    /// none.
    fileprivate var embedded: IPAddress? {
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        let isTranslated = bytes.starts(with: [0, 0x64, 0xff, 0x9b])
        if isMapped || isTranslated { return IPAddress(bytes: Array(bytes.suffix(4))) }
        return bytes.starts(with: [0x20, 0x02]) ? IPAddress(bytes: Array(bytes[2..<6])) : nil
    }
}
