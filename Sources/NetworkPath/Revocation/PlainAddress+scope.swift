internal import WatchCore

// A certificate names addresses, and whoever made it is not to be believed: one of a server on the internet must not make
// this host ask what only its own network reaches. One of a server within the site may name what is there.

extension AddressScope {
    init(_ address: SocketAddress) {
        self.init(IPAddress(bytes: address.bytes))
    }

    /// That of a host that is named by an address; a name may be anywhere on the internet.
    init(of host: String) {
        self = SocketAddress(text: host).map(AddressScope.init) ?? .global
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
