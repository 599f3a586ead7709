/// Judges what a page answered, once it was fetched: events 1030 and 1031.
///
/// Where something else answers in its place, nothing is known of the page itself.
func judgeAnswer(_ path: PathObservation, of target: LoginTarget) -> Verdict {
    guard let http = path.http, let answer = http.responses.last else { return Verdict() }
    let isExpected = target.expectStatus.contains(answer.status)
    let place = http.place(asking: target.page)
    let failure: AnswerFailure? =
        if let location = answer.stray(from: target) {
            .elsewhere(.httpElsewhere, strayText(location, place, target))
        } else if isExpected {
            missingBody(http, place, target) ?? wrongConfiguration(http, place, target)
        } else {
            unexpectedStatus(answer, http, place, target)
        }
    return failure?.verdict(path) ?? Verdict(judged: [.loginFails, .loginElsewhere])
}

/// What is wrong with an answer: its reason and whole sentences.
enum AnswerFailure {
    /// Event 1030; whether the genuine page answers is known (it does), unless the answer was cut.
    case fails(Reason, String)
    /// Event 1031.
    case elsewhere(Reason, String)

    fileprivate func verdict(_ path: PathObservation) -> Verdict {
        switch self {
        case .fails(let reason, let message):
            Verdict(
                findings: [
                    Finding(.loginFails, .error, .exchange, reason, message: message, details: path.details)
                ],
                judged: reason == .httpTooLarge ? [.loginFails] : [.loginFails, .loginElsewhere])
        case .elsewhere(let reason, let message):
            Verdict(
                findings: [
                    Finding(
                        .loginElsewhere, .error, .exchange, reason, message: message, details: path.details)
                ],
                judged: [.loginElsewhere])
        }
    }
}

extension HTTPFacts {
    /// The page that answered last, as the subject of a sentence.
    fileprivate func place(asking page: PageAddress) -> String {
        let hops = responses.count - 1
        guard hops > 0, let last = responses.last else { return page.text }
        return "\(page.text) (after \(hops) redirects at \(last.page.text))"
    }
}

extension HTTPResponse {
    /// The location of a redirect to where the genuine page never leads; `nil`: it is none.
    fileprivate func stray(from target: LoginTarget) -> String? {
        guard isRedirect, let location else { return nil }
        return leadsTo.map { target.mayRedirect(to: $0.host) } ?? false ? nil : location
    }
}

private func strayText(_ location: String, _ place: String, _ target: LoginTarget) -> String {
    """
    \(place) leads to \(quoted(location)), where the genuine page never leads \
    (RedirectHosts=\(target.redirectHosts.map(\.text).joined(separator: " "))). Something else \
    answers in its place: a captive portal, a block page or a proxy. Ask the network team to \
    exempt \(target.page.host). If the place is genuine after all, add its host to \
    RedirectHosts=.
    """
}

private func unexpectedStatus(
    _ answer: HTTPResponse, _ http: HTTPFacts, _ place: String, _ target: LoginTarget
) -> AnswerFailure {
    // RFC 6585 section 6: it is sent by what intercepts, never by the server itself.
    if answer.status == 511 {
        return .elsewhere(
            .httpElsewhere,
            """
            \(place) answers with HTTP status 511 (Network Authentication Required), which only a captive \
            portal sends in the place of a server. Log in to the network's portal, or ask the network team \
            to exempt \(target.page.host).
            """)
    }
    if answer.status == 400, target.asksForConfiguration, http.saysTenantIsUnknown {
        return .fails(.httpStatus, unknownTenantText(place))
    }
    return .fails(
        .httpStatus,
        """
        \(place) answers with HTTP status \(answer.status); a genuine answer has one of \
        \(target.expectStatus.map(String.init).joined(separator: " ")). A status of 5xx is the service's \
        own trouble, 403 or 407 usually a filter or proxy on the way.
        """)
}

private func missingBody(_ http: HTTPFacts, _ place: String, _ target: LoginTarget) -> AnswerFailure? {
    guard !target.expectBody.isEmpty, !http.body.contains(target.expectBody) else { return nil }
    let status = http.responses.last.map { "\($0.status)" } ?? "200"
    if http.isBodyCut {
        return .fails(
            .httpTooLarge,
            """
            \(place) answers with status \(status), but with more than 64 KiB, of which no more are read, \
            and they do not contain \(quoted(target.expectBody)) (ExpectBody=). Whether the page is the \
            genuine one is not known: let ExpectBody= be a text from its beginning.
            """)
    }
    return .elsewhere(
        .httpBody,
        """
        \(place) answers with status \(status), but without \(quoted(target.expectBody)) (ExpectBody=), \
        which the genuine page contains. Something else answers in its place, as a block page does: compare \
        the page in a browser, and ask the network team to exempt \(target.page.host). If the page is \
        genuine after all, ExpectBody= must follow it.
        """)
}
