extension EventProfile {
    /// Event 1031.
    static let loginElsewhere = EventProfile(
        "58c9d39bcdf14af3af73138340911533", "Something else answers in place of the login endpoint", [.error],
        [.httpElsewhere, .httpBody], sends: .failure.union([.route]))
}

extension FindingText {
    /// Event 1031: a captive portal, a block page or a proxy answers in place of a login page.
    static func loginElsewhere(_ substitute: LoginSubstitute) -> FindingText {
        switch substitute {
        case .redirect(let page, let location, let allowed):
            let hosts: Phrase =
                allowed.isEmpty ? "" : " (now \(allowed.map { "\($0)" }.list(5, separator: " ")))"
            return FindingText(
                "\(page.subject) redirects to \"\(location)\", where the genuine page never leads.",
                remedy: """
                    \(exemption(page)) If the place is genuine after all, add its host to RedirectHosts=\(hosts).
                    """)
        case .plainRedirect(let page, let location):
            return FindingText(
                "\(page.subject) redirects to plain HTTP, \"\(location)\", which is not protected by TLS.",
                remedy: """
                    Ask those who run \(page.host) to redirect to https, or the network team what on the path takes TLS \
                    away. RedirectHosts= does not help: only pages behind TLS are followed.
                    """)
        case .otherTenant(let page, let issuer):
            return FindingText(
                "\(page.subject) tells how to sign in to somebody else: its issuer is \"\(issuer)\".",
                remedy: """
                    Check Tenant= in [Connector] and the URL. \(exemption(page)) The genuine page names the tenant that it \
                    was asked for.
                    """)
        case .portalStatus(let page):
            return FindingText(
                """
                \(page.subject) answered with HTTP status \(page.status) (Network Authentication Required), as only captive \
                portals do.
                """,
                remedy: "Log in to the network's portal, or ask the network team to exempt \(page.host).")
        case .missingText(let page, let expected):
            return FindingText(
                "\(page.subject) answered with status \(page.status), but without \"\(expected)\" (ExpectBody=).",
                remedy: """
                    Compare the page in a browser. \(exemption(page)) If the page is genuine after all, adjust ExpectBody=.
                    """)
        case .notConfiguration(let page):
            return FindingText(
                """
                \(page.subject) answered with status \(page.status), but without an issuer and a token endpoint.
                """, remedy: exemption(page))
        }
    }

    private static func exemption(_ page: PageFacts) -> Phrase {
        """
        Ask the network team to exempt \(page.host): a captive portal, a block page or a proxy answers in its place.
        """
    }
}
