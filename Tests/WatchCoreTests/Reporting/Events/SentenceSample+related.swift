import Foundation

@testable import WatchCore

/// What else is told of a finding, after what to do.
extension SentenceSample {
    static let related = [
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .works(PhaseTiming(.tunnel, .milliseconds(7)))))],
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets. The route through the proxy proxy.example:8080 works: the \
                proxy opened a tunnel in 7 ms.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), through: .proxy), statusLine: "HTTP/1.1 403 No",
                    credential: nil)),
            [.otherRoute(OtherRoute(.works(PhaseTiming(.connect, .milliseconds(30)))))],
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                "HTTP/1.1 403 No".
                """,
            remedy: """
                Ask those who run the proxy to allow CONNECT to login.example:443. The direct route works: \
                it connected in 30 ms.
                """),
        SentenceSample(
            .loginFails(.status(.answered(503), expected: [200])),
            [.otherRoute(OtherRoute(.works(PhaseTiming(.exchange, .milliseconds(50)))))],
            message: "https://login.example/ answered with HTTP status 503 instead of 200.",
            remedy: """
                See what answers: a status of 5xx comes from the service itself, 403 or 407 usually from a \
                filter or proxy on the path. If the page is fine in a browser, adjust ExpectStatus=. The \
                direct route works: it answered in 50 ms.
                """),
        SentenceSample(
            .sha512Fails(.blocked(.stopped(.handshake, .reset, through: .proxy), worksOnOtherRoute: true)),
            [.otherRoute(OtherRoute(.works(nil)))],
            message: """
                SHA-512 signatures with login.example:443 fail through the proxy proxy.example:8080: the \
                other side reset the connection.
                """,
            remedy: """
                Ask the network team to exempt this name from TLS filtering, or to update the device that \
                filters: the connector's own certificate is signed with SHA-512. As the other route shows, \
                it is not the server: the proxy proxy.example:8080, or a device behind it, cannot take them. \
                The direct route works.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsAlike))],
            message: "\"login.example\" does not resolve: the resolver gave no answer within 10 s.",
            remedy: """
                Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open. The \
                route through the proxy proxy.example:8080 fails in the same way.
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsOtherwise(.nameNotFound)))],
            message: "\"login.example\" does not resolve: the resolver gave no answer within 10 s.",
            remedy: """
                Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open. The \
                route through the proxy proxy.example:8080 fails as well (name-not-found).
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.otherRoute(OtherRoute(proxy: .proxy, .failsElsewhere(.tunnel, .proxyBadGateway)))],
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets. The route through the proxy proxy.example:8080 fails as \
                well, in the tunnel phase (proxy-bad-gateway).
                """),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(.login, proxy: .proxy, issuer: "CN=Corp", .unknownIssuer("no issuer"))),
            [
                .genuineIssuer("CN=Public CA"),
                .otherRoute(
                    OtherRoute(.works(PhaseTiming(.handshake, .milliseconds(40))), issuer: "CN=Public CA")),
            ],
            message: """
                TLS to login.example:443 is inspected through the proxy proxy.example:8080: the certificate \
                was issued by "CN=Corp", an issuer that this host does not trust (no issuer).
                """,
            remedy: """
                Ask the network team to exempt login.example. The proxy proxy.example:8080, or a device \
                behind it, opens the connection and answers in the server's place, which the connector's \
                client certificate does not survive. If this is a private service of your own, install its \
                root on this host (update-ca-certificates). Its certificate that was seen to be \
                genuine was issued by "CN=Public CA". The direct route works: the handshake took 40 ms, with a certificate issued \
                by "CN=Public CA".
                """),
        SentenceSample(
            .resolutionFails(.stopped(.resolve, .outOfTime)),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 40)],
            message: """
                Name resolution fails for several names, as for "login.example": the resolver gave no answer \
                within 10 s (40 checks depend on it).
                """,
            remedy: """
                Check the servers in /etc/resolv.conf, and that UDP and TCP port 53 to them is open. Alerts \
                of the checks that depend on it are suppressed until it works again (port a:443, port b:443 \
                and 38 more).
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .refused, through: .proxy, isConnected: false), statusLine: nil,
                    credential: nil)), [.dependents([CheckName("port a:443")], count: 1)],
            message: """
                The proxy proxy.example:8080 fails: 192.0.2.1 refused the connection after 30 ms (1 check \
                depends on it).
                """,
            remedy: """
                Check URL= in [Proxy] and whether the proxy is up; either nothing listens there, or a \
                firewall rejects the connection. Alerts of the checks that depend on it are suppressed until \
                it works again (port a:443).
                """),
        SentenceSample(
            .proxyFails(.unresolved(.stopped(.resolve, .outOfTime, through: .proxy))),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 2)],
            message: """
                The name of the proxy, "proxy.example", does not resolve: the resolver gave no answer within \
                10 s (2 checks depend on it).
                """,
            remedy: """
                Check URL= in [Proxy] and the servers in /etc/resolv.conf. Alerts of the checks that depend \
                on it are suppressed until it works again (port a:443, port b:443).
                """),
        SentenceSample(
            .proxyFails(.demandsCredential(.login, proxy: .proxy, statusLine: "HTTP/1.1 407 No")),
            [.dependents([CheckName("port a:443"), CheckName("port b:443")], count: 2)],
            message: """
                The proxy proxy.example:8080 demands authentication for login.example:443: it answered \
                "HTTP/1.1 407 No" (2 checks depend on it).
                """,
            remedy: """
                Ask those who run the proxy to let the connector through to login.example:443 without \
                authentication. The probe went on with the credential of [Proxy], but the connector cannot \
                authenticate at a proxy. Alerts of the checks that depend on it are suppressed until it \
                works again (port a:443, port b:443).
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .due, expires: start.date)],
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets. The connector needs what fails here to renew its \
                certificate, which expires on 2026-11-18T11:06:40Z (trust).
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .overdue, expires: start.date)],
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets. The connector's renewal is overdue and needs what fails \
                here (trust, event 1002): its certificate expires on 2026-11-18T11:06:40Z.
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            [.neededForRenewal(of: CheckName("trust"), .expired, expires: start.date)],
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets. The connector's certificate has expired, and registering \
                it again needs what fails here (trust, event 1000).
                """),
        SentenceSample(
            .trustExpiring(.left(10), limit: .days(14)),
            [
                .renewalFailures(
                    [
                        .init(.resolutionFails, CheckName("resolver")),
                        .init(.portUnreachable, CheckName("port a:443")),
                    ], count: 3)
            ],
            message: """
                The connector's trust certificate expires in 10 days, on 2026-11-28T11:06:40Z (limit 14 \
                days).
                """,
            remedy: """
                Check the connector's outbound connections now: it should have renewed the certificate when \
                30 days were left. After it expires only a person can register the connector again. What a \
                renewal needs fails, too: 1022 resolver, 1020 port a:443 and 1 more.
                """),
        SentenceSample(
            .settingsMissing(file: "/t.xml", .unreadable("Permission denied")),
            [.lastSeenCertificate(thumbprint("A"), expires: start.date, isExpired: false)],
            message: "\"/t.xml\" cannot be read: Permission denied.",
            remedy: """
                Give the user connector-watch read access to it, or check the mount it lies on. The \
                certificate that was seen last, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, expires on \
                2026-11-18T11:06:40Z.
                """),
        SentenceSample(
            .settingsMissing(file: "/t.xml", .unreadable("Permission denied")),
            [.lastSeenCertificate(thumbprint("A"), expires: start.date, isExpired: true)],
            message: "\"/t.xml\" cannot be read: Permission denied.",
            remedy: """
                Give the user connector-watch read access to it, or check the mount it lies on. The \
                certificate that was seen last, AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, expired on \
                2026-11-18T11:06:40Z.
                """),
    ]
}
