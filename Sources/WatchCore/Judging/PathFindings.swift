/// The host, port and text by which messages name a network target.
struct Target {
    var host: String
    var port: UInt16
    var text: String
}

/// Event 1022, whichever check meets it.
func resolutionFinding(
    _ failure: PathFailure, _ path: PathObservation, _ target: Target, _ timeout: Duration
) -> Finding {
    let reason = failure.reason(in: .resolve)
    let text = failure.text(limit: timeout)
    let cause = failure == .outOfTime ? "the resolver " + text : text
    let sentence =
        if reason == .nameNotFound {
            """
            The resolver says that "\(target.host)" does not exist or has no address. Check the name's \
            spelling, and whether this host's resolver may answer for it (split DNS, a filter).
            """
        } else {
            """
            "\(target.host)" could not be resolved: \(cause). Check the servers in \
            /etc/resolv.conf and that UDP and TCP port 53 to them is open.
            """
        }
    return Finding(
        .resolutionFails, .error, .resolve, reason, message: sentence, details: path.details)
}

/// Event 1043, whichever check meets it.
func certificateFinding(_ path: PathObservation, _ target: Target) -> Finding {
    let problem =
        path.tls?.problems.first
        ?? CertificateProblem(.untrusted, depth: 0, text: "it was refused without a reason")
    let leaf = path.tls?.chain.first
    let shown = path.tls?.chain.dropFirst(problem.depth).first ?? leaf
    var details = path.details
    details[.issuer] = leaf?.issuer ?? "unknown"
    details[.notAfter] = leaf.map { $0.notAfter.rfc3339 } ?? "unknown"
    let about = shown.map {
        "\"\($0.subject)\", issued by \"\($0.issuer)\", valid until \($0.notAfter.rfc3339)"
    }
    return Finding(
        .serverCertificateBad, .error, .handshake, problem.kind.reason,
        message: """
            The certificate that \(target.text) presents is bad: \(problem.text) at depth \(problem.depth)\
            \(about.map { " (" + $0 + ")" } ?? ""). \(problem.kind.remedy)
            """,
        details: details)
}

extension CertificateProblem.Kind {
    fileprivate var reason: Reason {
        switch self {
        case .expired: .certificateExpired
        case .notYetValid: .certificateNotYetValid
        case .untrusted: .certificateUntrusted
        case .wrongName: .certificateName
        case .selfSigned: .certificateSelfSigned
        case .incompleteChain: .certificateChain
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .expired: "If this host's clock is right, whoever runs that server must renew it."
        case .notYetValid: "Check this host's clock first; then whoever runs that server."
        case .untrusted, .selfSigned:
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

extension PathObservation {
    /// The fields that every network alert carries as far as the look came.
    var details: [JournalField: String] {
        var details: [JournalField: String] = [:]
        details[.address] =
            address ?? (addresses.isEmpty ? nil : addresses.map(\.address).joined(separator: " "))
        details[.resolveMilliseconds] = timings.resolve?.millisecondsText
        details[.connectMilliseconds] = timings.connect?.millisecondsText
        details[.tunnelMilliseconds] = timings.tunnel?.millisecondsText
        details[.handshakeMilliseconds] = timings.handshake?.millisecondsText
        details[.exchangeMilliseconds] = timings.exchange?.millisecondsText
        if let tls {
            details[.tlsVersion] = tls.version.isEmpty ? nil : tls.version
            details[.tlsCipher] = tls.cipher.isEmpty ? nil : tls.cipher
            details[.tlsSignature] = tls.signature.isEmpty ? nil : tls.signature
        }
        return details
    }

    /// Every address with what happened there, or the failure alone where none was tried.
    func triedAddresses(or stop: PathStop, limit: Duration) -> String {
        addresses.isEmpty
            ? "it " + stop.failure.text(limit: limit)
            : addresses.map { $0.text(limit: limit) }.joined(separator: ", ")
    }
}

extension AddressAttempt {
    var isIPv6: Bool { address.contains(":") }

    func text(limit: Duration) -> String {
        guard let failure else { return "\(address) connected in \(duration.text)" }
        return failure == .outOfTime
            ? "\(address) \(failure.text(limit: limit))"
            : "\(address) \(failure.text(limit: limit)) after \(duration.text)"
    }
}
