/// Why TLS 1.2 does not work.
package enum TLS12Failure: Sendable, Equatable {
    /// Not even the usual handshake comes about: there is no connection, or the handshake fails.
    case noHandshake(PathFacts)
    /// Only older versions are spoken there: which one was agreed on, or `nil` if that is not known.
    case onlyOlder(PathFacts, version: String?)
    /// TLS 1.2 alone fails, while the usual handshake works with this version, if that is known.
    case versionFails(PathFacts, usual: String?)
    /// This host's own OpenSSL policy forbids it; OpenSSL's words, or an empty text.
    case policy(String)
}

/// Judges what one route does to TLS, in the light of the other where both were probed: events 1040 to 1046.
func judge(_ routes: ByRoute<TLSObservation>, of target: TLSTarget, over context: RouteContext) -> Verdict {
    guard let seen = routes[context.route] else { return Verdict() }
    let endpoint = Endpoint(host: target.host, port: target.port)
    var verdict = judgeAccess(seen.control, to: endpoint, over: context)
    guard seen.control.hasAccess else { return verdict }
    guard seen.control.isHandshakeComplete else {
        verdict.findings += [controlFinding(seen, endpoint, context)].compactMap { $0 }
        verdict.judge([.tls12Fails])
        return verdict
    }
    verdict.add(judgeTLS12(seen, of: target, endpoint, context))
    if target.aspects.contains(.sha512) { verdict.add(judgeSHA512(routes, endpoint, context)) }
    if target.aspects.contains(.revocation) {
        verdict.add(judgeRevocation(seen.control.tls?.revocation ?? [], endpoint, context))
    }
    if target.aspects.contains(.largeHello) { verdict.add(judgeLargeHello(seen, endpoint, context)) }
    let certificate = judgeServerCertificate(
        seen.control, of: endpoint, over: context,
        searching: target.aspects.contains(.inspection) ? .installedRoot : .none,
        isCertificateJudged: target.aspects.contains(.certificate),
        isRevocationJudged: target.aspects.contains(.revocation))
    verdict.add(certificate)
    // Where TLS is inspected, what is presented is not the server's.
    let isServers = !certificate.findings.contains { $0.event == .tlsInspected }
    if isServers, target.aspects.contains(.certificate) {
        verdict.add(judgeServerExpiry(seen.control, target.expiry, endpoint, context))
    }
    return verdict
}

extension PathObservation {
    /// Whether both sides agreed on keys, whatever the certificate was worth.
    var isHandshakeComplete: Bool {
        stop.map { $0.phase == .handshake && $0.failure == .certificate || $0.phase == .exchange } ?? true
    }

    /// Where and why a handshake did not come about, or `nil` if it did or the probe did not come to it.
    var handshakeStop: PathStop? {
        guard let stop, stop.phase == .handshake, !isHandshakeComplete, !stop.failure.isLocal else {
            return nil
        }
        return stop
    }
}

/// Event 1040 where not even the usual handshake comes about.
private func controlFinding(_ seen: TLSObservation, _ endpoint: Endpoint, _ context: RouteContext) -> Finding?
{
    guard let stop = seen.control.stop else { return nil }
    let facts = seen.control.facts(stop, endpoint, context)
    if stop.phase == .handshake, let legacy = seen.legacy, legacy.isHandshakeComplete {
        return Finding(
            .tls12Fails(.onlyOlder(facts, version: legacy.tls?.knownVersion)), .error, .handshake,
            .tlsVersion, details: legacy.details)
    }
    return Finding(
        .tls12Fails(.noHandshake(facts)), .error, Phase(stop.phase), stop.reason,
        details: seen.control.details)
}

/// Event 1040 where the usual handshake works: TLS 1.2 alone is tried, unless it was that already.
private func judgeTLS12(
    _ seen: TLSObservation, of target: TLSTarget, _ endpoint: Endpoint, _ context: RouteContext
) -> Verdict {
    let isKnownToWork = seen.control.tls?.version == "TLSv1.2" || seen.tls12?.isHandshakeComplete == true
    guard target.aspects.contains(.tls12), !isKnownToWork else { return Verdict(judged: [.tls12Fails]) }
    guard let attempt = seen.tls12, let stop = attempt.handshakeStop else { return Verdict() }
    let facts = attempt.facts(stop, endpoint, context)
    let finding = Finding(
        .tls12Fails(.versionFails(facts, usual: seen.control.tls?.knownVersion)), .error, .handshake,
        stop.failure.isAnswer ? .tlsVersion : stop.reason, details: attempt.details)
    return Verdict(findings: [finding], judged: [.tls12Fails])
}

extension TLSFacts {
    /// `nil` if the handshake did not come so far.
    fileprivate var knownVersion: String? { version.isEmpty ? nil : version }
}
