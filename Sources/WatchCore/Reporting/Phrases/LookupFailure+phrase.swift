extension LookupFailure {
    /// What name servers say, as the end of a sentence.
    var phrase: Phrase {
        switch self {
        case .noAddress(let family): "the name exists, but has no \(words: family.addressWords)"
        case .blocked(let address, isInHosts: true):
            "/etc/hosts gives it the address \(words: address), which blocks the name"
        case .blocked(let address, isInHosts: false):
            "the resolver answers \(words: address), as a DNS filter does for a blocked name"
        case .answered(let error, let server, let family):
            "the name server \(server) \(error.phrase)\(words: family.question)"
        case .unreachable(let server):
            "nothing answers DNS at \(server): its port 53 is closed, or no route leads there"
        case .tooLong(let server):
            "the answer of the name server \(server) is too long for UDP, and does not come over TCP"
        case .silentFamily(let family): "no name server answers questions\(words: family.question) in time"
        }
    }

    /// Who can mend it, and what to ask for.
    fileprivate var remedy: Phrase {
        switch self {
        case .noAddress:
            """
            Check the spelling of the name and Family= of the check, and whether this host's resolver may answer for it \
            (split DNS, a filter).
            """
        case .blocked(_, isInHosts: true): "Remove its line from /etc/hosts on this host."
        case .blocked(_, isInHosts: false):
            "Ask those who run the DNS filter, or the name servers, to allow this name."
        case .answered(.refused, _, _), .answered(.lame, _, _):
            "Check that /etc/resolv.conf names the right server; it does not serve this host, or not for this name."
        case .answered(.serverFailure, let server, _):
            """
            Ask those who run \(server): its own way to other name servers, or the name's zone (DNSSEC), is broken.
            """
        case .answered(.formatError, let server, _), .answered(.notImplemented, let server, _),
            .answered(.other, let server, _), .answered(.malformed, let server, _):
            "Ask those who run \(server), or a firewall before it that changes DNS questions or answers."
        case .unreachable: PathFailure.serversRemedy
        case .tooLong(let server):
            "Ask the network team to open TCP port 53 to \(server), beside UDP port 53."
        case .silentFamily(let family):
            """
            Ask those who run the name servers, or a firewall before them, to answer questions for \
            \(words: family.recordType); an empty answer will do. Until then programs on this host wait at every lookup.
            """
        }
    }
}

extension PathFailure {
    fileprivate static let serversRemedy: Phrase =
        "Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open."

    /// What to do about a name that cannot be resolved.
    var resolutionRemedy: Phrase {
        switch self {
        case .lookup(let failure): failure.remedy
        case .nameNotFound:
            """
            Check the spelling of the name, and whether this host's resolver may answer for it (split DNS, a filter).
            """
        case .outOfTime, .resolverFailed, .refused, .reset, .networkUnreachable, .hostUnreachable, .denied,
            .closed, .proxyStatus, .proxyMalformed, .tunnelClosed, .notTLS, .tlsVersion, .tlsAlert,
            .tlsRefused, .certificate, .clientCertificate, .httpMalformed, .httpTooLarge, .redirectLoop,
            .local, .system:
            Self.serversRemedy
        }
    }
}

extension DNSError {
    fileprivate var phrase: Phrase {
        switch self {
        case .serverFailure: "answers SERVFAIL (it failed itself)"
        case .refused: "answers REFUSED (it does not serve this host or this name)"
        case .formatError: "answers FORMERR (it does not understand the question)"
        case .notImplemented: "answers NOTIMP (it does not know such questions)"
        case .lame: "does not ask others (it only knows names of its own)"
        case .other(let code): "answers with error \(code)"
        case .malformed: "answers something that is not DNS"
        }
    }
}

extension AddressFamily {
    fileprivate var addressWords: String {
        switch self {
        case .any: "address"
        case .ipv4: "IPv4 address (A)"
        case .ipv6: "IPv6 address (AAAA)"
        }
    }

    /// The end of a sentence about the questions of this family alone.
    fileprivate var question: String {
        switch self {
        case .any: ""
        case .ipv4: " for IPv4 (A)"
        case .ipv6: " for IPv6 (AAAA)"
        }
    }

    fileprivate var recordType: String {
        switch self {
        case .any: "addresses"
        case .ipv4: "A"
        case .ipv6: "AAAA"
        }
    }
}
