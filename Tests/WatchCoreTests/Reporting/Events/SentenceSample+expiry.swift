import Foundation

@testable import WatchCore

/// A server's certificates near their end: event 1045.
extension SentenceSample {
    private static func certificate(
        _ role: ExpiringCertificate.Role, _ name: String, by issuer: String, left days: Int, of life: Int,
        limit: Duration
    ) -> ExpiringCertificate {
        var facts = CertificateFacts.sample(
            tenant: name, issuer: issuer, notBefore: start.date + Double(days - life) * 86_400,
            notAfter: start.date + Double(days) * 86_400)
        facts.subject = "CN=\(name),O=Example"
        return ExpiringCertificate(role, facts, limit: limit)
    }

    private static let own = certificate(
        .server, "login.example", by: "Issuing CA", left: 5, of: 90, limit: .hours(180))
    private static let issuing = certificate(
        .intermediate(isSent: true), "Issuing CA", by: "Root CA", left: 12, of: 1800, limit: .days(15))

    static let expiry = [
        SentenceSample(
            .serverCertificateExpiring(ServerExpiryFacts(.login, [own], at: start.date)),
            [.otherRoute(OtherRoute(proxy: .proxy, .showsAlike, issuer: "CN=Issuing CA"))],
            message: """
                The certificate of login.example:443 expires in 5 days, on 2026-11-23T11:06:40Z (5% of 90 days \
                left, limit 7 days).
                """,
            remedy: """
                Ask whoever runs that server to renew its certificate ("CN=login.example,O=Example", issued \
                by "CN=Issuing CA"). Servers that renew by themselves do so with about a third of its life \
                left, so that has probably failed. Once it ends, the connector refuses the server, which is \
                event 1043 then. The route through the proxy proxy.example:8080 shows the same, with a certificate \
                issued by "CN=Issuing CA".
                """),
        SentenceSample(
            .serverCertificateExpiring(ServerExpiryFacts(.login, [issuing, own], at: start.date)),
            message: """
                The intermediate certificate "Issuing CA" that login.example:443 sends expires in 12 days, on \
                2026-11-30T11:06:40Z (less than 1% of 1800 days left, limit 15 days).
                """,
            remedy: """
                Ask whoever runs that server to install the chain that its authority gives out now: it still \
                sends "CN=Issuing CA,O=Example", issued by "CN=Root CA". Renewing its own certificate alone \
                does not help where the old chain stays. Once it ends, the server is refused, which is event \
                1043 then. So do others that it is verified with: "login.example".
                """),
        SentenceSample(
            .serverCertificateExpiring(
                ServerExpiryFacts(
                    .login,
                    [
                        certificate(
                            .intermediate(isSent: false), "Bridge", by: "Old Root", left: 1, of: 400,
                            limit: .days(8))
                    ], at: start.date)),
            message: """
                The intermediate certificate "Bridge" of login.example:443, which it does not send, expires \
                in 1 day, on 2026-11-19T11:06:40Z (less than 1% of 400 days left, limit 8 days).
                """,
            remedy: """
                Ask whoever runs that server to install, and send, the chain that its authority gives out now. \
                What it is verified with until then, "CN=Bridge,O=Example", issued by "CN=Old Root", comes from \
                this host or from another server: replace it among the roots of this host \
                (update-ca-certificates) or in /etc/connector-watch/intermediates if it is there.
                """),
        SentenceSample(
            .serverCertificateExpiring(
                ServerExpiryFacts(
                    .login,
                    [certificate(.root, "Old Root", by: "Old Root", left: 9, of: 3650, limit: .days(15))],
                    at: start.date)),
            message: """
                The root "Old Root" of login.example:443, in this host's own store, expires in 9 days, on \
                2026-11-27T11:06:40Z (less than 1% of 3650 days left, limit 15 days).
                """,
            remedy: """
                Update ca-certificates on this host, or ask whoever gave out "CN=Old Root,O=Example" for its \
                successor and run update-ca-certificates; then restart this service. The server is not at fault; but unless it moves to another authority by then, this host will refuse \
                it (event 1043). Windows, and so the connector, has roots of its own.
                """),
    ]
}
