internal import WatchCore

/// A name, and the kind of addresses of it that are wanted.
struct NameLookup: Hashable, Sendable {
    /// Lower case; a dot at the end is left out.
    let name: String
    /// Whether it ended in a dot, so that no search domain is tried.
    let isComplete: Bool
    let family: AddressFamily

    init(host: String, family: AddressFamily) {
        isComplete = host.utf8.last == UInt8(ascii: ".")
        name = (isComplete ? String(host.dropLast()) : host).lowercased()
        self.family = family
    }

    enum Answer: Sendable, Equatable {
        /// At least one, the preferred ones first, each once, and the family of which nobody would tell the addresses.
        case addresses([SocketAddress], silent: AddressFamily? = nil)
        case failed(PathFailure)
    }

    /// The most addresses of one name that are tried.
    static let addressLimit = 16

    /// The answer for an IP address, which needs no query, or `nil` if `name` is a name.
    var literal: Answer? {
        guard !isComplete, let literal = SocketAddress.Literal(name) else { return nil }
        switch literal {
        case .address(let address):
            return address.isOf(family) ? .addresses([address]) : .failed(.lookup(.noAddress(family)))
        case .unknownZone(let zone):
            return .failed(.resolverFailed("this host has no network interface \"\(zone)\""))
        }
    }

    /// The answer for what is this host by definition (RFC 6761 section 6.3), or `nil` if it is another name.
    var loopback: Answer? {
        guard name == "localhost" || name.hasSuffix(".localhost") else { return nil }
        return .addresses(
            ["::1", "127.0.0.1"].compactMap(SocketAddress.init(text:)).filter { $0.isOf(family) })
    }

    /// The families to ask name servers for: of those wanted, as AI_ADDRCONFIG of getaddrinfo(3), those that this host
    /// has addresses of.
    var families: [AddressFamily] {
        switch family {
        case .any: AddressFamily.ofThisHost()
        case .ipv4, .ipv6: [family]
        }
    }
}

extension SocketAddress {
    func isOf(_ family: AddressFamily) -> Bool { family == .any || family == addressFamily }
}
