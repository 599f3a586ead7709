internal import FoundationEssentials

/// How hard a check looks for somebody who answers in the server's place.
enum InspectionSearch {
    /// It does not.
    case none
    /// An issuer that no root of this host vouches for gives one away.
    case unknownIssuer
    /// So does a root that was added on this host.
    case installedRoot
}

/// Who opens TLS on the path, and what gives it away.
package struct InspectionFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    /// The proxy that it was probed through, or `nil` if it was probed directly.
    package var proxy: Endpoint?
    /// Who issued the certificate that was presented.
    package var issuer: String
    package var sign: Sign
    /// Whether the check can be told to leave this out.
    package var isOptional: Bool

    package init(
        _ endpoint: Endpoint, proxy: Endpoint? = nil, issuer: String, _ sign: Sign,
        isOptional: Bool = false
    ) {
        self.endpoint = endpoint
        self.proxy = proxy
        self.issuer = issuer
        self.sign = sign
        self.isOptional = isOptional
    }

    package enum Sign: Sendable, Equatable {
        /// No root of this host vouches for the issuer; OpenSSL's words.
        case unknownIssuer(String)
        /// The root with this subject was added on this host.
        case addedRoot(String)
    }
}

/// What is wrong with the certificates that a server presents.
package struct ServerCertificateFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    /// All of them, the weightiest first.
    package var problems: [CertificateProblem]
    /// The subject of the certificate that the weightiest is about, or `nil` if none was presented.
    package var subject: String?
    package var clock: Clock

    package init(
        _ endpoint: Endpoint, _ problems: [CertificateProblem], subject: String? = nil,
        clock: Clock = .unknown
    ) {
        self.endpoint = endpoint
        self.problems = problems
        self.subject = subject
        self.clock = clock
    }

    /// Whether this host's clock is the reason.
    package enum Clock: Sendable, Equatable {
        /// The problem is not about a date, or the clock was not measured.
        case unknown
        /// It is ahead by so much, negative if it is behind, and by the clocks of others the certificate is valid.
        case isTheReason(offset: Duration)
        case isRight
    }
}

/// Judges what a peer presented in a handshake: events 1042 and, where `isCertificateJudged`, 1043.
///
/// A revoked certificate is a bad one too, where `isRevocationJudged`.
///
/// Whose issuer is unknown is inspected where that is looked for, and then not a bad certificate for that reason; other
/// problems of it, as its dates and names, stay problems of the certificate.
func judgeServerCertificate(
    _ path: PathObservation, of endpoint: Endpoint, over context: RouteContext,
    searching search: InspectionSearch, isCertificateJudged: Bool = true, isRevocationJudged: Bool = false
) -> Verdict {
    var problems = path.tls?.problems ?? []
    if problems.isEmpty, path.stop?.failure == .certificate {
        problems = [CertificateProblem(.untrusted, depth: 0, text: "it was refused without a reason")]
    }
    var verdict = Verdict()
    if search != .none, !problems.isDoubtful {
        verdict.findings += [inspectionFinding(path, endpoint, context, search)].compactMap { $0 }
        verdict.judge([.tlsInspected])
        problems.removeAll { $0.kind == .unknownIssuer }
    }
    if !isCertificateJudged { problems = [] }
    if isRevocationJudged { problems += path.tls?.revoked ?? [] }
    if isCertificateJudged || isRevocationJudged {
        verdict.findings += [certificateFinding(problems, path, endpoint, context)].compactMap { $0 }
        verdict.judge([.serverCertificateBad])
    }
    return verdict
}

extension [CertificateProblem] {
    /// Whether the chain fails in a way that does not tell who issued it.
    fileprivate var isDoubtful: Bool {
        !contains { $0.kind == .unknownIssuer }
            && contains { $0.gap == nil && [.selfSigned, .incompleteChain, .untrusted].contains($0.kind) }
    }
}

extension TLSFacts {
    /// Who issued the certificate that was presented, if that is beyond doubt the server's own.
    var genuineIssuer: String? {
        problems.isEmpty && root?.isPublic != false ? chain.first?.issuer : nil
    }
}

