internal import WatchCore

/// From how far away an address can be reached: from the whole internet, within a site, or from this host and its links.
///
/// A certificate names addresses, and whoever made it is not to be believed: one of a server on the internet must not
/// make this host ask what only its own network reaches. One of a server within the site may name what is there.
enum AddressScope: Int, Comparable, Sendable {
    case global
    case site
    case host

    static func < (a: AddressScope, b: AddressScope) -> Bool { a.rawValue < b.rawValue }

    /// - Parameter bytes: of an IPv4 or IPv6 address.
    init(_ bytes: [UInt8]) {
        self = bytes.count == 4 ? Self.ofIPv4(bytes) : Self.ofIPv6(bytes)
    }

    /// That of a host that is named by an address; a name may be anywhere on the internet.
    init(of host: String) {
        self = SocketAddress(text: host).map { AddressScope($0.bytes) } ?? .global
    }

    private static func ofIPv4(_ bytes: [UInt8]) -> AddressScope {
        switch (bytes[0], bytes[1]) {
        case (0, _), (127, _), (169, 254), (224..., _): .host
        case (10, _), (172, 16...31), (192, 168), (100, 64...127), (198, 18...19): .site
        default: .global
        }
    }

    private static func ofIPv6(_ bytes: [UInt8]) -> AddressScope {
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xff && bytes[11] == 0xff
        // NAT64 (RFC 6052) and addresses that hold IPv4 ones.
        let isTranslated = Array(bytes.prefix(4)) == [0, 0x64, 0xff, 0x9b]
        if isMapped || isTranslated { return ofIPv4(Array(bytes.suffix(4))) }
        if bytes.prefix(12).allSatisfy({ $0 == 0 }) { return .host }
        switch (bytes[0], bytes[1]) {
        case (0x20, 0x02): return ofIPv4(Array(bytes[2..<6]))
        case (0xfe, 0x80...0xbf), (0xff, _): return .host
        case (0xfe, 0xc0...), (0xfc...0xfd, _): return .site
        default: return .global
        }
    }
}

extension PlainAddress {
    /// Whether it is one that HTTP is spoken at: never a port of another service.
    var hasSanePort: Bool { port == 80 || port >= 1024 }

    /// Whether a proxy may be asked for it, which looks the name up itself.
    func isAllowedThroughProxy(within scope: AddressScope) -> Bool {
        if SocketAddress(text: host) != nil { return AddressScope(of: host) <= scope }
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return name.contains(".") && !name.hasSuffix(".localhost") && !name.hasSuffix(".local")
    }
}
