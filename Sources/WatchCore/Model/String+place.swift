extension String {
    /// Whether a host is to be resolved: it is no address.
    var isName: Bool { !utf8.contains(UInt8(ascii: ":")) && !isIPv4 }

    /// Whether it is an address of this host itself.
    var isLoopback: Bool { hasPrefix("127.") && isIPv4 || self == "::1" || hasPrefix("::ffff:127.") }

    /// Whether it is an address of a private network, or of this link (RFC 1918, RFC 4193, RFC 3927, RFC 4291).
    var isPrivate: Bool {
        guard isIPv4 else {
            let start = prefix(4).lowercased()
            return contains(":") && (start.hasPrefix("fc") || start.hasPrefix("fd") || start == "fe80")
        }
        guard !hasPrefix("10."), !hasPrefix("192.168."), !hasPrefix("169.254.") else { return true }
        let numbers = split(separator: ".", maxSplits: 2)
        return hasPrefix("172.") && numbers.count > 1 && (UInt8(numbers[1]).map { 16...31 ~= $0 } ?? false)
    }

    private var isIPv4: Bool {
        utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
