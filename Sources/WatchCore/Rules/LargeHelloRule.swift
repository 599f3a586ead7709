/// Judges whether a first message of more than one segment comes through, where a small one does: event 1046.
///
/// A device that reads only the first segment of it resets the connection, or waits and forwards nothing. A server that
/// answers, be it with an alert, has read the message.
func judgeLargeHello(_ seen: TLSObservation, _ endpoint: Endpoint, _ context: RouteContext) -> Verdict {
    guard let attempt = seen.largeHello else { return Verdict() }
    if attempt.isHandshakeComplete { return Verdict(judged: [.largeHelloFails]) }
    guard let stop = attempt.handshakeStop else { return Verdict() }
    switch stop.failure {
    case .tlsVersion, .tlsAlert, .tlsRefused, .certificate, .clientCertificate:
        return Verdict(judged: [.largeHelloFails])
    case .outOfTime, .reset, .closed, .tunnelClosed:
        guard attempt.hasWaited(muchLongerThan: seen.control) else { return Verdict() }
        let finding = Finding(
            .largeHelloFails(attempt.facts(stop, endpoint, context)), .warning, .handshake, .tlsLargeHello,
            details: attempt.details)
        return Verdict(findings: [finding], judged: [.largeHelloFails])
    case .nameNotFound, .resolverFailed, .lookup, .refused, .networkUnreachable, .hostUnreachable, .denied,
        .proxyStatus, .proxyMalformed, .notTLS, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
        return Verdict()
    }
}

extension PathObservation {
    /// Whether silence in its handshake means something: a slow path may have left it little of the probe's time.
    fileprivate func hasWaited(muchLongerThan control: PathObservation) -> Bool {
        guard stop?.failure == .outOfTime else { return true }
        let usual = control.timings.handshake ?? .zero
        return timings.handshake.map { $0 >= max(.seconds(1), usual * 3) } ?? false
    }
}
