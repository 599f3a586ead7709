internal import Glibc

/// An IPv4 or IPv6 address, without a port.
struct SocketAddress: Sendable {
    private enum Form {
        case ipv4(sockaddr_in)
        case ipv6(sockaddr_in6)
    }

    private let form: Form
    /// Numeric, without brackets.
    let text: String

    /// Reads an address, or returns `nil` if it is of another family.
    init?(_ entry: addrinfo) {
        guard let address = entry.ai_addr else { return nil }
        let raw = UnsafeRawPointer(address)
        switch entry.ai_family {
        case AF_INET: form = .ipv4(raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: form = .ipv6(raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let size = socklen_t(name.count)
        guard getnameinfo(address, entry.ai_addrlen, &name, size, nil, 0, NI_NUMERICHOST) == 0 else {
            return nil
        }
        text = name.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// AF_INET or AF_INET6.
    var family: Int32 {
        switch form {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        }
    }

    /// Begins to connect `descriptor` to `port` of this address, and returns the result of connect(2).
    func connect(_ descriptor: Int32, port: UInt16) -> Int32 {
        switch form {
        case .ipv4(var address):
            address.sin_port = port.bigEndian
            return Self.connect(descriptor, to: address)
        case .ipv6(var address):
            address.sin6_port = port.bigEndian
            return Self.connect(descriptor, to: address)
        }
    }

    private static func connect<Address>(_ descriptor: Int32, to address: Address) -> Int32 {
        withUnsafeBytes(of: address) { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
            return Glibc.connect(descriptor, start, socklen_t(bytes.count))
        }
    }
}
