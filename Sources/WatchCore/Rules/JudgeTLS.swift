/// Judges what one way does to TLS, in the light of the other where both were probed: events 1040 to 1043.
func judge(_ routes: ByRoute<TLSObservation>, of target: TLSTarget, over context: RouteContext) -> Verdict {
    guard let seen = routes[context.route] else { return Verdict() }
    let endpoint = Endpoint(
        host: target.host, port: target.port, text: hostAndPort(target.host, target.port))
    var verdict = judgeAccess(seen.control, to: endpoint, over: context)
    guard seen.control.hasAccess else { return verdict }
    guard seen.control.isHandshakeComplete else {
        verdict.add(
            Verdict(
                findings: [controlFinding(seen, endpoint, context)].compactMap { $0 }, judged: [.tls12Fails]))
        return verdict
    }
    verdict.add(judgeTLS12(seen, of: target, endpoint, context))
    if target.aspects.contains(.sha512) { verdict.add(judgeSHA512(routes, endpoint, context)) }
    verdict.add(
        judgeCertificate(
            seen.control, of: endpoint, over: context,
            searching: target.aspects.contains(.inspection) ? .installedRoot : .none,
            isCertificateJudged: target.aspects.contains(.certificate)))
    return verdict
}

extension PathObservation {
    /// Whether both sides agreed on keys, whatever the certificate was worth.
    var isHandshakeComplete: Bool {
        stop.map { $0.phase == .handshake && $0.failure == .certificate || $0.phase == .exchange } ?? true
    }

    /// Why a handshake did not come about; `nil`: it did, or the probe did not come to it.
    var handshakeFailure: PathFailure? {
        guard let stop, stop.phase == .handshake, !isHandshakeComplete, !stop.failure.isLocal else {
            return nil
        }
        return stop.failure
    }
}

/// Event 1040 where not even the usual handshake comes about.
private func controlFinding(_ seen: TLSObservation, _ endpoint: Endpoint, _ context: RouteContext) -> Finding?
{
    guard let stop = seen.control.stop else { return nil }
    if stop.phase == .connect {
        return Finding(
            .tls12Fails, .error, .connect, stop.failure.reason(in: .connect),
            message: """
                No TLS handshake with \(endpoint.text) comes about \(context.place), for want of a connection: \
                \(seen.control.triedAddresses(or: stop, limit: context.timeout)). \
                \(stop.failure.connectRemedy(for: endpoint))
                """,
            details: seen.control.details)
    }
    if let legacy = seen.legacy, legacy.isHandshakeComplete {
        let version =
            legacy.tls.map { $0.version.isEmpty ? "TLS 1.0 or 1.1" : $0.version } ?? "TLS 1.0 or 1.1"
        return Finding(
            .tls12Fails, .error, .handshake, .tlsVersion,
            message: """
                \(endpoint.text) speaks only TLS 1.1 or older \(context.place) (\(version)), but the connector \
                needs TLS 1.2: whoever runs that server, or the device on the way that answers in its \
                place, must enable it.
                """,
            details: legacy.details)
    }
    return Finding(
        .tls12Fails, .error, .handshake, stop.failure.reason(in: .handshake),
        message: """
            No TLS handshake with \(endpoint.text) comes about \(context.place): the other side \
            \(stop.failure.text(limit: context.timeout)). \(stop.failure.handshakeRemedy)
            """,
        details: seen.control.details)
}

/// Event 1040 where the usual handshake works: TLS 1.2 alone is tried, unless it was that already.
private func judgeTLS12(
    _ seen: TLSObservation, of target: TLSTarget, _ endpoint: Endpoint, _ context: RouteContext
) -> Verdict {
    let isKnownToWork = seen.control.tls?.version == "TLSv1.2" || seen.tls12?.isHandshakeComplete == true
    guard target.aspects.contains(.tls12), !isKnownToWork else { return Verdict(judged: [.tls12Fails]) }
    guard let attempt = seen.tls12, let failure = attempt.handshakeFailure else { return Verdict() }
    let usual = seen.control.tls.map { $0.version.isEmpty ? "" : " (\($0.version))" } ?? ""
    let fault =
        failure.isAnswer
        ? """
        Only TLS 1.3 is spoken there: whoever runs that server, or the device on the way that answers in \
        its place, must allow TLS 1.2, which the connector needs.
        """
        : """
        \(context.culprit.asSentenceStart) probably filters by version: ask the network team to exempt this \
        name, as the connector needs TLS 1.2.
        """
    let finding = Finding(
        .tls12Fails, .error, .handshake, failure.isAnswer ? .tlsVersion : failure.reason(in: .handshake),
        message: """
            TLS 1.2 does not work with \(endpoint.text) \(context.place): offered it alone, the other side \
            \(failure.text(limit: context.timeout)), while its usual handshake works\(usual). \(fault)
            """,
        details: attempt.details)
    return Verdict(findings: [finding], judged: [.tls12Fails])
}

extension PathFailure {
    /// Whether the peer itself turns the offer down, in the way that TLS has for that.
    var isAnswer: Bool {
        switch self {
        case .tlsVersion, .tlsAlert: true
        case .outOfTime, .nameNotFound, .resolverFailed, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .notTLS, .tlsRefused,
            .certificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            false
        }
    }

    /// What to do about a handshake that does not come about.
    fileprivate var handshakeRemedy: String {
        switch self {
        case .outOfTime, .reset, .closed:
            """
            TCP connects, so a device on the way filters or inspects TLS: ask the network team to exempt \
            this name and let TLS 1.2 and 1.3 through.
            """
        case .tlsVersion:
            """
            Whoever runs that server, or the device on the way that answers in its place, must enable TLS 1.2.
            """
        case .tlsAlert, .tlsRefused:
            """
            That server, or a device on the way that answers in its place, is too old or too strict: compare \
            with openssl s_client from another network.
            """
        case .notTLS:
            """
            Another service, a portal or a proxy answers there: check DNS and the port, then ask the network \
            team what takes these connections.
            """
        case .nameNotFound, .resolverFailed, .refused, .networkUnreachable, .hostUnreachable, .denied,
            .proxyStatus, .proxyMalformed, .certificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local,
            .system:
            "Try it from another network; if it works there, ask the network team what filters TLS here."
        }
    }
}
