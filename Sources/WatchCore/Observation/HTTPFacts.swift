/// The answers of a page, from the one asked for to the one that the probe ended at.
package struct HTTPFacts: Sendable, Equatable {
    /// At least one, each but the last a redirect that was followed.
    package var responses: [HTTPResponse]
    /// The beginning of the last answer's body, at most 64 KiB, invalid UTF-8 replaced.
    package var body: String
    /// Whether more of the body was to come.
    package var isBodyCut: Bool
    /// The compression of the body that could not be undone, so that `body` is empty, or `nil` if there is none.
    package var coding: String?

    package init(
        responses: [HTTPResponse], body: String = "", isBodyCut: Bool = false, coding: String? = nil
    ) {
        self.coding = coding
        self.responses = responses
        self.body = body
        self.isBodyCut = isBodyCut
    }
}

/// One answer's head.
package struct HTTPResponse: Sendable, Equatable {
    package var page: PageAddress
    package var status: Int
    /// The `Location` header, as sent.
    package var location: String?
    /// What a proxy on the path says of why it answers in the server's place, or `nil` if none does.
    package var proxyError: String?

    package init(page: PageAddress, status: Int, location: String? = nil, proxyError: String? = nil) {
        self.proxyError = proxyError
        self.page = page
        self.status = status
        self.location = location
    }
}

extension HTTPResponse {
    /// RFC 9110 section 15.4, without those that are no redirect of a GET.
    package var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }

    /// The page it redirects to, or `nil` if it does not, or to no page behind TLS.
    package var leadsTo: PageAddress? {
        isRedirect ? location.flatMap { page.following(location: $0) } : nil
    }
}

extension LoginTarget {
    /// The page that an answer leads on to, or `nil` if the probe ends there, with the expected answer, with no redirect, or
    /// with one to where the genuine page never leads.
    package func next(after answer: HTTPResponse) -> PageAddress? {
        guard !isExpectedAnswer(status: answer.status), let next = answer.leadsTo, mayRedirect(to: next.host)
        else { return nil }
        return next
    }
}
