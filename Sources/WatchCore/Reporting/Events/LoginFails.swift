extension EventProfile {
    /// Event 1030.
    static let loginFails = EventProfile(
        "ec264aa18d92488d87449a7e963f2787", "Login endpoint fails", [.error],
        .connecting + .shakingHands + [
            .tlsClientCertificate, .httpStatus, .httpBody, .httpTimeout, .httpMalformed, .httpTooLarge,
            .httpRedirectLoop, .httpReset, .httpClosed, .httpCompressed, .proxyBadGateway, .proxyDenied,
        ],
        sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1030: a login page cannot be fetched, or does not answer as it should.
    static func loginFails(_ failure: LoginFailure) -> FindingText {
        switch failure {
        case .notFetched(let facts):
            let page = facts.endpoint.text
            return facts.stop.phase == .connect
                ? FindingText(
                    "\(page) cannot be fetched: \(facts.attemptsPhrase).", remedy: remedy(facts))
                : FindingText(
                    """
                    \(page) cannot be fetched (\(words: facts.stop.phase.rawValue) phase): the server \
                    \(facts.stop.failure.phrase(limit: facts.timeout)).
                    """, remedy: remedy(facts))
        case .status(let page, let expected) where page.proxyError != nil:
            return FindingText(
                """
                \(page.subject) answered with HTTP status \(page.status) instead of \
                \(expected.map { "\($0)" }.list(3, separator: " or ")), and a proxy says why\(page.proxyError.quoted).
                """,
                remedy: page.proxyError.flatMap(ProxyExplanation.init)?.remedy(for: page.host) ?? """
                    Ask those who run the proxy, which answers in place of \(page.host), to check its own connection to it.
                    """)
        case .compressed(let page, let coding):
            return FindingText(
                """
                \(page.subject) answered with a page that is compressed in a way that cannot be read here: "\(coding)".
                """,
                remedy: """
                    Ask those who run the server, or the proxy before it, not to compress what was not asked for \
                    compressed. Until then nobody knows whether the page is genuine.
                    """)
        case .status(let page, let expected):
            return FindingText(
                """
                \(page.subject) answered with HTTP status \(page.status) instead of \
                \(expected.map { "\($0)" }.list(3, separator: " or ")).
                """,
                remedy: """
                    See what answers: a status of 5xx comes from the service itself, 403 or 407 usually from a filter or \
                    proxy on the path. If the page is fine in a browser, adjust ExpectStatus=.
                    """)
        case .unknownTenant(let page):
            return FindingText(
                "\(page.subject) does not know the tenant (HTTP status \(page.status)).",
                remedy: """
                    Check Tenant= in [Connector], the tenant in the subject of the trust certificate, and whether the tenant \
                    lives in another cloud (Cloud=). The page is genuine, but the connector could not register or renew \
                    here.
                    """)
        case .tooLong(let page, let expected?):
            return FindingText(
                """
                \(page.subject) answered with more than the 64 KiB that are read, and without \"\(expected)\" \
                (ExpectBody=) in them.
                """,
                remedy: """
                    Set ExpectBody= to a text from the beginning of the page. Until then nobody knows whether the page is \
                    genuine.
                    """)
        case .tooLong(let page, nil):
            return FindingText(
                "\(page.subject) answered with more than the 64 KiB that are read of a page.",
                remedy: "Fetch the page with curl and see what answers; the genuine page is shorter.")
        case .otherCloud(let page, let cloud):
            return FindingText(
                "\(page.subject) says that the tenant lives in another cloud, \"\(cloud)\".",
                remedy: """
                    Set Cloud= in [Connector] to the connector's cloud, or correct Tenant= if it names the wrong tenant. The \
                    endpoints that are watched are those of another cloud.
                    """)
        }
    }

    private static func remedy(_ facts: PathFacts) -> Phrase {
        switch facts.stop.phase {
        case .connect: facts.stop.failure.connectRemedy(for: facts.endpoint)
        case .handshake where facts.stop.failure == .clientCertificate: PathFailure.clientCertificateRemedy
        case .handshake:
            """
            Ask the network team to exempt this name from TLS inspection and filtering, and to allow TLS 1.2 and later.
            """
        case .resolve, .tunnel, .exchange:
            """
            Try the page from another network; if it works there, ask the network team what filters HTTPS here.
            """
        }
    }
}

extension PageFacts {
    /// The page that was asked for and, after redirects, the one that answered.
    var subject: Phrase {
        guard let answeredBy else { return "\(page)" }
        let count: Phrase = redirects == 1 ? "1 redirect" : "\(redirects) redirects"
        return "\(page) (after \(count) at \(answeredBy))"
    }
}