/// Event 1042, or `nil` if nothing shows an inspection.
private func inspectionFinding(
    _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext, _ search: InspectionSearch
) -> Finding? {
    guard let tls = path.tls, let leaf = tls.chain.first else { return nil }
    let sign: InspectionFacts.Sign
    if let problem = tls.problems.first(where: { $0.kind == .unknownIssuer }) {
        sign = .unknownIssuer(problem.text)
    } else if search == .installedRoot, tls.problems.allSatisfy({ $0.gap != nil }),
        let root = tls.root, root.isPublic == false
    {
        sign = .addedRoot(root.facts.subject)
    } else {
        return nil
    }
    var details = path.details
    details[.issuer] = leaf.issuer
    details[.notAfter] = leaf.notAfter.rfc3339
    let facts = InspectionFacts(
        endpoint, proxy: context.proxyEndpoint, issuer: leaf.issuer, sign,
        isOptional: search == .installedRoot)
    return Finding(
        .tlsInspected(facts), .error, .handshake, .tlsIntercepted, related: genuineIssuer(leaf, context),
        details: details)
}

/// Event 1043, with every problem, or `nil` if there is none.
private func certificateFinding(
    _ problems: [CertificateProblem], _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding? {
    let problems = problems.enumerated().sorted { ($0.1.kind.rank, $0.0) < ($1.1.kind.rank, $1.0) }
        .map(\.element)
    guard let weightiest = problems.first else { return nil }
    let chain = path.tls?.chain ?? []
    let concerned = weightiest.concerned(in: chain)
    var details = path.details
    details[.issuer] = concerned?.issuer ?? "unknown"
    details[.notAfter] = concerned.map { $0.notAfter.rfc3339 } ?? "unknown"
    let facts = ServerCertificateFacts(
        endpoint, problems, subject: concerned?.subject, clock: weightiest.clock(of: concerned, context))
    return Finding(
        .serverCertificateBad(facts), .error, .handshake, weightiest.kind.reason,
        related: genuineIssuer(chain.first, context), details: details)
}

/// Who issued the latest of the certificates that were seen to be genuine, where this one is of nobody who did.
private func genuineIssuer(_ leaf: CertificateFacts?, _ context: RouteContext) -> [RelatedFact] {
    guard let leaf, let genuine = context.genuineIssuers.last, !context.genuineIssuers.contains(leaf.issuer)
    else { return [] }
    return [.genuineIssuer(genuine)]
}

extension CertificateProblem {
    /// The certificate that it is about: the one that the verification had in hand, else the one presented at its depth.
    func concerned(in chain: [CertificateFacts]) -> CertificateFacts? {
        certificate ?? chain.dropFirst(depth).first ?? chain.first
    }

    /// Whether this host's clock is the reason for a problem with a date.
    fileprivate func clock(
        of certificate: CertificateFacts?, _ context: RouteContext
    ) -> ServerCertificateFacts.Clock {
        guard kind == .expired || kind == .notYetValid, let certificate, let offset = context.clockOffset
        else { return .unknown }
        let truth = context.date.addingTimeInterval(-offset.inSeconds)
        let isValid = certificate.notBefore <= truth && truth < certificate.notAfter
        return isValid ? .isTheReason(offset: offset) : .isRight
    }
}

extension CertificateProblem.Kind {
    /// The weightiest first: what no root on this host could mend, then what is known least about last.
    fileprivate var rank: Int {
        switch self {
        case .revoked: 0
        case .expired: 1
        case .notYetValid: 2
        case .wrongName: 3
        case .selfSigned: 4
        case .incompleteChain: 5
        case .unknownIssuer: 6
        case .untrusted: 7
        }
    }

    fileprivate var reason: Reason {
        switch self {
        case .expired: .certificateExpired
        case .notYetValid: .certificateNotYetValid
        case .untrusted, .unknownIssuer: .certificateUntrusted
        case .wrongName: .certificateName
        case .selfSigned: .certificateSelfSigned
        case .incompleteChain: .certificateChain
        case .revoked: .certificateRevoked
        }
    }
}
