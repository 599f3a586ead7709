import Foundation

@testable import WatchCore

/// The login page: events 1030 and 1031.
extension SentenceSample {
    static let login = [
        SentenceSample(
            .loginFails(.notFetched(.stopped(.connect, .refused, at: .page))),
            message: """
                https://login.example/ cannot be fetched: 192.0.2.1 refused the connection after 30 ms.
                """,
            remedy: """
                Ask the network team whether outbound TCP port 443 to login.example is open; either nothing \
                listens there, or a firewall rejects the connection.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.handshake, .reset, at: .page))),
            message: """
                https://login.example/ cannot be fetched (handshake phase): the server reset the connection.
                """,
            remedy: """
                Ask the network team to exempt this name from TLS inspection and filtering, and to allow TLS \
                1.2 and later.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.handshake, .tlsVersion("unsupported protocol"), at: .page))),
            message: """
                https://login.example/ cannot be fetched (handshake phase): the server has no TLS version in \
                common with this host (unsupported protocol).
                """,
            remedy: """
                Ask the network team to exempt this name from TLS inspection and filtering, and to allow TLS \
                1.2 and later.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .outOfTime, at: .page))),
            message: """
                https://login.example/ cannot be fetched (exchange phase): the server gave no answer within \
                10 s.
                """,
            remedy: """
                Try the page from another network; if it works there, ask the network team what filters \
                HTTPS here.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .httpTooLarge(limit: 65_536), at: .page))),
            message: """
                https://login.example/ cannot be fetched (exchange phase): the server answered with a head \
                of more than 65536 bytes.
                """,
            remedy: """
                Try the page from another network; if it works there, ask the network team what filters \
                HTTPS here.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.exchange, .redirectLoop(count: 6), at: .page))),
            message: """
                https://login.example/ cannot be fetched (exchange phase): the server redirected 6 times \
                without an end.
                """,
            remedy: """
                Try the page from another network; if it works there, ask the network team what filters \
                HTTPS here.
                """),
        SentenceSample(
            .loginFails(.status(.answered(503), expected: [200, 302])),
            message: "https://login.example/ answered with HTTP status 503 instead of 200 or 302.",
            remedy: """
                See what answers: a status of 5xx comes from the service itself, 403 or 407 usually from a \
                filter or proxy on the path. If the page is fine in a browser, adjust ExpectStatus=.
                """),
        SentenceSample(
            .loginFails(.status(.answered(404, redirects: 2), expected: [200])),
            message: """
                https://login.example/ (after 2 redirects at https://next.example/in) answered with HTTP \
                status 404 instead of 200.
                """,
            remedy: """
                See what answers: a status of 5xx comes from the service itself, 403 or 407 usually from a \
                filter or proxy on the path. If the page is fine in a browser, adjust ExpectStatus=.
                """),
        SentenceSample(
            .loginFails(.unknownTenant(.answered(400))),
            message: "https://login.example/ does not know the tenant (HTTP status 400).",
            remedy: """
                Check Tenant= in [Connector], the tenant in the subject of the trust certificate, and \
                whether the tenant lives in another cloud (Cloud=). The page is genuine, but the connector \
                could not register or renew here.
                """),
        SentenceSample(
            .loginFails(.tooLong(.answered(200), expectedText: "Sign in")),
            message: """
                https://login.example/ answered with more than the 64 KiB that are read, and without "Sign \
                in" (ExpectBody=) in them.
                """,
            remedy: """
                Set ExpectBody= to a text from the beginning of the page. Until then nobody knows whether \
                the page is genuine.
                """),
        SentenceSample(
            .loginFails(.tooLong(.answered(200), expectedText: nil)),
            message: "https://login.example/ answered with more than the 64 KiB that are read of a page.",
            remedy: "Fetch the page with curl and see what answers; the genuine page is shorter."),
        SentenceSample(
            .loginFails(.otherCloud(.answered(200), cloud: "microsoftonline.us")),
            message: """
                https://login.example/ says that the tenant lives in another cloud, "microsoftonline.us".
                """,
            remedy: """
                Set Cloud= in [Connector] to the connector's cloud, or correct Tenant= if it names the wrong \
                tenant. The endpoints that are watched are those of another cloud.
                """),
        SentenceSample(
            .unanswered(.loginFails, target: "https://login.example/", timeout: .seconds(10)),
            message: """
                The probe of https://login.example/ did not end within 10 s, not even when it was told to.
                """,
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The \
                next probe starts once this one has ended.
                """),
        SentenceSample(
            .loginElsewhere(
                .redirect(.answered(302), to: "https://portal.example/login", allowed: ["*.office.com"])),
            message: """
                https://login.example/ redirects to "https://portal.example/login", where the genuine page \
                never leads.
                """,
            remedy: """
                Ask the network team to exempt login.example: a captive portal, a block page or a proxy \
                answers in its place. If the place is genuine after all, add its host to RedirectHosts= (now \
                *.office.com).
                """),
        SentenceSample(
            .loginElsewhere(.portalStatus(.answered(511))),
            message: """
                https://login.example/ answered with HTTP status 511 (Network Authentication Required), as \
                only captive portals do.
                """,
            remedy: "Log in to the network's portal, or ask the network team to exempt login.example."),
        SentenceSample(
            .loginElsewhere(.missingText(.answered(200, redirects: 1), expected: "Sign in")),
            message: """
                https://login.example/ (after 1 redirect at https://next.example/in) answered with status \
                200, but without "Sign in" (ExpectBody=).
                """,
            remedy: """
                Compare the page in a browser. Ask the network team to exempt login.example: a captive \
                portal, a block page or a proxy answers in its place. If the page is genuine after all, \
                adjust ExpectBody=.
                """),
        SentenceSample(
            .loginElsewhere(.notConfiguration(.answered(200))),
            message: """
                https://login.example/ answered with status 200, but without an issuer and a token endpoint.
                """,
            remedy: """
                Ask the network team to exempt login.example: a captive portal, a block page or a proxy \
                answers in its place.
                """),
    ]
}
