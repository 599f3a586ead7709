/// A page that answered, and how.
package struct PageFacts: Sendable, Equatable {
    /// The address of the page asked for.
    package var page: String
    package var host: String
    package var status: Int
    /// The page that answered last, where the one asked for led to it.
    package var answeredBy: String?
    /// How many redirects were followed.
    package var redirects: Int
    /// What a proxy says of why it answers in the server's place, or `nil` if none does.
    package var proxyError: String?

    package init(
        page: String, host: String, status: Int, answeredBy: String? = nil, redirects: Int = 0,
        proxyError: String? = nil
    ) {
        self.proxyError = proxyError
        self.page = page
        self.host = host
        self.status = status
        self.answeredBy = answeredBy
        self.redirects = redirects
    }
}

/// Why a login page is of no use.
package enum LoginFailure: Sendable, Equatable {
    /// No answer came.
    case notFetched(PathFacts)
    /// The status is none of the expected ones.
    case status(PageFacts, expected: [Int])
    /// The genuine page says that it does not know the tenant.
    case unknownTenant(PageFacts)
    /// The answer is longer than what is read, and the expected text is not in that.
    case tooLong(PageFacts, expectedText: String?)
    /// The page is compressed in this way, which cannot be read here.
    case compressed(PageFacts, coding: String)
    /// The tenant lives in this cloud, and the page belongs to another.
    case otherCloud(PageFacts, cloud: String)
}

/// How something else gives itself away that answers in place of a login page.
package enum LoginSubstitute: Sendable, Equatable {
    /// It redirects to where the genuine page never leads; the patterns of the hosts where that does.
    case redirect(PageFacts, to: String, allowed: [String])
    /// It redirects to a page without TLS of a host where the genuine page may lead.
    case plainRedirect(PageFacts, to: String)
    /// It says how to sign in to another tenant, or to none: its issuer.
    case otherTenant(PageFacts, issuer: String)
    /// It sends a status that only captive portals send.
    case portalStatus(PageFacts)
    /// The text that the genuine page contains is not there.
    case missingText(PageFacts, expected: String)
    /// It does not say how to sign in to a tenant, as the genuine page does.
    case notConfiguration(PageFacts)
}

/// Judges what a page answered, once it was fetched: events 1030 and 1031.
///
/// Where something else answers in its place, nothing is known of the page itself.
func judgeAnswer(_ path: PathObservation, of target: LoginTarget) -> Verdict {
    guard let http = path.http, let answer = http.responses.last else { return Verdict() }
    // Composed for a failure only: most probes find none.
    var page: PageFacts { http.facts(asking: target.page, answer) }
    let failure: AnswerFailure? =
        if let location = answer.stray(from: target) {
            .elsewhere(
                .httpElsewhere,
                answer.isLeadingToPlainHTTP(of: target)
                    ? .plainRedirect(page, to: location)
                    : .redirect(page, to: location, allowed: target.redirectHosts.map(\.text)))
        } else if target.expectStatus.contains(answer.status) {
            missingBody(http, page, target) ?? wrongConfiguration(http, page, target)
        } else {
            unexpectedStatus(http, page, target)
        }
    return failure?.verdict(path) ?? Verdict(judged: [.loginFails, .loginElsewhere])
}

/// What is wrong with an answer.
enum AnswerFailure {
    /// Event 1030; whether the genuine page answers is known (it does), unless the answer was cut.
    case fails(Reason, LoginFailure)
    /// Event 1031.
    case elsewhere(Reason, LoginSubstitute)

    fileprivate func verdict(_ path: PathObservation) -> Verdict {
        switch self {
        case .fails(let reason, let failure):
            Verdict(
                findings: [
                    Finding(.loginFails(failure), .error, .exchange, reason, details: path.details)
                ],
                judged: [.httpTooLarge, .httpCompressed].contains(reason)
                    ? [.loginFails] : [.loginFails, .loginElsewhere])
        case .elsewhere(let reason, let substitute):
            Verdict(
                findings: [
                    Finding(.loginElsewhere(substitute), .error, .exchange, reason, details: path.details)
                ],
                judged: [.loginElsewhere])
        }
    }
}

extension HTTPFacts {
    fileprivate func facts(asking page: PageAddress, _ answer: HTTPResponse) -> PageFacts {
        let redirects = responses.count - 1
        return PageFacts(
            page: page.text, host: page.host, status: answer.status,
            answeredBy: redirects > 0 ? answer.page.text : nil, redirects: redirects,
            proxyError: answer.proxyError)
    }
}

extension HTTPResponse {
    /// The location of a redirect to where the genuine page never leads, or `nil` if it is not such a redirect.
    fileprivate func stray(from target: LoginTarget) -> String? {
        guard isRedirect, let location else { return nil }
        return leadsTo.map { target.mayRedirect(to: $0.host) } ?? false ? nil : location
    }

    /// Whether the location is a page without TLS of a host where the genuine page may lead.
    fileprivate func isLeadingToPlainHTTP(of target: LoginTarget) -> Bool {
        guard let location, location.lowercased().hasPrefix("http://") else { return false }
        // Without the port, which would be that of plain HTTP.
        return page.following(location: "https" + location.dropFirst(4))
            .map { target.mayRedirect(to: $0.host) } ?? false
    }
}

private func unexpectedStatus(_ http: HTTPFacts, _ page: PageFacts, _ target: LoginTarget) -> AnswerFailure {
    // RFC 6585 section 6: it is sent by what intercepts, never by the server itself.
    if page.status == 511 { return .elsewhere(.httpElsewhere, .portalStatus(page)) }
    if page.status == 400, target.asksForConfiguration, http.saysTenantIsUnknown {
        return .fails(.httpStatus, .unknownTenant(page))
    }
    let reason = page.proxyError.map { ProxyExplanation($0)?.reason ?? .proxyBadGateway }
    return .fails(reason ?? .httpStatus, .status(page, expected: target.expectStatus))
}

private func missingBody(
    _ http: HTTPFacts, _ page: @autoclosure () -> PageFacts, _ target: LoginTarget
) -> AnswerFailure? {
    guard !target.expectBody.isEmpty, !http.body.contains(target.expectBody) else { return nil }
    if let coding = http.coding { return .fails(.httpCompressed, .compressed(page(), coding: coding)) }
    return http.isBodyCut
        ? .fails(.httpTooLarge, .tooLong(page(), expectedText: target.expectBody))
        : .elsewhere(.httpBody, .missingText(page(), expected: target.expectBody))
}
