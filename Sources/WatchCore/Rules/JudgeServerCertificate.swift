internal import FoundationEssentials

/// How hard a check looks for somebody who answers in the server's place.
enum InspectionSearch {
    /// It does not.
    case none
    /// An issuer that no root of this host vouches for gives one away.
    case unknownIssuer
    /// So does a root that somebody installed on this host.
    case installedRoot
}

/// Judges what a peer presented in a handshake: events 1042 and, where `isCertificateJudged`, 1043.
///
/// Whose issuer is unknown is inspected where that is looked for, and then no bad certificate for that reason; other
/// problems of it, as its dates and names, stay problems of the certificate.
func judgeCertificate(
    _ path: PathObservation, of endpoint: Endpoint, over context: RouteContext,
    searching search: InspectionSearch,
    isCertificateJudged: Bool = true
) -> Verdict {
    var problems = path.tls?.problems ?? []
    if problems.isEmpty, path.stop?.failure == .certificate {
        problems = [CertificateProblem(.untrusted, depth: 0, text: "it was refused without a reason")]
    }
    var verdict = Verdict()
    if search != .none, !problems.isDoubtful {
        if let finding = inspectionFinding(path, endpoint, context, search) {
            verdict.findings.append(finding)
        }
        verdict.judge([.tlsInspected])
        problems.removeAll { $0.kind == .unknownIssuer }
    }
    if isCertificateJudged {
        verdict.findings += [certificateFinding(problems, path, endpoint, context)].compactMap { $0 }
        verdict.judge([.serverCertificateBad])
    }
    return verdict
}

extension [CertificateProblem] {
    /// Whether the chain fails in a way that does not tell who issued it.
    fileprivate var isDoubtful: Bool {
        !contains { $0.kind == .unknownIssuer }
            && contains { [.selfSigned, .incompleteChain, .untrusted].contains($0.kind) }
    }
}

extension TLSFacts {
    /// Who issued the certificate that was presented, if that is beyond doubt the server's own.
    var genuineIssuer: String? {
        problems.isEmpty && root?.isPublic != false ? chain.first?.issuer : nil
    }
}

/// Event 1042; `nil`: nothing shows an inspection.
private func inspectionFinding(
    _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext, _ search: InspectionSearch
) -> Finding? {
    guard let tls = path.tls, let leaf = tls.chain.first else { return nil }
    let evidence: String
    if let problem = tls.problems.first(where: { $0.kind == .unknownIssuer }) {
        evidence = "for whom no root of this host vouches (\(problem.text))"
    } else if search == .installedRoot, tls.problems.isEmpty, let root = tls.root, root.isPublic == false {
        evidence = """
            whose root "\(root.facts.subject)" was installed on this host: it is none that the distribution \
            ships
            """
    } else {
        return nil
    }
    var details = path.details
    details[.issuer] = leaf.issuer
    details[.notAfter] = leaf.notAfter.rfc3339
    return Finding(
        .tlsInspected, .error, .handshake, .tlsIntercepted,
        message: """
            TLS to \(endpoint.hostAndPort) is inspected \(context.place): the certificate presented for it was \
            issued by "\(leaf.issuer)", \(evidence).\(issuerNote(leaf, context)) \(context.culprit.asSentenceStart) \
            opens the connection and answers in the server's place: ask the network team to exempt \
            \(endpoint.host), as the connector's client certificate does not survive inspection. If it is a \
            private service of yours instead, \(search.otherRemedy).
            """,
        details: details)
}

extension InspectionSearch {
    fileprivate var otherRemedy: String {
        switch self {
        case .none, .unknownIssuer: "install its root on this host (update-ca-certificates)"
        case .installedRoot:
            "install its root on this host (update-ca-certificates) and take \"inspection\" out of Checks="
        }
    }
}

/// Event 1043, with every problem; `nil`: there is none.
private func certificateFinding(
    _ problems: [CertificateProblem], _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding? {
    guard let weightiest = problems.min(by: { $0.kind.rank < $1.kind.rank }) else { return nil }
    let chain = path.tls?.chain ?? []
    let concerned = chain.dropFirst(weightiest.depth).first ?? chain.first
    var details = path.details
    details[.issuer] = concerned?.issuer ?? "unknown"
    details[.notAfter] = concerned.map { $0.notAfter.rfc3339 } ?? "unknown"
    let list = problems.map { $0.text(in: chain) }.joined(separator: "; ")
    let remedy = weightiest.dateRemedy(of: concerned, context) ?? weightiest.kind.remedy
    return Finding(
        .serverCertificateBad, .error, .handshake, weightiest.kind.reason,
        message: """
            The certificate that \(endpoint.text) presents is bad: \(list). \(remedy)\
            \(issuerNote(chain.first, context))
            """,
        details: details)
}

private func issuerNote(_ leaf: CertificateFacts?, _ context: RouteContext) -> String {
    guard let leaf, let genuine = context.genuineIssuer, genuine != leaf.issuer else { return "" }
    return " When last seen genuine, it was issued by \"\(genuine)\"."
}

extension CertificateProblem {
    /// What is wrong, with the certificate that it is wrong with.
    fileprivate func text(in chain: [CertificateFacts]) -> String {
        let shown = chain.dropFirst(depth).first ?? chain.first
        let about = shown.map {
            " (\"\($0.subject)\", issued by \"\($0.issuer)\", valid until \($0.notAfter.rfc3339))"
        }
        return "\(text) at depth \(depth)\(about ?? "")"
    }

    /// What to do about a date, in the light of this host's clock; `nil`: it is no date, or the clock is not known.
    fileprivate func dateRemedy(of certificate: CertificateFacts?, _ context: RouteContext) -> String? {
        guard kind == .expired || kind == .notYetValid, let certificate, let offset = context.clockOffset
        else {
            return nil
        }
        let truth = context.date.addingTimeInterval(-offset.inSeconds)
        if certificate.notBefore <= truth, truth < certificate.notAfter {
            return """
                By the clocks of other servers it is valid: this host's clock is \(offset.clockText) (event \
                1050); set it (timedatectl).
                """
        }
        return """
            This host's clock is not the reason, as it agrees with those of other servers or is off by too \
            little: whoever runs that server must act.
            """
    }
}

extension CertificateProblem.Kind {
    /// The weightiest first: what no root on this host could mend, then what is known least about last.
    fileprivate var rank: Int {
        switch self {
        case .expired: 0
        case .notYetValid: 1
        case .wrongName: 2
        case .selfSigned: 3
        case .incompleteChain: 4
        case .unknownIssuer: 5
        case .untrusted: 6
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
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .expired: "If this host's clock is right, whoever runs that server must renew it."
        case .notYetValid: "Check this host's clock first; then whoever runs that server."
        case .untrusted, .unknownIssuer, .selfSigned:
            """
            Somebody on the way may answer in the server's place (TLS inspection is not supported by the \
            connector), or this host lacks the root: update ca-certificates.
            """
        case .wrongName: "Something else answers at this address: check DNS, the proxy and the firewall."
        case .incompleteChain:
            "The server does not send its intermediate certificates, or something on the way drops them."
        }
    }
}
