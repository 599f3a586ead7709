import Foundation

@testable import WatchCore

/// Ports and the proxy: events 1020, 1021 and 1023.
extension SentenceSample {
    static let network = [
        SentenceSample(
            .portUnreachable(.stopped(.connect, .refused)),
            message: "login.example:443 is unreachable: 192.0.2.1 refused the connection after 30 ms.",
            remedy: """
                Ask the network team whether outbound TCP port 443 to login.example is open; either nothing \
                listens there, or a firewall rejects the connection.
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .reset)),
            message: "login.example:443 is unreachable: 192.0.2.1 reset the connection after 30 ms.",
            remedy: """
                Ask the network team whether outbound TCP port 443 to login.example is open; either nothing \
                listens there, or a firewall rejects the connection.
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .outOfTime)),
            message: "login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets.
                """),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .networkUnreachable)),
            message: """
                login.example:443 is unreachable: 192.0.2.1 cannot be routed to from this host (network \
                unreachable).
                """,
            remedy: "Check this host's routes and default gateway, then ask the network team."),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .hostUnreachable)),
            message: """
                login.example:443 is unreachable: 192.0.2.1 cannot be reached, as a router reports (host \
                unreachable) after 30 ms.
                """,
            remedy: "Check this host's routes and default gateway, then ask the network team."),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .denied)),
            message: """
                login.example:443 is unreachable: 192.0.2.1 cannot be reached, as a packet filter on this \
                host denies it.
                """,
            remedy: "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."),
        SentenceSample(
            .portUnreachable(.stopped(.connect, .system("No buffer space available"))),
            message: """
                login.example:443 is unreachable: 192.0.2.1 failed: No buffer space available after 30 ms.
                """,
            remedy: "Check this host's network, then ask the network team."),
        SentenceSample(
            .portUnreachable(.tried([.outOfTime, .outOfTime, .refused])),
            message: """
                login.example:443 is unreachable: 2 addresses gave no answer within 10 s, 192.0.2.3 refused \
                the connection after 32 ms.
                """,
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets.
                """),
        SentenceSample(
            .portUnreachable(.tried([.outOfTime, .refused, .reset, .denied])),
            message: """
                login.example:443 is unreachable: 192.0.2.1 gave no answer within 10 s, 192.0.2.2 refused \
                the connection after 31 ms, 192.0.2.3 reset the connection after 32 ms and 1 more.
                """,
            remedy: """
                Ask the network team to open outbound TCP port 443 to login.example; silence usually means \
                that a firewall drops the packets.
                """),
        SentenceSample(
            .unanswered(.portUnreachable, target: "login.example:443", timeout: .seconds(10)),
            message: "The probe of login.example:443 did not end within 10 s, not even when it was told to.",
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The \
                next probe starts once this one has ended.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), through: .proxy),
                    statusLine: "HTTP/1.1 403 Forbidden", credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                "HTTP/1.1 403 Forbidden".
                """,
            remedy: "Ask those who run the proxy to allow CONNECT to login.example:443."),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(403), at: .plain, through: .proxy), statusLine: nil,
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:80: it answered with \
                status 403.
                """,
            remedy: """
                Ask those who run the proxy to allow CONNECT to login.example:80 as well. Many proxies allow \
                it to port 443 only, but revocation lists and certificate updates are fetched over port 80.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(407), through: .proxy),
                    statusLine: "HTTP/1.1 407 Proxy Authentication Required", credential: .refused)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                "HTTP/1.1 407 Proxy Authentication Required".
                """,
            remedy: """
                Ask those who run the proxy to let the connector through to login.example:443 without \
                authentication. The connector cannot authenticate at a proxy. It also refuses the credential \
                of Credential= in [Proxy].
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .proxyStatus(502), through: .proxy),
                    statusLine: "HTTP/1.1 502 Bad Gateway", credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                "HTTP/1.1 502 Bad Gateway".
                """,
            remedy: """
                Ask those who run the proxy to check its name resolution and its own connection to \
                login.example:443, which it cannot reach.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .outOfTime, through: .proxy), statusLine: nil,
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it took the \
                connection, but gave no answer within 10 s.
                """,
            remedy: """
                Ask those who run the proxy: it hangs, or it waits for login.example:443, which a firewall \
                may keep it from.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .closed, through: .proxy), statusLine: nil, credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it closed the \
                connection in the middle.
                """,
            remedy: """
                Check host and port in URL= of [Proxy], then ask those who run the proxy; something other \
                than an HTTP proxy may listen there.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(
                        .tunnel,
                        .proxyMalformed("the answer begins with \"SSH-2.0\" instead of a status line"),
                        through: .proxy), statusLine: nil, credential: nil)),
            message: """
                The proxy proxy.example:8080 does not open a tunnel to login.example:443: it answered \
                CONNECT with something other than HTTP/1.1: the answer begins with "SSH-2.0" instead of a \
                status line.
                """,
            remedy: """
                Check host and port in URL= of [Proxy], then ask those who run the proxy; something other \
                than an HTTP proxy may listen there.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .refused, through: .proxy, isConnected: false), statusLine: nil,
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 is unreachable: 192.0.2.1 refused the connection after 30 ms.
                """,
            remedy: """
                Check URL= in [Proxy] and whether the proxy is up; either nothing listens there, or a \
                firewall rejects the connection.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .outOfTime, through: .proxy, isConnected: false), statusLine: nil,
                    credential: nil)),
            message: "The proxy proxy.example:8080 is unreachable: 192.0.2.1 gave no answer within 10 s.",
            remedy: """
                Check URL= in [Proxy], and ask the network team to open outbound TCP port 8080 to \
                proxy.example; silence usually means that a firewall drops the packets.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .networkUnreachable, through: .proxy, isConnected: false),
                    statusLine: nil, credential: nil)),
            message: """
                The proxy proxy.example:8080 is unreachable: 192.0.2.1 cannot be routed to from this host \
                (network unreachable).
                """,
            remedy: """
                Check URL= in [Proxy], this host's routes and its default gateway, then ask the network \
                team.
                """),
        SentenceSample(
            .proxyFails(
                .noTunnel(
                    .stopped(.tunnel, .denied, through: .proxy, isConnected: false), statusLine: nil,
                    credential: nil)),
            message: """
                The proxy proxy.example:8080 is unreachable: 192.0.2.1 cannot be reached, as a packet filter \
                on this host denies it.
                """,
            remedy: "Check this host's own packet filter (nft list ruleset, ip rule, ip route)."),
        SentenceSample(
            .proxyFails(
                .demandsCredential(
                    .login, proxy: .proxy, statusLine: "HTTP/1.1 407 Proxy Authentication Required")),
            message: """
                The proxy proxy.example:8080 demands authentication for login.example:443: it answered \
                "HTTP/1.1 407 Proxy Authentication Required".
                """,
            remedy: """
                Ask those who run the proxy to let the connector through to login.example:443 without \
                authentication. The probe went on with the credential of [Proxy], but the connector cannot \
                authenticate at a proxy.
                """),
        SentenceSample(
            .addressesUnreachable(
                AddressFacts(
                    .login, failed: .tried([.outOfTime, .outOfTime]), count: 4, timeout: .seconds(10))),
            message: """
                2 of 4 addresses of login.example:443 are unreachable: 2 addresses gave no answer within 10 \
                s.
                """,
            remedy: """
                Ask the network team to open all addresses of this name, not a fixed list of them. Until \
                then the connector fails now and then.
                """),
        SentenceSample(
            .addressesUnreachable(
                AddressFacts(.login, failed: .tried([.refused]), count: 2, timeout: .seconds(10))),
            message: """
                1 of 2 addresses of login.example:443 are unreachable: 192.0.2.1 refused the connection \
                after 30 ms.
                """,
            remedy: """
                Ask the network team to open all addresses of this name, not a fixed list of them. Until \
                then the connector fails now and then.
                """),
    ]
}
