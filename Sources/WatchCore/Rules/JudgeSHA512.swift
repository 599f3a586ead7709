/// Judges whether handshakes signed with SHA-512 come through, where the usual one does: event 1041.
///
/// A server that does not offer SHA-512 refuses with a TLS alert, whichever way it is asked; that is a fact about it
/// and no alarm. What is refused on one way and works on the other, or ends without an alert, is broken on the way.
func judgeSHA512(_ routes: ByRoute<TLSObservation>, _ endpoint: Endpoint, _ context: RouteContext) -> Verdict
{
    guard let seen = routes[context.route], let attempt = seen.sha512 else { return Verdict() }
    if attempt.isHandshakeComplete { return Verdict(judged: [.sha512Fails]) }
    // Without TLS 1.2 there is nothing to sign with SHA-512: that is event 1040.
    guard let failure = attempt.handshakeFailure, failure.reason(in: .handshake) != .tlsVersion,
        seen.tls12?.handshakeFailure == nil
    else { return Verdict() }
    let other = routes[context.route.other]
    let worksOtherwise = other?.sha512?.isHandshakeComplete == true
    let finding =
        failure.isRefusal && !worksOtherwise
        ? notOffered(failure, attempt, other, endpoint, context)
        : blocked(failure, attempt, worksOtherwise, endpoint, context)
    return Verdict(findings: [finding], judged: [.sha512Fails])
}

private func notOffered(
    _ failure: PathFailure, _ attempt: PathObservation, _ other: TLSObservation?, _ endpoint: Endpoint,
    _ context: RouteContext
) -> Finding {
    let isRefusedOtherwise = other?.sha512?.handshakeFailure?.isRefusal == true
    return Finding(
        .sha512Fails, .notice, .handshake, .tlsSHA512NotOffered,
        message: """
            \(endpoint.text) does not offer signatures over SHA-512 \
            (\(isRefusedOtherwise ? "asked directly and through the proxy alike" : "asked \(context.place)")): \
            offered nothing else in TLS 1.2, it \(failure.text(limit: context.timeout)), while its usual \
            handshake works. That is a fact about this server and no fault of the network; nothing has to \
            be done here.
            """,
        details: attempt.details)
}

private func blocked(
    _ failure: PathFailure, _ attempt: PathObservation, _ worksOtherwise: Bool, _ endpoint: Endpoint,
    _ context: RouteContext
) -> Finding {
    let culprit =
        worksOtherwise
        ? "As the other way shows, it is not the server: \(context.culprit) cannot take them."
        : """
        A server that does not offer them says so with an alert, so a device on the way that cannot take \
        them, probably \(context.culprit), cuts them off.
        """
    return Finding(
        .sha512Fails, .error, .handshake, .tlsSHA512Blocked,
        message: """
            Signatures over SHA-512 do not come through from \(endpoint.text) \(context.place): offered nothing \
            else in TLS 1.2, the other side \(failure.text(limit: context.timeout)), while the usual handshake \
            works. \(culprit) Ask the network team to exempt this name from TLS filtering, or to update \
            that device: the connector's own certificate is signed with SHA-512.
            """,
        details: attempt.details)
}

extension PathFailure {
    /// Whether the server itself takes nothing but other signatures: it says so, or signs with one that was not
    /// offered.
    fileprivate var isRefusal: Bool {
        if case .tlsRefused = self { true } else { isAnswer }
    }
}
