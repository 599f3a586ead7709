import Foundation

@testable import WatchCore

/// What proxies and pages answer that is not what was asked for: events 1021, 1030 and 1031.
extension SentenceSample {
    static let answers = [
        refused(
            405, "Not Allowed",
            """
            Check host and port in URL= of [Proxy]: what listens at proxy.example:8080 does not know CONNECT. It is \
            a web server or a reverse proxy, not a forward proxy, or CONNECT is switched off there.
            """),
        refused(
            429, "Too Many Requests",
            """
            Ask those who run the proxy not to limit how often this host may connect, or probe less often \
            (Interval=).
            """),
        refused(
            302, "Found",
            """
            Log in to the network's portal, or ask the network team to exempt this host and the connector's: a \
            captive portal answers in place of the proxy.
            """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .tunnelClosed, through: .proxy), statusLine: "HTTP/1.1 200 OK",
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered "HTTP/1.1 200 \
                OK", but then closed the tunnel.
                """,
            remedy: """
                Ask those who run the proxy whether it can reach login.example:443 (name resolution, route, firewall). \
                It answers before it has connected, so its answer does not prove a connection; if it can, something \
                behind it ends the connection.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .outOfTime, through: .proxy), statusLine: "HTTP/1.1 200 OK",
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered "HTTP/1.1 200 \
                OK", but nothing came through the tunnel within 10 s.
                """,
            remedy: """
                Ask those who run the proxy: it hangs, or it waits for login.example:443, which a firewall may keep it \
                from.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(503), through: .proxy), statusLine: "HTTP/1.1 503 Busy",
                    credential: nil, error: "X-Squid-Error: ERR_DNS_FAIL 0")),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered "HTTP/1.1 503 \
                Busy" (X-Squid-Error: ERR_DNS_FAIL 0).
                """,
            remedy: """
                Ask those who run the proxy to check its name servers: it says that the name of login.example:443 does \
                not resolve.
                """),
        SentenceSample(
            .loginFails(.notFetched(.stopped(.handshake, .clientCertificate, at: .page))),
            message: """
                https://login.example/ cannot be fetched (handshake phase): the server demands a client certificate.
                """,
            remedy: """
                Check the URL: the genuine page is open to everybody, and a probe never presents a certificate. If \
                something on the path demands one in the server's name, ask the network team to exempt this host.
                """),
        SentenceSample(
            .loginFails(.compressed(.answered(200), coding: "br")),
            message: """
                https://login.example/ answered with a page that is compressed in a way that cannot be read here: "br".
                """,
            remedy: """
                Ask those who run the server, or the proxy before it, not to compress what was not asked for \
                compressed. Until then nobody knows whether the page is genuine.
                """),
        SentenceSample(
            .loginElsewhere(.plainRedirect(.answered(302), to: "http://login.example/next")),
            message: """
                https://login.example/ redirects to plain HTTP, "http://login.example/next", which is not protected by \
                TLS.
                """,
            remedy: """
                Ask those who run login.example to redirect to https, or the network team what on the path takes TLS \
                away. RedirectHosts= does not help: only pages behind TLS are followed.
                """),
        SentenceSample(
            .loginElsewhere(.otherTenant(.answered(200), issuer: "https://portal.example/")),
            message: """
                https://login.example/ tells how to sign in to somebody else: its issuer is "https://portal.example/".
                """,
            remedy: """
                Check Tenant= in [Connector] and the URL. Ask the network team to exempt login.example: a captive \
                portal, a block page or a proxy answers in its place. The genuine page names the tenant that it was \
                asked for.
                """),
    ]

    /// A proxy that answers CONNECT with a status.
    private static func refused(_ status: Int, _ phrase: String, _ remedy: String) -> SentenceSample {
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(status), through: .proxy),
                    statusLine: "HTTP/1.1 \(status) \(phrase)", credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                "HTTP/1.1 \(status) \(phrase)".
                """, remedy: remedy)
    }
}
