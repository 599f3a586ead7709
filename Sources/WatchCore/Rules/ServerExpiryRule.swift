package import FoundationEssentials

/// The certificates near their end that a server is verified with.
package struct ServerExpiryFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    /// At least one, the most urgent first.
    package var certificates: [ExpiringCertificate]
    /// When they were judged.
    package var date: Date

    package init(_ endpoint: Endpoint, _ certificates: [ExpiringCertificate], at date: Date) {
        self.endpoint = endpoint
        self.certificates = certificates
        self.date = date
    }
}

/// A certificate near its end.
package struct ExpiringCertificate: Sendable, Equatable {
    /// What it is in the chain, and so who has to act.
    package enum Role: Sendable, Equatable {
        /// The server's own.
        case server
        /// An authority between the server's own and the root.
        case intermediate(isSent: Bool)
        /// A root of this host.
        case root
    }

    package var role: Role
    package var facts: CertificateFacts
    /// With less left than this it is told.
    package var limit: Duration

    package init(_ role: Role, _ facts: CertificateFacts, limit: Duration) {
        self.role = role
        self.facts = facts
        self.limit = limit
    }
}

/// Judges whether a certificate nears its end that the server is verified with: event 1045.
///
/// Only those count that the chain was really built over. What a server sends besides, as a bridge to an old root that
/// nobody follows any more, may end without anything failing, here and on Windows, which looks for a path that is valid;
/// nobody has to act, so not even a notice is raised: servers of large providers send such certificates for years.
///
/// Neither found nor passed is what cannot be told: a chain that does not verify is event 1043's, also for what has ended,
/// and may be somebody else's. An alert of before then stays as it was, as that of event 1001 does beside 1000.
func judgeServerExpiry(
    _ path: PathObservation, _ limits: ServerExpiryLimits, _ endpoint: Endpoint, _ context: RouteContext
) -> Verdict {
    guard let tls = path.tls, tls.isKnownToBeTheServers,
        path.stop?.failure != .certificate || !tls.problems.isEmpty
    else { return Verdict() }
    // A clock that is ahead, as others show it, must not make certificates old.
    let date = context.date.addingTimeInterval(-max(0, context.clockOffset?.inSeconds ?? 0))
    let all = tls.links
    guard all.allSatisfy({ $0.facts.left(at: date) > .zero }) else { return Verdict() }
    var verdict = Verdict(judged: [.serverCertificateExpiring])
    let found = all.compactMap { $0.expiring(at: date, within: limits) }.enumerated()
        .sorted { a, b in
            (b.element.priority, a.element.certificate.facts.notAfter, a.offset)
                < (a.element.priority, b.element.certificate.facts.notAfter, b.offset)
        }
        .map(\.element)
    guard let first = found.first else { return verdict }
    var details = path.details
    details.merge(first.certificate.facts.expiryDetails(at: date)) { $1 }
    verdict.findings = [
        Finding(
            .serverCertificateExpiring(ServerExpiryFacts(endpoint, found.map(\.certificate), at: date)),
            first.priority, .handshake, .certificateExpiring, details: details)
    ]
    return verdict
}

/// A certificate of a chain, its role, and the life that its limit is a share of.
private struct ChainLink {
    var role: ExpiringCertificate.Role
    var facts: CertificateFacts
    var life: Duration

    /// It as one near its end, and how bad that is, or `nil` if it is not.
    func expiring(
        at date: Date, within limits: ServerExpiryLimits
    ) -> (certificate: ExpiringCertificate, priority: Priority)? {
        guard let (limit, priority) = limits.crossed(with: facts.left(at: date), ofLife: life) else {
            return nil
        }
        // A root is this host's own matter: Windows, and so the connector, has roots of its own.
        let isOurs = role == .root
        return (ExpiringCertificate(role, facts, limit: limit), isOurs ? min(priority, .warning) : priority)
    }
}

extension TLSFacts {
    /// Whether the chain leads to a root of this host, if need be with what the server leaves out.
    fileprivate var isKnownToBeTheServers: Bool { problems.allSatisfy { $0.gap != nil } }

    /// The certificates that the server is verified with.
    ///
    /// Authorities live for years, and a sixth of that is no news: a server moves on to the next one when it renews its own
    /// certificate. So their limits are shares of the shorter life. An authority does not sign what outlives it; of a server
    /// that renews in time, it has then always more left than the limit.
    fileprivate var links: [ChainLink] {
        guard let own = chain.first, own.life > .zero else { return [] }
        var links = [ChainLink(role: .server, facts: own, life: own.life)]
        var authorities = intermediates.map { facts in
            let isSent = chain.contains { $0.thumbprint == facts.thumbprint }
            return (ExpiringCertificate.Role.intermediate(isSent: isSent), facts)
        }
        if let root { authorities.append((.root, root.facts)) }
        for (role, facts) in authorities
        where facts.life > .zero && !links.contains(where: { $0.facts.thumbprint == facts.thumbprint }) {
            links.append(ChainLink(role: role, facts: facts, life: min(facts.life, own.life)))
        }
        return links
    }
}

extension CertificateFacts {
    /// From its first day to its last; negative if it ends before it begins.
    package var life: Duration { .seconds(notAfter.timeIntervalSince(notBefore)) }

    /// What is left of it; negative if it has ended.
    package func left(at date: Date) -> Duration { .seconds(notAfter.timeIntervalSince(date)) }

    fileprivate func expiryDetails(at date: Date) -> [JournalField: String] {
        [
            .subject: subject, .issuer: issuer, .notAfter: notAfter.rfc3339,
            .daysLeft: String(left(at: date).wholeDays),
        ]
    }
}
