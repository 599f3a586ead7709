internal import Glibc

/// Which of this host's addresses connections come from.
package enum SourceAddress {
    /// The address that the kernel chooses for connections to a numeric address, or `nil` if no route leads there.
    ///
    /// Nothing is sent: connecting a datagram socket only probes the route up (udp(7)).
    package static func towards(_ address: String) -> String? {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // Any port will do.
        guard getaddrinfo(address, "443", &hints, &list) == 0, let entry = list?.pointee else { return nil }
        defer { freeaddrinfo(list) }
        let descriptor = socket(entry.ai_family, entry.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard connect(descriptor, entry.ai_addr, entry.ai_addrlen) == 0 else { return nil }
        return name(of: descriptor)
    }

    /// The numeric address that a socket is bound to.
    private static func name(of descriptor: Int32) -> String? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let length = socklen_t(name.count)
        let isKnown = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                getsockname(descriptor, place, &size) == 0
                    && getnameinfo(place, size, &name, length, nil, 0, NI_NUMERICHOST) == 0
            }
        }
        return isKnown
            ? name.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) } : nil
    }
}
