/// Judges a page: fetched over a verified connection, answering as the genuine one does.
func judge(_ path: PathObservation, of target: LoginTarget, over context: RouteContext) -> Verdict {
    let endpoint = path.endpoint(of: target)
    var context = context
    // What is known is of the page asked for.
    if endpoint.host != target.page.host { context.genuineIssuer = nil }
    var verdict = judgeAccess(path, to: endpoint, over: context)
    guard path.hasAccess else { return verdict }
    if path.isHandshakeComplete {
        verdict.add(judgeCertificate(path, of: endpoint, over: context, searching: .unknownIssuer))
    }
    if let stop = path.stop {
        guard stop.failure != .certificate else { return verdict }
        verdict.findings.append(unfetchedFinding(stop, path, endpoint, context))
        verdict.judge([.loginFails])
    } else {
        verdict.add(judgeAnswer(path, of: target))
    }
    return verdict
}

/// Event 1030 where no answer came.
private func unfetchedFinding(
    _ stop: PathStop, _ path: PathObservation, _ endpoint: Endpoint, _ context: RouteContext
) -> Finding {
    let cause =
        stop.phase == .connect
        ? path.triedAddresses(or: stop, limit: context.timeout)
        : "the server " + stop.failure.text(limit: context.timeout)
    return Finding(
        .loginFails, .error, stop.phase, stop.failure.reason(in: stop.phase),
        message: """
            The login page \(endpoint.text) cannot be fetched; this ends in the \(stop.phase) phase: \(cause). \
            \(stop.phase == .connect ? stop.failure.connectRemedy(for: endpoint) : stop.phase.loginRemedy)
            """,
        details: path.details)
}

extension PathObservation {
    /// What the probe was on its way to when it stopped: the page asked for, or where an answer redirected to.
    fileprivate func endpoint(of target: LoginTarget) -> Endpoint {
        let asked = target.page
        let isOnItsWay = stop.map { !$0.failure.isRedirectLoop } ?? false
        let page = isOnItsWay ? pageUnderWay(of: target) : asked
        let text = page == asked ? asked.text : "\(page.text) (where \(asked.text) redirects to)"
        return Endpoint(host: page.host, port: page.port, text: text)
    }

    private func pageUnderWay(of target: LoginTarget) -> PageAddress {
        guard let answer = http?.responses.last else { return target.page }
        return target.next(after: answer) ?? answer.page
    }
}

extension PathFailure {
    /// Then no single page is at fault.
    fileprivate var isRedirectLoop: Bool {
        if case .redirectLoop = self { true } else { false }
    }
}

extension Phase {
    fileprivate var loginRemedy: String {
        switch self {
        case .handshake:
            """
            A device that inspects or filters TLS is the usual cause: ask the network team to exempt this \
            name and allow TLS 1.2 and later.
            """
        case .resolve, .connect, .tunnel, .exchange, .settings, .store, .certificate, .service:
            "Try it from another network; if it works there, ask the network team what filters HTTPS here."
        }
    }
}
