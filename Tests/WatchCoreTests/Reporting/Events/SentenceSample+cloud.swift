@testable import WatchCore

/// What the cloud says of the connector: events 1061 to 1065.
extension SentenceSample {
    static let cloud =
        [
            SentenceSample(
                .connectorInactive(listed, outage: nil),
                message:
                    "The cloud lists the connector on \"hq-01\" as inactive, in the group \"Default\" (1 of 2 active).",
                remedy: """
                    Nothing that was seen here explains it, so begin with its own host. See whether the connector's service runs on \
                    "hq-01" (services.msc), and what its log in the event viewer says. A connector that stays inactive for \
                    10 days is removed, and must be registered again.
                    """),
            SentenceSample(
                .connectorInactive(ListedConnector(name: "hq-01"), outage: outage),
                message: "The cloud lists the connector on \"hq-01\" as inactive.",
                remedy: """
                    Remedy alert 1020 of "port bootstrap:443" first, which has lasted for 2 h here. See whether the \
                    connector's service runs on "hq-01" (services.msc), and what its log in the event viewer says. A \
                    connector that stays inactive for 10 days is removed, and must be registered again.
                    """),
            SentenceSample(
                .connectorUnlisted(
                    ConnectorIdentity(id: "00112233-4455-6677-8899-aabbccddeeff", machine: "hq-01"),
                    connectors: 3),
                message: """
                    The cloud does not list the connector with the id 00112233-4455-6677-8899-aabbccddeeff any more, among \
                    3 connectors of the tenant.
                    """, remedy: unlisted),
            SentenceSample(
                .connectorUnlisted(ConnectorIdentity(machine: "hq-01"), connectors: 3),
                message:
                    "The cloud does not list the connector on \"hq-01\" any more, among 3 connectors of the tenant.",
                remedy: unlisted),
            SentenceSample(
                .connectorAlone(listed),
                message: "The connector on \"hq-01\" is the last active one of 2 in its group \"Default\".",
                remedy: """
                    If it fails as well, the applications of the group are gone. See why the cloud lists the others as \
                    inactive (admin centre: Global Secure Access, Connect, Connectors), and delete those that are no longer \
                    wanted: a group with one connector is no finding.
                    """),
            SentenceSample(
                .connectorContradicted(listed, .activeDespite(outage)),
                message: """
                    The cloud lists the connector on "hq-01" as active, but alert 1020 of "port bootstrap:443" has lasted \
                    for 2 h (limit 1 h).
                    """,
                remedy: """
                    Do not rely on the cloud's list. Either the connector takes another way out than this host (then \
                    correct Via=, [Proxy], or where this daemon runs), or the list is late and the connector will fail: \
                    remedy that alert.
                    """),
            SentenceSample(
                .connectorContradicted(listed, .inactiveDespite(.seconds(5400))),
                message: """
                    The cloud lists the connector on "hq-01" as inactive, but nothing that it needs has failed here for \
                    1 h 30 min (limit 1 h).
                    """,
                remedy: """
                    The reason is where this host cannot see it: the connector's service has stopped, its host is down or \
                    takes another way out, or TLS is inspected for it alone, which its certificate does not survive. Look \
                    on its own host.
                    """),
        ] + unavailable

