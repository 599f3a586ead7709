import Foundation

@testable import WatchCore

/// Server certificates: event 1043.
extension SentenceSample {
    static let certificate = [
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.expired, depth: 0, text: "certificate has expired")],
                    subject: "CN=login.example")),
            message: """
                The certificate of login.example:443 is bad: certificate has expired at depth 0 \
                ("CN=login.example").
                """,
            remedy: """
                Ask whoever runs that server to renew it, if this host's clock is right (timedatectl).
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(.expired, depth: 1, text: "certificate has expired"),
                        CertificateProblem(.wrongName, depth: 0, text: "hostname mismatch"),
                    ], subject: "CN=Intermediate", clock: .isTheReason(offset: .hours(3)))),
            message: """
                The certificate of login.example:443 is bad: certificate has expired at depth 1 \
                ("CN=Intermediate"); hostname mismatch at depth 0.
                """,
            remedy: """
                Set this host's clock (timedatectl), which is 3 h ahead (event 1050); by the clocks of other \
                servers the certificate is valid.
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .page, [CertificateProblem(.notYetValid, depth: 0, text: "certificate is not yet valid")],
                    subject: "CN=login.example", clock: .isRight)),
            message: """
                The certificate of https://login.example/ is bad: certificate is not yet valid at depth 0 \
                ("CN=login.example").
                """,
            remedy: """
                Ask whoever runs that server to act. This host's clock is not the reason: it agrees with \
                those of other servers, or is off by too little.
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [CertificateProblem(.notYetValid, depth: 0, text: "certificate is not yet valid")],
                    subject: "CN=login.example")),
            message: """
                The certificate of login.example:443 is bad: certificate is not yet valid at depth 0 \
                ("CN=login.example").
                """,
            remedy: "Check this host's clock first (timedatectl), then ask whoever runs that server."),
        SentenceSample(
            .largeHelloFails(.stopped(.handshake, .reset)),
            message: """
                A first TLS message of more than one packet to login.example:443 fails on the direct route: \
                the other side reset the connection. A small one passes.
                """,
            remedy: """
                Ask the network team to update the device, or to exempt this name: a firewall on the direct \
                route probably reads only the first packet of a connection. The connector works as long as \
                its own first message is small; programs that offer post-quantum key exchange, as browsers \
                and OpenSSL 3.5 do, already fail.
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(
                            .incompleteChain, depth: 2, text: "unable to get local issuer certificate",
                            gap: ChainGap(
                                subject: "CN=New Root", issuer: "CN=Old Root", root: "CN=Old Root",
                                source: "aia.example"))
                    ], subject: "CN=Issuing CA")),
            message: """
                The certificate of login.example:443 is bad: the server leaves out "CN=New Root" issued by \
                "CN=Old Root".
                """,
            remedy: """
                Ask whoever runs that server to send that certificate as well. Nobody inspects TLS here: \
                with that certificate the signatures lead to the root "CN=Old Root", which this host trusts. \
                Windows, and so the connector, fetches it from aia.example over port 80; Linux does not. \
                Until then the certificate may be put beside the roots of this host (update-ca-certificates).
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(
                            .incompleteChain, depth: 2,
                            text: "self-signed certificate in certificate chain",
                            gap: ChainGap(
                                subject: "CN=New Root", issuer: "CN=Old Root", root: "CN=Old Root",
                                isSent: true))
                    ])),
            message: """
                The certificate of login.example:443 is bad: a self-signed "CN=New Root" comes before the \
                one issued by "CN=Old Root".
                """,
            remedy: """
                Ask whoever runs that server to send its chain without the self-signed certificate, or with \
                it last. Nobody inspects TLS here: with that certificate the signatures lead to the root \
                "CN=Old Root", which this host trusts. Windows, and so the connector, finds that path \
                itself; Linux does not. Until then the certificate may be put beside the roots of this host \
                (update-ca-certificates).
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.wrongName, depth: 0, text: "hostname mismatch")],
                    subject: "CN=other.example")),
            message: """
                The certificate of login.example:443 is bad: hostname mismatch at depth 0 \
                ("CN=other.example").
                """,
            remedy: "Check DNS, the proxy and the firewall: something else answers at this address."),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login, [CertificateProblem(.selfSigned, depth: 0, text: "self-signed certificate")],
                    subject: "CN=login.example")),
            message: """
                The certificate of login.example:443 is bad: self-signed certificate at depth 0 \
                ("CN=login.example").
                """,
            remedy: """
                Update ca-certificates on this host, which may lack the root. If that does not help, \
                somebody on the path answers in the server's place, and the connector does not support TLS \
                inspection.
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [
                        CertificateProblem(
                            .incompleteChain, depth: 0, text: "unable to verify the first certificate")
                    ], subject: "CN=login.example")),
            message: """
                The certificate of login.example:443 is bad: unable to verify the first certificate at depth \
                0 ("CN=login.example").
                """,
            remedy: """
                Ask whoever runs that server to send its intermediate certificates, unless a device on the \
                path drops them.
                """),
        SentenceSample(
            .serverCertificateBad(
                ServerCertificateFacts(
                    .login,
                    [CertificateProblem(.untrusted, depth: 0, text: "it was refused without a reason")])),
            message: """
                The certificate of login.example:443 is bad: it was refused without a reason at depth 0.
                """,
            remedy: """
                Update ca-certificates on this host, which may lack the root. If that does not help, \
                somebody on the path answers in the server's place, and the connector does not support TLS \
                inspection.
                """),
    ]
}
