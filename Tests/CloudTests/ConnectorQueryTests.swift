import Foundation
import TestSupport
import Testing

/// The built `connector-watch check --only cloud` against the authority and Graph of Tests/Tenant.
@Suite(.timeLimit(.minutes(10))) struct ConnectorQueryTests {
    /// The server verifies the signature with openssl's own command.
    @Test func theCertificateSignsIn() async throws {
        let tenant = try await Tenant.asked(Tenant.connectors())
        let run = try await tenant.check()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let report = try CloudReport(run)
        #expect(report.found == [])
        let opinion = try #require(report.opinion)
        #expect(opinion.listed == true && opinion.status == "active" && opinion.machineName == "hq-01")
        #expect(opinion.group == "Main" && opinion.groupActive == 2 && opinion.groupMembers == 2)
        #expect(opinion.version == "1.5.4522.0" && opinion.versionStanding == "download-newer")
        let base = "GET /beta/onPremisesPublishingProfiles/applicationProxy"
        #expect(
            try tenant.requests == [
                "POST /\(Tenant.id)/oauth2/v2.0/token \(Tenant.application) https://graph.microsoft.com/.default",
                "\(base)/connectors", "\(base)/connectors/00000000-0000-4000-8000-00000000000a/memberOf",
                "\(base)/connectorGroups/00000000-0000-4000-8000-000000000000/members",
            ])
    }

    @Test func theSecretSignsIn() async throws {
        let tenant = try await Tenant.asked(
            "\(Tenant.connectors()), \"secret\": \"\(Tenant.secret)\"", credential: Tenant.secret + "\n")
        let run = try await tenant.check("--format text")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(!run.output.contains(Tenant.secret) && !run.errors.contains(Tenant.secret))
    }

    @Test(arguments: [
        (Tenant.connectors("inactive"), "1061 connector-inactive"),
        (Tenant.connectors(others: ["inactive", "inactive"]), "1063 connector-alone"),
        (Tenant.connectors("unknownFutureValue"), "1065 cloud-answer"),
        (Tenant.connectors(name: "elsewhere"), "1065 connector-unknown"),
        ("\"connectors\": []", "1065 connector-unknown"),
    ])
    func whatIsListedIsJudged(scenario: String, found: String) async throws {
        let tenant = try await Tenant.asked(scenario)
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == [found])
    }

    /// The trust certificate tells the tenant and the connector's id; the name of the host does not count then.
    @Test(arguments: [
        (Identity.connectorID, []), ("00000000-0000-4000-8000-00000000000a", ["1062 connector-unlisted"]),
    ])
    func theConnectorIsFoundByItsCertificate(id: String, found: [String]) async throws {
        let list = """
            "connectors": [{"id": "\(id)", "machineName": "hq-99", "status": "active", "group": "Main"}]
            """
        let tenant = try await Tenant.asked(list)
        try await tenant.trustTheConnector(withTenant: false)
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == found)
        #expect(try tenant.requests.first?.contains("/\(Tenant.id)/oauth2/v2.0/token") == true)
    }

    @Test func aListOfSeveralPagesIsReadWhole() async throws {
        let tenant = try await Tenant.asked(
            "\(Tenant.connectors(others: Array(repeating: "active", count: 8))), \"pages\": 3")
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == [])
        #expect(report.opinion?.connectors == 9 && report.opinion?.groupMembers == 9)
    }

    @Test(arguments: [
        ("token", "unauthorized_client", "cloud-refused", ["AADSTS700016", "ClientID="]),
        ("token", "unknown_tenant", "cloud-refused", ["AADSTS90002", "Tenant="]),
        ("token", "invalid_secret", "cloud-refused", ["AADSTS7000215", "client secret"]),
        ("token", "expired_secret", "cloud-refused", ["AADSTS7000222", "client secret"]),
        ("token", "unknown_key", "cloud-refused", ["AADSTS700027", "Upload the certificate"]),
        ("token", "assertion_time", "cloud-refused", ["AADSTS700024", "clock"]),
        ("token", "disabled", "cloud-refused", ["AADSTS7000112", "disabled"]),
        ("token", "conditional_access", "cloud-refused", ["AADSTS53003", "Conditional Access"]),
        ("token", "invalid_scope", "cloud-refused", ["AADSTS70011"]),
        ("token", "throttled", "cloud-busy", ["status 429", "wait for 1 s"]),
        ("token", "down", "cloud-busy", ["status 503"]), ("token", "portal", "http-elsewhere", ["text/html"]),
        ("token", "portal-redirect", "http-elsewhere", ["redirects"]),
        ("token", "truncated", "cloud-answer", ["ends too early"]),
        ("token", "deep", "cloud-answer", ["32 levels"]),
        ("token", "huge", "http-too-large", ["1048576 bytes"]),
        ("token", "other", "cloud-answer", ["not the JSON"]), ("token", "nothing", "cloud-answer", []),
        ("token", "close", "http-closed", ["login.microsoftonline.com"]),
        ("connectors", "forbidden", "cloud-permission", ["Authorization_RequestDenied"]),
        ("connectors", "unauthorized", "cloud-refused", ["InvalidAuthenticationToken"]),
        (
            "connectors", "throttled", "cloud-busy",
            ["graph.microsoft.com answered with status 429", "wait for 1 s"]
        ),
        ("connectors", "broken", "cloud-busy", ["status 500"]),
        ("connectors", "portal", "http-elsewhere", ["graph.microsoft.com"]),
        ("connectors", "truncated", "cloud-answer", ["ends too early"]),
        ("connectors", "deep", "cloud-answer", ["32 levels"]),
        ("connectors", "huge", "http-too-large", ["1048576 bytes"]),
        ("connectors", "list", "cloud-answer", []), ("connectors", "other", "cloud-answer", []),
        ("connectors", "cut", "http-closed", ["graph.microsoft.com"]),
        ("group", "down", "cloud-busy", ["status 503"]), ("members", "truncated", "cloud-answer", []),
        ("members", "forbidden", "cloud-permission", []),
    ])
    func whatTheCloudDoesNotTellIsTold(
        endpoint: String, answer: String, reason: String, words: [String]
    ) async throws {
        let tenant = try await Tenant.asked(
            "\(Tenant.connectors("inactive")), \"answers\": {\"\(endpoint)\": [\"\(answer)\"]}")
        let run = try await tenant.check()
        let report = try CloudReport(run)
        #expect(run.status == 1)
        #expect(report.found == ["1065 \(reason)"])
        for word in words { #expect(report.text.contains(word), "\(report.text)") }
        #expect(!report.text.contains("Trace ID"))
        // It is the daemon's business to ask again.
        #expect(try tenant.requests.count { $0.contains("/token") } == 1)
    }

    @Test(arguments: [
        ([], "Directory.Read.All and NetworkAccess.Read.All", "It has none."),
        (["Directory.Read.All"], "the permission NetworkAccess.Read.All", "It has Directory.Read.All."),
        (["NetworkAccess.Read.All", "User.Read.All"], "the permission Directory.Read.All", "User.Read.All"),
    ])
    func aPermissionThatIsMissingIsNamed(granted: [String], missing: String, has: String) async throws {
        let list = granted.map { "\"\($0)\"" }.joined(separator: ",")
        let tenant = try await Tenant.asked("\(Tenant.connectors()), \"permissions\": [\(list)]")
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == ["1065 cloud-permission"])
        #expect(report.text.contains(missing) && report.text.contains(has), "\(report.text)")
    }

    /// What is no text but documented as text: a status is needed, the others are left out.
    @Test(arguments: [
        (#"{"id": "a", "machineName": "hq-01", "status": 5}"#, ["1065 cloud-answer"]),
        (#"{"id": {}, "machineName": "hq-01", "status": "active"}"#, ["1065 cloud-answer"]),
        (#"{"machineName": "hq-01", "status": "active"}"#, ["1065 cloud-answer"]),
        (#"{"id": "a", "machineName": ["hq-01"], "status": "active"}"#, ["1065 connector-unknown"]),
        (
            #"{"id": "a/../b", "machineName": "hq-01", "status": "active", "version": {"a": [1]}, "new": null}"#,
            []
        ),
    ])
    func aFieldOfAnotherTypeIsNoSurprise(connector: String, found: [String]) async throws {
        let tenant = try await Tenant.asked("\"connectors\": [\(connector)]")
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == found)
    }

    @Test func aListThatGoesOnElsewhereIsNotFollowed() async throws {
        let tenant = try await Tenant.asked(
            "\(Tenant.connectors()), \"pages\": 2, \"next_host\": \"elsewhere.test\"")
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == ["1065 cloud-answer"])
        #expect(report.text.contains("elsewhere.test"))
    }

    @Test func theVersionIsShownWithNewerReleases() async throws {
        let run = try await Tenant.asked(Tenant.connectors()).check("--format text")
        #expect(
            run.words.contains("1.5.4522.0; 1.5.4892.0 of 2026-06-08 can be downloaded"),
            "\(run.output)\(run.errors)")
    }
}

extension Tenant {
    /// Gives the host a trust certificate of a connector, and the settings the files.
    func trustTheConnector(withTenant: Bool) async throws {
        let identity = try await Identity.connector.value
        let store = try directory.makeDirectory("store")
        try Data((identity.pem + identity.keyPEM).utf8).write(to: URL(filePath: "\(store)/connector.pem"))
        try directory.write(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <ConnectorTrustSettingsFile><CloudProxyTrust><Thumbprint>\(identity.thumbprint)</Thumbprint>\
            <IsInUserStore>false</IsInUserStore></CloudProxyTrust></ConnectorTrustSettingsFile>
            """, to: "TrustSettings.xml")
        var text = String(decoding: try directory.read("watch.conf"), as: UTF8.self)
        text = text.replacing(
            "[Trust]\nEnabled=no",
            with: "[Trust]\nSettingsFile=\(directory("TrustSettings.xml"))\nMachineStore=\(store)")
        if !withTenant { text = text.replacing("Tenant=\(Self.id)\n", with: "") }
        try directory.write(text, to: "watch.conf")
    }
}
