/// Judges a page: fetched over a verified connection, answering as the genuine one does.
func judge(_ path: PathObservation, of target: LoginTarget, over context: RouteContext) -> Verdict {
    let endpoint = path.endpoint(of: target)
    var context = context
    // What is known is of the page asked for.
    if endpoint.host != target.page.host { context.genuineIssuers = [] }
    var verdict = judgeAccess(path, to: endpoint, over: context)
    guard path.hasAccess else { return verdict }
    if path.isHandshakeComplete {
        verdict.add(judgeServerCertificate(path, of: endpoint, over: context, searching: .unknownIssuer))
    }
    if let stop = path.stop {
        guard stop.failure != .certificate else { return verdict }
        // Event 1030 where no answer came.
        verdict.findings.append(
            Finding(
                .loginFails(.notFetched(path.facts(stop, endpoint, context))), .error, Phase(stop.phase),
                stop.reason, details: path.details))
        verdict.judge([.loginFails])
    } else {
        verdict.add(judgeAnswer(path, of: target))
    }
    return verdict
}

extension PathObservation {
    /// Where the probe was when it stopped: at the page asked for, or at one that an answer redirected to.
    fileprivate func endpoint(of target: LoginTarget) -> Endpoint {
        let asked = target.page
        // Of a loop of redirects no single page is the reason.
        let isAtOnePage = stop.map { !$0.failure.isRedirectLoop } ?? false
        let page = isAtOnePage ? pageInFlight(of: target) : asked
        let text = page == asked ? asked.text : "\(page.text) (where \(asked.text) redirects to)"
        return Endpoint(host: page.host, port: page.port, text: text)
    }

    private func pageInFlight(of target: LoginTarget) -> PageAddress {
        guard let answer = http?.responses.last else { return target.page }
        return target.next(after: answer) ?? answer.page
    }
}

extension PathFailure {
    fileprivate var isRedirectLoop: Bool {
        if case .redirectLoop = self { true } else { false }
    }
}
