extension String {
    /// Whether a host is to be resolved: it is no address.
    var isName: Bool { !utf8.contains(UInt8(ascii: ":")) && !isIPv4 }

    /// Whether it is an address of this host itself.
    var isLoopback: Bool { hasPrefix("127.") && isIPv4 || self == "::1" || hasPrefix("::ffff:127.") }

    /// Whether it is an address, with or without its zone, that the internet does not reach.
    var isPrivate: Bool {
        IPAddress(prefix { $0 != "%" }).map { AddressScope($0) > .global } ?? false
    }

    private var isIPv4: Bool {
        utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