    private static let unavailable = [
        failed(
            .credential("the credential \"cloud\" was not given to this process"),
            message:
                "The cloud cannot be asked about the connector: the credential \"cloud\" was not given to this process.",
            remedy: """
                See Credential= in [Cloud], and LoadCredential= or LoadCredentialEncrypted= of the service (systemctl cat \
                connector-watch); restart the service after a change. Nothing is known to be wrong with the connector.
                """),
        failed(
            .forbidden(
                graphPage, CloudError(code: "Authorization_RequestDenied"), granted: ["Directory.Read.All"]),
            message: """
                The cloud cannot be asked about the connector: the application lacks the permission NetworkAccess.Read.All.
                """,
            remedy: """
                Grant it as an application permission of Microsoft Graph, with the consent of an administrator (admin \
                centre: App registrations, API permissions). It has Directory.Read.All. Nothing is known to be wrong with \
                the connector.
                """),
        failed(
            .refused(
                tokenPage, status: 401,
                CloudError(
                    code: "invalid_client", description: "AADSTS7000222: The secret has expired. Trace ID: 0")
            ),
            message: """
                The cloud cannot be asked about the connector: login.microsoftonline.com refuses it with status 401, \
                invalid_client (AADSTS7000222: The secret has expired).
                """,
            remedy: """
                Put a valid client secret (its value, not its id), or a certificate, into the credential of [Cloud]. \
                Nothing is known to be wrong with the connector.
                """),
        failed(
            .busy(graphPage, status: 429, retryAfter: .seconds(120)),
            message: """
                The cloud cannot be asked about the connector: graph.microsoft.com answered with status 429 and asks to \
                wait for 2 min.
                """,
            remedy: "It is asked again once it may be. Nothing is known to be wrong with the connector."),
        failed(
            .portal(graphPage, "it sent \"text/html\" instead of JSON, with status 200"),
            message: """
                The cloud cannot be asked about the connector: something else answered for graph.microsoft.com, as it sent \
                "text/html" instead of JSON, with status 200.
                """,
            remedy: """
                A captive portal or a block page probably answers in its place; ask the network team to let \
                graph.microsoft.com pass. Nothing is known to be wrong with the connector.
                """),
        failed(
            .malformed(graphPage, "its JSON ends too early"),
            message: """
                The cloud cannot be asked about the connector: the answer of graph.microsoft.com cannot be read, as its \
                JSON ends too early.
                """, remedy: surprise),
        failed(
            .tooLarge(graphPage, limit: 1 << 20),
            message: """
                The cloud cannot be asked about the connector: the answer of graph.microsoft.com has more than 1048576 \
                bytes.
                """, remedy: surprise),
        SentenceSample(
            .cloudUnavailable(.unknown(machine: "gateway", connectors: 3), services: services),
            message:
                "None of the 3 connectors that the cloud lists is on a host named \"gateway\", and no id is known.",
            remedy: """
                The connector is found by the id in its trust certificate, which no [Trust] has shown yet; without that, \
                Name= in [Connector] must be the name of its host as the admin centre shows it.
                """),
        SentenceSample(
            .cloudUnavailable(.status("asleep", of: "hq-01"), services: services),
            message: """
                The cloud lists the connector on "hq-01" with the status "asleep", which is neither active nor inactive.
                """,
            remedy: """
                The interface has changed; see whether a newer connector-watch knows it, and look at the list of connectors \
                in the admin centre until then.
                """),
    ]

    private static let services = CloudTarget.sample().services
    private static let graphPage = page("https://graph.microsoft.com/beta/x")
    private static let tokenPage = page("https://login.microsoftonline.com/t/oauth2/v2.0/token")
    private static let listed = ListedConnector(name: "hq-01", group: "Default", active: 1, members: 2)
    private static let outage = ConnectorHealth.Outage(
        RelatedFact.ActiveEvent(.portUnreachable, CheckName("port bootstrap:443")), for: .hours(2))
    private static let unlisted = """
        It was deleted in the admin centre, or removed after 10 days of inactivity; its certificate is of no use then, and \
        its applications are not served. Register it again on its own host, as "connector-watch explain 1000" shows. If it \
        was registered in another tenant, correct Tenant= in [Connector].
        """
    private static let surprise = """
        It is asked again. If this lasts, see whether a newer connector-watch knows the interface. Nothing is known to be \
        wrong with the connector.
        """

    private static func failed(_ failure: CloudFailure, message: String, remedy: String) -> SentenceSample {
        SentenceSample(
            .cloudUnavailable(.failure(failure), services: services), message: message, remedy: remedy)
    }
}
