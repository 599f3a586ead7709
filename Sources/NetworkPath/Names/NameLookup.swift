internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// One query to the system's resolver, which may block for any time.
struct NameLookup: Hashable, Sendable {
    let host: String
    let family: AddressFamily

    enum Answer: Sendable {
        /// At least one, in the resolver's order (RFC 6724), each once.
        case addresses([SocketAddress])
        case failed(PathFailure)
    }

    /// The most addresses of one name that are tried.
    static let addressLimit = 16

    /// The answer for an IP address, which needs no query, or `nil` if `host` is a name.
    var literal: Answer? {
        switch ask(AF_UNSPEC, AI_NUMERICHOST) {
        case .addresses(let addresses):
            let wanted = addresses.filter { addressFamily == AF_UNSPEC || $0.family == addressFamily }
            return wanted.isEmpty ? .failed(.nameNotFound) : .addresses(wanted)
        case .failed:
            return nil
        }
    }

    /// Blocks until the system's resolver answers.
    func ask() -> Answer {
        ask(addressFamily, AI_ADDRCONFIG)
    }

    private var addressFamily: Int32 {
        switch family {
        case .any: AF_UNSPEC
        case .ipv4: AF_INET
        case .ipv6: AF_INET6
        }
    }

    private func ask(_ family: Int32, _ flags: Int32) -> Answer {
        var hints = addrinfo()
        hints.ai_flags = flags
        hints.ai_family = family
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let began = ContinuousClock.now
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            let failure = Self.failure(code, Errno.last)
            return .failed(Self.isSilence(code, after: ContinuousClock.now - began) ? .outOfTime : failure)
        }
        defer { freeaddrinfo(list) }
        let addresses = Self.addresses(list)
        return addresses.isEmpty ? .failed(.nameNotFound) : .addresses(addresses)
    }

    private static func addresses(_ list: UnsafeMutablePointer<addrinfo>?) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee, addresses.count < addressLimit {
            if let address = SocketAddress(entry), !addresses.contains(where: { $0.text == address.text }) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return addresses
    }

    /// Whether no server answered within the library's own time limit (resolv.conf(5), 5 s by default): a server that
    /// refuses or has a failure says so at once.
    private static func isSilence(_ code: Int32, after duration: Duration) -> Bool {
        code == EAI_AGAIN && duration >= .seconds(2)
    }

    /// EAI_NODATA and EAI_ADDRFAMILY, which netdb.h defines for GNU programs only, so that Swift's Glibc module lacks
    /// them.
    private static let noData: Int32 = -5
    private static let noAddressOfFamily: Int32 = -9

    /// Classifies a code of getaddrinfo(3).
    ///
    /// "No such name" and "no address of this family" are answers about the name. Everything else, above all EAI_AGAIN,
    /// means that the resolver did not answer.
    ///
    /// - Parameters:
    ///   - code: not 0.
    ///   - system: the errno, which counts for EAI_SYSTEM.
    /// - Returns: The failure that it means.
    static func failure(_ code: Int32, _ system: Errno) -> PathFailure {
        switch code {
        case EAI_NONAME, noData, noAddressOfFamily: .nameNotFound
        case EAI_MEMORY: .local(String(cString: gai_strerror(code)))
        case EAI_SYSTEM:
            if case .local = system.failure { system.failure } else { .resolverFailed(system.description) }
        default: .resolverFailed(String(cString: gai_strerror(code)))
        }
    }
}
