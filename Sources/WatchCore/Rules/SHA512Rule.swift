/// Why handshakes signed with SHA-512 do not work.
package enum SHA512Failure: Sendable, Equatable {
    /// The server itself does not offer them; whether the other route was told the same.
    case notOffered(PathFacts, onBothRoutes: Bool)
    /// The server takes only the key exchange by RSA, in which nothing is signed: the cipher suite that it agreed on.
    case nothingSigned(PathFacts, cipher: String)
    /// Something on the path does not let them through; whether they work on the other route.
    case blocked(PathFacts, worksOnOtherRoute: Bool)
    /// This host's own OpenSSL policy forbids them; OpenSSL's words, or an empty text.
    case policy(String)
}

/// Judges whether handshakes signed with SHA-512 come through, where the usual one does: event 1041.
///
/// A server that does not offer SHA-512 refuses with a TLS alert on whichever route it is asked; that is a fact about
/// it and not an alarm. What is refused on one route and works on the other, or ends without an alert, is broken on the
/// path.
func judgeSHA512(_ routes: ByRoute<TLSObservation>, _ endpoint: Endpoint, _ context: RouteContext) -> Verdict
{
    guard let seen = routes[context.route], let attempt = seen.sha512 else { return Verdict() }
    if attempt.isHandshakeComplete { return Verdict(judged: [.sha512Fails]) }
    // Without TLS 1.2 there is nothing to sign with SHA-512: that is event 1040.
    guard let stop = attempt.handshakeStop, stop.reason != .tlsVersion, seen.tls12?.handshakeStop == nil
    else { return Verdict() }
    let facts = attempt.facts(stop, endpoint, context)
    let other = routes[context.route.other]?.sha512
    let worksOtherwise = other?.isHandshakeComplete == true
    let finding =
        if stop.failure.isRefusal, !worksOtherwise, let cipher = seen.cipherWithoutSignature {
            Finding(
                .sha512Fails(.nothingSigned(facts, cipher: cipher)), .notice, .handshake,
                .tlsSHA512NotOffered, details: attempt.details)
        } else if stop.failure.isRefusal, !worksOtherwise {
            Finding(
                .sha512Fails(
                    .notOffered(facts, onBothRoutes: other?.handshakeStop?.failure.isRefusal == true)),
                .notice, .handshake, .tlsSHA512NotOffered, details: attempt.details)
        } else {
            Finding(
                .sha512Fails(.blocked(facts, worksOnOtherRoute: worksOtherwise)), .error, .handshake,
                .tlsSHA512Blocked, details: attempt.details)
        }
    return Verdict(findings: [finding], judged: [.sha512Fails])
}

extension TLSObservation {
    /// The suite that was agreed on with TLS 1.2, if in it nothing is signed.
    fileprivate var cipherWithoutSignature: String? {
        [control.tls, tls12?.tls].compactMap(\.self).first { $0.hasRSAKeyExchange }?.cipher
    }
}

extension PathFailure {
    /// Whether the server itself takes nothing but other signatures: it says so, or signs with one that was not
    /// offered.
    fileprivate var isRefusal: Bool {
        if case .tlsRefused = self { true } else { isAnswer }
    }
}
