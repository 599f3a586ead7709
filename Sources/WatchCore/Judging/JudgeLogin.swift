/// Judges a page: fetched over a verified connection, answering as the genuine one does.
func judge(_ path: PathObservation, of subject: LoginSubject, timeout: Duration) -> Verdict {
    guard let stop = path.stop else { return judgeAnswer(path, of: subject) }
    let target = path.target(of: subject, at: stop)
    let judged: Set<AlertEvent> = [.resolutionFails]
    if stop.phase == .resolve {
        return Verdict(findings: [resolutionFinding(stop.failure, path, target, timeout)], judged: judged)
    }
    if stop.failure == .certificate {
        return Verdict(
            findings: [certificateFinding(path, target)], judged: judged.union([.serverCertificateBad]))
    }
    let cause =
        stop.phase == .connect
        ? path.triedAddresses(or: stop, limit: timeout)
        : "the server " + stop.failure.text(limit: timeout)
    let finding = Finding(
        .loginFails, .error, stop.phase, stop.failure.reason(in: stop.phase),
        message: """
            The login page \(target.text) cannot be fetched; this ends in the \(stop.phase) phase: \(cause). \
            \(stop.phase == .connect ? stop.failure.connectRemedy(for: target) : stop.phase.loginRemedy)
            """,
        details: path.details)
    let verified: Set<AlertEvent> = stop.phase == .exchange ? [.serverCertificateBad] : []
    return Verdict(findings: [finding], judged: judged.union([.loginFails]).union(verified))
}

private func judgeAnswer(_ path: PathObservation, of subject: LoginSubject) -> Verdict {
    let judged: Set<AlertEvent> = [.resolutionFails, .serverCertificateBad, .loginFails, .loginElsewhere]
    guard let answer = path.http?.responses.last else {
        return Verdict(judged: [.resolutionFails, .serverCertificateBad])
    }
    let asked = subject.page.text
    let hops = (path.http?.responses.count ?? 1) - 1
    let place = hops == 0 ? asked : "\(asked) (after \(hops) redirects at \(answer.page.text))"

    if answer.isRedirect, let location = answer.location,
        answer.leadsTo.map({ !subject.mayRedirect(to: $0.host) }) ?? true
    {
        let finding = Finding(
            .loginElsewhere, .error, .exchange, .httpElsewhere,
            message: """
                \(place) leads to \(quoted(location)), where the genuine page never leads \
                (RedirectHosts=\(subject.redirectHosts.map(\.text).joined(separator: " "))). Something else \
                answers in its place: a captive portal, a block page or a proxy. Ask the network team to \
                exempt \(subject.page.host). If the place is genuine after all, add its host to \
                RedirectHosts=.
                """,
            details: path.details)
        return Verdict(findings: [finding], judged: judged.subtracting([.loginFails]))
    }
    if !subject.expectStatus.contains(answer.status) {
        let wanted = subject.expectStatus.map(String.init).joined(separator: " ")
        return failed(
            .httpStatus,
            """
            \(place) answers with HTTP status \(answer.status); a genuine answer has one of \(wanted). A \
            status of 5xx is the service's own trouble, 403 or 407 usually a filter or proxy on the way.
            """)
    }
    if !subject.expectBody.isEmpty, path.http?.body.contains(subject.expectBody) != true {
        return failed(
            .httpBody,
            """
            \(place) answers with status \(answer.status), but its first 64 KiB do not contain \
            \(quoted(subject.expectBody)) (ExpectBody=). Compare the page in a browser: either something \
            else answers in its place, or the page has changed and ExpectBody= must follow.
            """)
    }
    return Verdict(judged: judged)

    func failed(_ reason: Reason, _ message: String) -> Verdict {
        Verdict(
            findings: [
                Finding(.loginFails, .error, .exchange, reason, message: message, details: path.details)
            ],
            judged: judged)
    }
}

extension PathObservation {
    /// What the look was on its way to when it stopped: the page asked for, or where an answer redirected to.
    fileprivate func target(of subject: LoginSubject, at stop: PathStop) -> Target {
        let asked = subject.page
        let page = stop.failure.isRedirectLoop ? asked : pageUnderWay(of: subject)
        let text = page == asked ? asked.text : "\(page.text) (where \(asked.text) redirects to)"
        return Target(host: page.host, port: page.port, text: text)
    }

    private func pageUnderWay(of subject: LoginSubject) -> PageAddress {
        guard let answer = http?.responses.last else { return subject.page }
        return subject.next(after: answer) ?? answer.page
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
            A device that inspects or filters TLS is the usual cause: ask the network team to exempt this name \
            and allow TLS 1.2 and later.
            """
        case .resolve, .connect, .tunnel, .exchange, .settings, .store, .certificate, .service:
            "Try it from another network; if it works there, ask the network team what filters HTTPS here."
        }
    }
}

/// `text` in quotes, at most 200 characters of it.
private func quoted(_ text: String) -> String {
    "\"" + (text.count > 200 ? text.prefix(200) + "…" : text) + "\""
}
