internal import Files
internal import Glibc
internal import WatchCore

extension AddressFamily {
    /// The families of which this host has an address other than a loopback one; both, if it has none at all.
    static func ofThisHost() -> [AddressFamily] {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else {
            Descriptors.noteFailureOfLibrary()
            return [.ipv4, .ipv6]
        }
        defer { freeifaddrs(list) }
        var found: Set<AddressFamily> = []
        var next = list
        while let entry = next?.pointee {
            if let address = entry.ifa_addr, let configured = SocketAddress(address), !configured.isLoopback {
                found.insert(configured.addressFamily)
            }
            next = entry.ifa_next
        }
        return found.isEmpty ? [.ipv4, .ipv6] : [.ipv4, .ipv6].filter(found.contains)
    }
}

extension [SocketAddress] {
    /// At most ``NameLookup/addressLimit``, each once, IPv6 first where a route leads there: what RFC 6724 comes to for a
    /// name with public addresses.
    var preferredFirst: [SocketAddress] {
        var once: [SocketAddress] = []
        for address in self where !once.contains(address) { once.append(address) }
        let six = once.filter { $0.addressFamily == .ipv6 }
        let four = once.filter { $0.addressFamily == .ipv4 }
        guard let first = six.first, !four.isEmpty else { return Array(once.prefix(NameLookup.addressLimit)) }
        return Array((first.isRouted ? six + four : four + six).prefix(NameLookup.addressLimit))
    }
}

extension SocketAddress {
    /// Whether this host has a route to it; nothing is sent.
    var isRouted: Bool {
        let probe = socket(family, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard probe >= 0 else {
            Descriptors.note(.last)
            return false
        }
        defer { close(probe) }
        return connect(probe, port: 9) == 0
    }
}
