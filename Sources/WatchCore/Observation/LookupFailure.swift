/// What name servers say of a name instead of an address that can be used; that it does not exist has a case of its own.
package enum LookupFailure: Sendable, Equatable {
    /// The name exists, but has no address of this family (NODATA).
    case noAddress(AddressFamily)
    /// A filter's answer: the address that stands for "blocked", which may stand in /etc/hosts.
    case blocked(address: String, isInHosts: Bool)
    /// This server answered the question for this family with an error.
    case answered(DNSError, server: String, AddressFamily)
    /// Nothing takes questions at the address of this server.
    case unreachable(server: String)
    /// The answer of this server does not fit into a datagram, and does not come over TCP.
    case tooLong(server: String)
    /// Questions for this family are not answered, while those for the other one are.
    case silentFamily(AddressFamily)
}

/// The error that a name server answers with (RCODE, RFC 1035 section 4.1.1).
package enum DNSError: Sendable, Equatable {
    /// SERVFAIL.
    case serverFailure
    case refused
    /// FORMERR.
    case formatError
    /// NOTIMP.
    case notImplemented
    case other(code: Int)
    /// No error and no record, of one that neither asks others nor is the name's own server.
    case lame
    /// What came cannot be read.
    case malformed

    /// The one of a code that is neither "no error" nor "no such name".
    package init(code: Int) {
        self =
            switch code {
            case 1: .formatError
            case 2: .serverFailure
            case 4: .notImplemented
            case 5: .refused
            default: .other(code: code)
            }
    }
}
