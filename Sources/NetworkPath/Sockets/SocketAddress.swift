internal import Glibc
internal import WatchCore

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
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET: self.init(raw.loadUnaligned(as: sockaddr_in.self))
        case AF_INET6: self.init(raw.loadUnaligned(as: sockaddr_in6.self))
        default: return nil
        }
    }

    init(_ address: in_addr) {
        var whole = sockaddr_in()
        whole.sin_family = sa_family_t(AF_INET)
        whole.sin_addr = address
        self.init(whole)
    }

    /// - Parameters:
    ///   - address: an address.
    ///   - scope: the index of the interface that it is meant on, or 0.
    init(_ address: in6_addr, scope: UInt32 = 0) {
        var whole = sockaddr_in6()
        whole.sin6_family = sa_family_t(AF_INET6)
        whole.sin6_addr = address
        whole.sin6_scope_id = scope
        self.init(whole)
    }

    private init(_ address: sockaddr_in) {
        form = .ipv4(address)
        text = Self.text(of: address)
    }

    private init(_ address: sockaddr_in6) {
        form = .ipv6(address)
        text = Self.text(of: address)
    }

    private static func text<Address>(of address: Address) -> String {
        var name = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN) + Int(IF_NAMESIZE))
        _ = withUnsafeBytes(of: address) { bytes in
            bytes.baseAddress.map {
                getnameinfo(
                    $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count), &name,
                    socklen_t(name.count), nil, 0, NI_NUMERICHOST)
            }
        }
        return name.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// AF_INET or AF_INET6.
    var family: Int32 {
        switch form {
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        }
    }

    var addressFamily: AddressFamily {
        switch form {
        case .ipv4: .ipv4
        case .ipv6: .ipv6
        }
    }

    /// Whether it is in 127.0.0.0/8, or ::1.
    var isLoopback: Bool {
        switch form {
        case .ipv4: text.hasPrefix("127.")
        case .ipv6: text == "::1"
        }
    }

    /// In the order of the network: 4 or 16.
    var bytes: [UInt8] {
        switch form {
        case .ipv4(let address): withUnsafeBytes(of: address.sin_addr) { Array($0) }
        case .ipv6(let address): withUnsafeBytes(of: address.sin6_addr) { Array($0) }
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

extension SocketAddress: Equatable {
    static func == (a: SocketAddress, b: SocketAddress) -> Bool { a.text == b.text }
}

extension SocketAddress {
    /// What a text that looks like an address is.
    enum Literal {
        case address(SocketAddress)
        /// An IPv6 address on an interface that this host does not have.
        case unknownZone(String)

        /// Reads an address, with a zone (RFC 4007 section 11) or without, or returns `nil` if it is something else.
        init?(_ text: String) {
            var four = in_addr()
            if inet_pton(AF_INET, text, &four) == 1 {
                self = .address(SocketAddress(four))
                return
            }
            let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
            var six = in6_addr()
            guard let first = parts.first, inet_pton(AF_INET6, String(first), &six) == 1 else { return nil }
            guard parts.count == 2 else {
                self = .address(SocketAddress(six))
                return
            }
            let zone = String(parts[1])
            let index = UInt32(zone) ?? if_nametoindex(zone)
            self = index == 0 ? .unknownZone(zone) : .address(SocketAddress(six, scope: index))
        }
    }

    /// Reads an address, or returns `nil` if it is something else.
    init?(text: String) {
        guard case .address(let address) = Literal(text) else { return nil }
        self = address
    }
}
