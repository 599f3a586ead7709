/// Host names and IP addresses that a resolver accepts (RFC 1123 section 2.1, and underscores).
enum HostName {
    /// - Returns: The name or address in lower case.
    /// - Throws: A ``ValueError`` that says what is wrong with it.
    static func read(_ text: String) throws(ValueError) -> String {
        let host = text.lowercased()
        if host.utf8.contains(UInt8(ascii: ":")) { return try addressWithColons(host) }
        guard !host.isEmpty, host.utf8.count <= 253 else {
            throw ValueError("a host name has 1 to 253 characters")
        }
        // A trailing dot means that no search domain is tried.
        let name = host.last == "." ? host.dropLast() : host[...]
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        for label in labels { try check(label) }
        // The last label of a name is never a number (RFC 3696 section 2), so an address was meant.
        if labels.last?.utf8.allSatisfy(isDigit) == true, IPAddress(name) == nil {
            throw ValueError("this is neither a host name nor a complete IPv4 address")
        }
        return host
    }

    private static func check(_ label: Substring) throws(ValueError) {
        if label.isEmpty { throw ValueError("it has an empty part between dots") }
        if label.utf8.count > 63 { throw ValueError("a part between dots is longer than 63 characters") }
        if label.first == "-" || label.last == "-" {
            throw ValueError("a part between dots begins or ends with a hyphen")
        }
        let stray = label.unicodeScalars.first {
            !("a"..."z").contains($0) && !("0"..."9").contains($0) && $0 != "-" && $0 != "_"
        }
        if let stray { throw ValueError("a host name cannot contain \"\(stray)\"") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func addressWithColons(_ host: String) throws(ValueError) -> String {
        if isIPv6(host) { return host }
        if host.first == "[", host.last == "]", isIPv6(String(host.dropFirst().dropLast())) {
            throw ValueError(
                "write the address without brackets", suggestion: String(host.dropFirst().dropLast()))
        }
        if host.contains("://") { throw ValueError("this is a URL, not a host name") }
        let parts = host.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, UInt16(parts[1]) != nil {
            throw ValueError("write the host without a port", suggestion: String(parts[0]))
        }
        throw ValueError("this is not a valid IPv6 address")
    }

    /// RFC 4291 section 2.2, with a zone (RFC 4007 section 11) where the scope is a link's.
    private static func isIPv6(_ text: String) -> Bool {
        let zoned = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        if zoned.count == 2, zoned[1].isEmpty || zoned[1].utf8.count > 15 || zoned[1].contains(" ") {
            return false
        }
        return IPAddress(zoned[0])?.bytes.count == 16
    }
}

extension ValueType<String> {
    static let host = checked("a host name or an IP address", HostName.read)

    /// A host name in which `<tenant>` stands for the tenant's GUID.
    static let hostOfTenant = checked(
        "a host name or IP address (\(Settings.tenantPlaceholder) stands for the tenant's GUID)"
    ) { text throws(ValueError) in
        // Looking for one byte is much faster than looking for the placeholder, and there may be many hosts.
        guard text.utf8.contains(UInt8(ascii: "<")) else { return try HostName.read(text) }
        let placeholder = Settings.tenantPlaceholder
        // A GUID has 36 characters: the name must be valid with them in place.
        let stand = String(repeating: "0", count: 35) + "a"
        let lower = text.lowercased()
        _ = try HostName.read(lower.replacing(placeholder, with: stand))
        return lower
    }
}

extension ValueType<HostPattern> {
    static let hostPattern = ValueType(
        allowed: "host names, or *.DOMAIN for all names below a domain",
        read: { text throws(ValueError) in
            let name = text.hasPrefix("*.") ? String(text.dropFirst(2)) : text
            _ = try HostName.read(name)
            return HostPattern(text)
        },
        write: { $0.text })
}
