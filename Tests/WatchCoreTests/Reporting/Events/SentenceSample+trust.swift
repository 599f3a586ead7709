import Foundation

@testable import WatchCore

/// The trust certificate: events 1000 to 1007.
extension SentenceSample {
    static let trust = [
        SentenceSample(
            .trustExpired(.left(-1)),
            message: """
                Connector re-registration failed: The Connector trust certificate expired. Run the \
                PowerShell cmdlet Register-AppProxyConnector on the computer on which the Connector is \
                running to re-register your Connector.
                """,
            remedy: """
                Register the connector again on its own host, with Register-AppProxyConnector or, on newer \
                connectors, Register-MicrosoftEntraPrivateNetworkConnector. Then find out why the renewal \
                failed.
                """),
        SentenceSample(
            .trustExpiring(.left(10), limit: .days(14)),
            message: """
                The connector's trust certificate expires in 10 days, on 2026-11-28T11:06:40Z (limit 14 \
                days).
                """,
            remedy: """
                Check the connector's outbound connections now: it should have renewed the certificate when \
                30 days were left. After it expires only a person can register the connector again.
                """),
        SentenceSample(
            .renewalOverdue(.left(20), late: .days(10)),
            message: """
                The renewal of the connector's trust certificate is overdue by 10 days, with 20 days left \
                until 2026-12-08T11:06:40Z.
                """,
            remedy: """
                See that the connector's service runs and reaches its registration endpoint without TLS \
                inspection. It renews the certificate when 30 days are left and tries every 6 hours. If \
                that does not help, register it again before the certificate expires: \
                Register-AppProxyConnector or, on newer connectors, \
                Register-MicrosoftEntraPrivateNetworkConnector.
                """),
        SentenceSample(
            .trustExpired(.left(-1, agent: .passThrough)),
            message: """
                The trust certificate of the pass-through authentication agent expired on \
                2026-11-17T11:06:40Z: the agent must be registered again on its own host.
                """,
            remedy: #"""
                Register it again on its own host: `cd "C:\Program Files\Microsoft Azure AD Connect \#
                Authentication Agent"; .\RegisterConnector.ps1 -ModulePath .\Modules\ -ModuleName \#
                PassthroughAuthPSModule -AuthenticationMode Credentials -UserCredentials \#
                (Get-Credential) -Feature PassthroughAuthentication`. Then find out why the renewal failed.
                """#),
        SentenceSample(
            .renewalOverdue(.left(20, agent: .provisioning), late: .days(10)),
            message: """
                The renewal of the provisioning agent's trust certificate is overdue by 10 days, with 20 \
                days left until 2026-12-08T11:06:40Z.
                """,
            remedy: #"""
                See that the provisioning agent's service runs and reaches its registration endpoint \#
                without TLS inspection. It renews the certificate when 30 days are left and tries every \#
                6 hours. If that does not help, register it again before the certificate expires: \#
                `cd "C:\Program Files\Microsoft Azure AD Connect Provisioning Agent"; \#
                .\AADConnectProvisioningAgentWizard.exe`.
                """#),
        SentenceSample(
            .issuerUnexpected(file: "/trust/machine/a.pfx", issuer: "Corp CA", expected: nil),
            message: """
                The trust certificate in "/trust/machine/a.pfx" was issued by "Corp CA" and not by the \
                service's registration authority (Issuer=).
                """,
            remedy: """
                Find out who put this certificate there; the service accepts only those that it issued \
                itself.
                """),
        SentenceSample(
            .trustNotYetValid(.left(179 + 2)),
            message: """
                The connector's trust certificate is not valid before 2026-11-19T11:06:40Z, and it is \
                2026-11-18T11:06:40Z now.
                """,
            remedy: "Check this host's clock and that of the connector's host."),
        SentenceSample(
            .certificateMissing(.searched()),
            message: """
                The trust certificate is not in the machine store /trust/machine; 2 others were seen there.
                """,
            remedy: """
                Check that the store's files reach this host; if they do, register the connector again. \
                Without the certificate AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA the connector cannot prove \
                who it is.
                """),
        SentenceSample(
            .certificateMissing(.searched(missing: ["/trust/gone"], isInUserStore: true)),
            message: """
                The trust certificate is not in the user store /trust/machine; 2 others were seen there.
                """,
            remedy: """
                Check that the store's files reach this host ("/trust/gone" does not exist); if they do, \
                register the connector again. Without the certificate \
                AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA the connector cannot prove who it is.
                """),
        SentenceSample(
            .certificateElsewhere(file: "/trust/user/a.pfx", .searched()),
            message: """
                The trust certificate is in the user store ("/trust/user/a.pfx"), but IsInUserStore is \
                false.
                """,
            remedy: """
                If that is how the files were copied to this host, copy the machine store too \
                (/trust/machine). If it is so on the connector's own host, register the connector again: it \
                looks in the machine store and will not find the certificate.
                """),
        SentenceSample(
            .certificateElsewhere(file: "/trust/machine/a.pfx", .searched(isInUserStore: true)),
            message: """
                The trust certificate is in the machine store ("/trust/machine/a.pfx"), but IsInUserStore is \
                true.
                """,
            remedy: """
                If that is how the files were copied to this host, copy the user store too (/trust/machine). \
                If it is so on the connector's own host, register the connector again: it looks in the user \
                store and will not find the certificate.
                """),
        SentenceSample(
            .issuerUnexpected(file: "/trust/machine/a.pfx", issuer: "Corp CA", expected: expectedIssuer),
            message: """
                The trust certificate in "/trust/machine/a.pfx" was issued by "Corp CA" instead of \
                "connectorregistrationca.msappproxy.net" (Issuer=).
                """,
            remedy: """
                Find out who put this certificate there; the service accepts only those that it issued \
                itself.
                """),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.shortKey(bits: 1024, least: 2048)]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unfit: its RSA key has 1024 bits (at \
                least 2048).
                """,
            remedy: """
                Register the connector again, and make sure that nobody put another certificate in its \
                place; the service may refuse this one.
                """),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx", [.forgeableHash("sha1"), .noClientAuthentication]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unfit: it is signed over sha1, which can \
                be forged; its extended key usage does not name clientAuth.
                """,
            remedy: """
                Register the connector again, and make sure that nobody put another certificate in its \
                place; the service may refuse this one.
                """),
        SentenceSample(
            .certificateUnfit(
                file: "/a.pfx",
                [.authority, .endsBeforeItBegins(notBefore: start.date, notAfter: start.date - 60)]),
            message: """
                The trust certificate in "/a.pfx" is unfit: it is an authority's certificate, not a \
                client's; it ends (2026-11-18T11:05:40Z) before it begins (2026-11-18T11:06:40Z).
                """,
            remedy: """
                Register the connector again, and make sure that nobody put another certificate in its \
                place; the service may refuse this one.
                """),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx", [.sha512Fails([CheckName("tls login"), CheckName("host")])]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unfit: it is signed over SHA-512, which \
                does not work on the path (1041 tls login, 1041 host).
                """,
            remedy: """
                Register the connector again, and make sure that nobody put another certificate in its \
                place; the service may refuse this one.
                """),
        SentenceSample(
            .certificateUnfit(
                file: "/trust/machine/a.pfx",
                [.shortKey(bits: 1024, least: 2048), .forgeableHash("md5"), .authority, .negativeSerial]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unfit: its RSA key has 1024 bits (at \
                least 2048); it is signed over md5, which can be forged and 2 more.
                """,
            remedy: """
                Register the connector again, and make sure that nobody put another certificate in its \
                place; the service may refuse this one.
                """),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.otherHash("sha256"), .negativeSerial]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unusual: it is signed over sha256, not \
                over sha512; its serial number is negative, which stricter programs refuse.
                """,
            remedy: """
                Nothing has to be done while the connector works; the authority that issued it decides what \
                it holds.
                """),
        SentenceSample(
            .certificateUnfit(file: "/trust/machine/a.pfx", [.oldVersion(1)]),
            message: """
                The trust certificate in "/trust/machine/a.pfx" is unusual: it is of version 1, which has no \
                extensions to say its use.
                """,
            remedy: """
                Nothing has to be done while the connector works; the authority that issued it decides what \
                it holds.
                """),
    ]
}
