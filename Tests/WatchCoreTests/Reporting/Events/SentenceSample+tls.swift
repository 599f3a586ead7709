import Foundation

@testable import WatchCore

/// What the path does to TLS: events 1040 to 1042.
extension SentenceSample {
    static let tls = [
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.connect, .refused))),
            message: """
                TLS with login.example:443 fails on the direct route: 192.0.2.1 refused the connection after \
                30 ms.
                """,
            remedy: """
                Ask the network team whether outbound TCP port 443 to login.example is open; either nothing \
                listens there, or a firewall rejects the connection.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .reset))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side reset the \
                connection.
                """,
            remedy: """
                Ask the network team to exempt this name and to let TLS 1.2 and 1.3 through; TCP connects, \
                so a device on the path filters or inspects TLS.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .outOfTime, through: .proxy))),
            message: """
                The TLS handshake with login.example:443 fails through the proxy proxy.example:8080: the \
                other side gave no answer within 10 s.
                """,
            remedy: """
                Ask the network team to exempt this name and to let TLS 1.2 and 1.3 through; TCP connects, \
                so a device on the path filters or inspects TLS.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsVersion("unsupported protocol")))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side has no \
                TLS version in common with this host (unsupported protocol).
                """,
            remedy: """
                Whoever runs that server, or the device on the path that answers in its place, must enable \
                TLS 1.2 there.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsAlert("handshake failure")))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side refused \
                the handshake with the alert "handshake failure".
                """,
            remedy: """
                Compare with openssl s_client from another network: that server, or a device on the path \
                that answers in its place, is too old or too strict.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .tlsRefused("dh key too small")))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side sent what \
                this host's TLS library refuses (dh key too small).
                """,
            remedy: """
                Compare with openssl s_client from another network: that server, or a device on the path \
                that answers in its place, is too old or too strict.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .notTLS))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side answered \
                with something other than TLS.
                """,
            remedy: """
                Check DNS and the port, then ask the network team what takes these connections: another \
                service, a portal or a proxy answers there.
                """),
        SentenceSample(
            .tls12Fails(.noHandshake(.stopped(.handshake, .system("Broken pipe")))),
            message: """
                The TLS handshake with login.example:443 fails on the direct route: the other side failed: \
                Broken pipe.
                """,
            remedy: """
                Try it from another network; if it works there, ask the network team what filters TLS here.
                """),
        SentenceSample(
            .tls12Fails(
                .onlyOlder(.stopped(.handshake, .tlsVersion("unsupported protocol")), version: "TLSv1.1")),
            message: """
                login.example:443 speaks only TLSv1.1 on the direct route, and the connector needs TLS 1.2.
                """,
            remedy: """
                Whoever runs that server, or the device on the path that answers in its place, must enable \
                TLS 1.2 there.
                """),
        SentenceSample(
            .tls12Fails(.onlyOlder(.stopped(.handshake, .tlsVersion("unsupported protocol")), version: nil)),
            message: """
                login.example:443 speaks only TLS 1.0 or 1.1 on the direct route, and the connector needs \
                TLS 1.2.
                """,
            remedy: """
                Whoever runs that server, or the device on the path that answers in its place, must enable \
                TLS 1.2 there.
                """),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .tlsAlert("protocol version")), usual: "TLSv1.3")),
            message: """
                TLS 1.2 with login.example:443 fails on the direct route, while TLSv1.3 works: the other \
                side refused the handshake with the alert "protocol version".
                """,
            remedy: """
                Whoever runs that server, or the device on the path that answers in its place, must enable \
                TLS 1.2 there; only TLS 1.3 is spoken, and the connector needs TLS 1.2.
                """),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .reset, through: .proxy), usual: "TLSv1.3")),
            message: """
                TLS 1.2 with login.example:443 fails through the proxy proxy.example:8080, while TLSv1.3 \
                works: the other side reset the connection.
                """,
            remedy: """
                Ask the network team to exempt this name. The proxy proxy.example:8080, or a device behind \
                it, probably filters by TLS version, and the connector needs TLS 1.2.
                """),
        SentenceSample(
            .tls12Fails(.versionFails(.stopped(.handshake, .outOfTime), usual: nil)),
            message: """
                TLS 1.2 with login.example:443 fails on the direct route, while the usual handshake works: \
                the other side gave no answer within 10 s.
                """,
            remedy: """
                Ask the network team to exempt this name. A firewall on the direct route probably filters by \
                TLS version, and the connector needs TLS 1.2.
                """),
        SentenceSample(
            .tls12Fails(.policy("no protocols available")),
            message: "This host's own OpenSSL policy forbids TLS 1.2 (no protocols available).",
            remedy: """
                Check MinProtocol, CipherString and SignatureAlgorithms in /etc/ssl/openssl.cnf. The TLS \
                checks go by their own settings and the path works, but a program here that follows that \
                file, such as a proxy on this host, cannot carry what the connector needs.
                """),
        SentenceSample(
            .unanswered(.tls12Fails, target: "login.example:443", timeout: .seconds(10)),
            message: "The probe of login.example:443 did not end within 10 s, not even when it was told to.",
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The \
                next probe starts once this one has ended.
                """),
        SentenceSample(
            .sha512Fails(
                .notOffered(.stopped(.handshake, .tlsAlert("handshake failure")), onBothRoutes: false)),
            message: """
                login.example:443 does not offer signatures over SHA-512: it refused the handshake with the \
                alert "handshake failure" on the direct route.
                """,
            remedy: """
                Nothing has to be done: this is a fact about that server and not a failure of the network, \
                and its usual handshake works.
                """),
        SentenceSample(
            .sha512Fails(
                .notOffered(.stopped(.handshake, .tlsAlert("handshake failure")), onBothRoutes: true)),
            message: """
                login.example:443 does not offer signatures over SHA-512: it refused the handshake with the \
                alert "handshake failure" directly and through the proxy alike.
                """,
            remedy: """
                Nothing has to be done: this is a fact about that server and not a failure of the network, \
                and its usual handshake works.
                """),
        SentenceSample(
            .sha512Fails(
                .nothingSigned(.stopped(.handshake, .tlsAlert("handshake failure")), cipher: "AES256-SHA")),
            message: """
                login.example:443 takes only the RSA key exchange on the direct route (AES256-SHA), in which \
                nothing is signed, over SHA-512 or any other hash.
                """,
            remedy: """
                Ask whoever runs that server, or the device that answers in its place, to offer the key \
                exchange ECDHE. The connector can speak to it as it is, but nothing there has forward secrecy.
                """),
        SentenceSample(
            .sha512Fails(.blocked(.stopped(.handshake, .reset), worksOnOtherRoute: false)),
            message: """
                SHA-512 signatures with login.example:443 fail on the direct route: the other side reset the \
                connection.
                """,
            remedy: """
                Ask the network team to exempt this name from TLS filtering, or to update the device that \
                filters: the connector's own certificate is signed with SHA-512. A server that does not \
                offer them says so with an alert, so probably a firewall on the direct route cuts them off.
                """),
        SentenceSample(
            .sha512Fails(
                .blocked(
                    .stopped(.handshake, .tlsAlert("handshake failure"), through: .proxy),
                    worksOnOtherRoute: true)),
            message: """
                SHA-512 signatures with login.example:443 fail through the proxy proxy.example:8080: the \
                other side refused the handshake with the alert "handshake failure".
                """,
            remedy: """
                Ask the network team to exempt this name from TLS filtering, or to update the device that \
                filters: the connector's own certificate is signed with SHA-512. As the other route shows, \
                it is not the server: the proxy proxy.example:8080, or a device behind it, cannot take them.
                """),
        SentenceSample(
            .sha512Fails(.policy("")),
            message: "This host's own OpenSSL policy forbids signatures over SHA-512.",
            remedy: """
                Check MinProtocol, CipherString and SignatureAlgorithms in /etc/ssl/openssl.cnf. The TLS \
                checks go by their own settings and the path works, but a program here that follows that \
                file, such as a proxy on this host, cannot carry what the connector needs.
                """),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(
                    .login, issuer: "CN=Corp Inspection CA",
                    .unknownIssuer("unable to get local issuer certificate"))),
            message: """
                TLS to login.example:443 is inspected on the direct route: the certificate was issued by \
                "CN=Corp Inspection CA", an issuer that this host does not trust (unable to get local issuer \
                certificate).
                """,
            remedy: """
                Ask the network team to exempt login.example. A firewall on the direct route opens the \
                connection and answers in the server's place, which the connector's client certificate does \
                not survive. If this is a private service of your own, install its root on this host \
                (update-ca-certificates).
                """),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(
                    .login, proxy: .proxy, issuer: "CN=Corp Inspection CA", .addedRoot("CN=Corp Root"),
                    isOptional: true)),
            message: """
                TLS to login.example:443 is inspected through the proxy proxy.example:8080: the certificate \
                was issued by "CN=Corp Inspection CA", whose root "CN=Corp Root" was added on this host.
                """,
            remedy: """
                Ask the network team to exempt login.example. The proxy proxy.example:8080, or a device \
                behind it, opens the connection and answers in the server's place, which the connector's \
                client certificate does not survive. If this is a private service of your own, install its \
                root on this host (update-ca-certificates) and take "inspection" out of Checks=.
                """),
        SentenceSample(
            .tlsInspected(
                InspectionFacts(
                    .login, proxy: .proxy, issuer: "CN=Corp Inspection CA",
                    .addedRoot("CN=Corp Inspection CA"),
                    isOptional: true)),
            message: """
                TLS to login.example:443 is inspected through the proxy proxy.example:8080: the certificate \
                was issued by "CN=Corp Inspection CA", a root that was added on this host.
                """,
            remedy: """
                Ask the network team to exempt login.example. The proxy proxy.example:8080, or a device \
                behind it, opens the connection and answers in the server's place, which the connector's \
                client certificate does not survive. If this is a private service of your own, install its \
                root on this host (update-ca-certificates) and take "inspection" out of Checks=.
                """),
    ]
}
