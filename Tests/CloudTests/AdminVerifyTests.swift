import Foundation
import TestSupport
import Testing
import WatchCore

/// The built `connector-watch admin verify` against the authority and Graph of Tests/Tenant.
@Suite(.timeLimit(.minutes(10))) struct AdminVerifyTests {
    private static let global = "62e90394-69f5-4237-9190-012177145e10"
    private static let application = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
    private static let cloudApplication = "158c047a-c907-4556-b7ef-446551a6b5f7"
    private static let security = "194ae4cb-b126-40b2-bd5b-6091b380977d"
    private static let secureAccess = "ac434307-12b9-4fa1-a708-88bf58caabc1"
    private static let member = "b79fbf4d-3ef9-4689-8143-76b194e85509"

    /// Without Tenant= the connector's tenant is the one that its certificate names.
    @Test func theCertificateTellsTheTenantOfTheConnector() async throws {
        let tenant = try Tenant("{\(Self.roles(Self.application))}")
        try await tenant.trustTheConnector(withTenant: false)
        let run = try await tenant.verify("--format", "json")
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains(#/"connector_tenant" ?: ?"3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"/#))
        let other = try Tenant(
            "{\(Self.roles(Self.application)), \"tenant\": \"00000000-0000-4000-8000-000000000000\"}")
        try await other.trustTheConnector(withTenant: false)
        let refused = try await other.verify("--format", "json")
        #expect(refused.status == 1, "\(refused.output)\(refused.errors)")
        #expect(refused.output.contains("account-tenant"))
    }

    /// An account, and what must be said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var scenario: String
        var arguments = ""
        var status: Int32
        var verdict: String
        var reasons: [String] = []
        var saying = ""
    }

    private static func roles(_ roles: String..., wids: [String]? = []) -> String {
        let list = { (ids: [String]) in "[\(ids.map { "\"\($0)\"" }.joined(separator: ","))]" }
        return #""roles": \#(list(roles)), "wids": \#(wids.map(list) ?? "null")"#
    }

    static let cases = [
        Case(
            testDescription: "Application Administrator", scenario: roles(application), status: 0,
            verdict: "may_register", saying: "The first connector of a tenant needs Global Administrator"),
        Case(
            testDescription: "Global Administrator", scenario: roles(global), status: 0,
            verdict: "may_register"),
        Case(
            testDescription: "by the token alone",
            scenario: roles(wids: [member, application]) + #", "answers": {"roles": ["forbidden"]}"#,
            status: 0, verdict: "may_register", saying: "does not tell the account's roles"),
        Case(
            testDescription: "by Graph alone", scenario: roles(application, wids: nil), status: 0,
            verdict: "may_register"),
        Case(
            testDescription: "roles on several pages",
            scenario: roles(security, secureAccess, application) + #", "pages": 3"#, status: 0,
            verdict: "may_register"),
        Case(
            testDescription: "Cloud Application Administrator", scenario: roles(cloudApplication), status: 1,
            verdict: "may_not", reasons: ["role-missing"], saying: "despite its name"),
        Case(
            testDescription: "Security and Global Secure Access Administrator",
            scenario: roles(security, secureAccess), status: 1, verdict: "may_not",
            reasons: ["role-missing"],
            saying: "it has Security Administrator, Global Secure Access Administrator only"),
        Case(
            testDescription: "no role", scenario: roles(wids: [member]), status: 1, verdict: "may_not",
            reasons: ["role-missing"], saying: "it has no role in the directory"),
        Case(
            testDescription: "the first connector, Application Administrator", scenario: roles(application),
            arguments: "--first-connector", status: 1, verdict: "may_not", reasons: ["role-missing"],
            saying: "may not register the tenant's first connector"),
        Case(
            testDescription: "the first connector, Global Administrator", scenario: roles(global),
            arguments: "--first-connector", status: 0, verdict: "may_register"),
        Case(
            testDescription: "a guest who is Global Administrator",
            scenario: roles(global) + #", "guest": true, "name": "a_b.example#EXT#@contoso.example""#,
            status: 1, verdict: "may_not", reasons: ["account-guest"], saying: "guests cannot register"),
        Case(
            testDescription: "a personal account",
            scenario: roles() + #", "tenant": "9188040d-6c67-4c5b-b112-36a304b66dad""#, status: 1,
            verdict: "may_not", reasons: ["account-personal"]),
        Case(
            testDescription: "another tenant",
            scenario: roles(global) + #", "tenant": "99999999-8a3e-4a30-9d2a-1f2b3c4d5e6f""#, status: 1,
            verdict: "may_not", reasons: ["account-tenant"], saying: "99999999-8a3e-4a30-9d2a-1f2b3c4d5e6f"),
        Case(
            testDescription: "another tenant, and no role there",
            scenario: roles() + #", "tenant": "99999999-8a3e-4a30-9d2a-1f2b3c4d5e6f""#, status: 1,
            verdict: "may_not", reasons: ["account-tenant", "role-missing"]),
        Case(
            testDescription: "eligible, and not activated",
            scenario: roles(security)
                + #", "eligible": ["\#(application)"], "scope": "openid https://graph.microsoft.com/RoleManagement.Read.Directory""#,
            status: 1, verdict: "may_not", reasons: ["role-inactive"], saying: "My roles"),
        Case(
            testDescription: "not eligible either",
            scenario: roles(security) + #", "scope": "RoleEligibilitySchedule.Read.Directory""#, status: 1,
            verdict: "may_not", reasons: ["role-missing"]),
        Case(
            testDescription: "perhaps eligible", scenario: roles(security), status: 1, verdict: "may_not",
            reasons: ["role-missing"], saying: "Whether the account may activate a role is not known"),
        Case(
            testDescription: "eligibility that may not be read",
            scenario: roles(security)
                + #", "scope": "RoleManagement.Read.All", "answers": {"eligible": ["forbidden"]}"#,
            status: 1, verdict: "may_not", reasons: ["role-missing"],
            saying: "does not tell which roles the account may activate"),
        Case(
            testDescription: "roles that nobody tells",
            scenario: roles(wids: nil) + #", "answers": {"roles": ["forbidden"]}"#, status: 3,
            verdict: "unknown", saying: "could not be found out"),
        Case(
            testDescription: "roles without names",
            scenario: roles(wids: nil)
                + #", "answers": {"roles": [{"status": 200, "body": {"value": [{"id": "a", "roleTemplateId": null}]}}]}"#,
            status: 3, verdict: "unknown", saying: "Directory.Read.All is missing"),
    ]

    @Test(arguments: cases)
    func whatAnAccountMayIsTold(_ wanted: Case) async throws {
        let tenant = try Tenant("{\(wanted.scenario)}")
        let run = try await tenant.run(
            "verify \(wanted.arguments); echo \"status $?\" >&2; verify \(wanted.arguments) --format json")
        #expect(run.status == wanted.status, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("status \(wanted.status)"))
        let start = try #require(run.output.range(of: "\n{\n") ?? run.output.range(of: "{\n"))
        let (text, json) = (run.output[..<start.lowerBound], run.output[start.lowerBound...])
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(document["verdict"] as? String == wanted.verdict)
        let reasons = document["reasons"] as? [[String: Any]]
        #expect(reasons?.compactMap { $0["reason"] as? String } == wanted.reasons)
        let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(wanted.saying.isEmpty || words.contains(wanted.saying), "\(text)")
        for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    }

    @Test func thePromptTellsWhereToSignInAndNothingElseGoesThere() async throws {
        let tenant = try Tenant(#"{"roles": ["\#(Self.global)"]}"#)
        let run = try await tenant.verify("--format", "json")
        for text in ["https://microsoft.com/devicelogin", "ABCD1234E", "valid for 15 min"] {
            #expect(run.errors.contains(text), "\(run.errors)")
        }
        // No code of blocks where nobody looks at a terminal.
        #expect(!run.errors.contains("█"))
        #expect(run.output.hasPrefix("{\n"))
        #expect(
            try tenant.requests == [
                "POST /organizations/oauth2/v2.0/devicecode 14d82eec-204b-4c2f-b7e8-296a70dab67e openid profile https://graph.microsoft.com/User.Read",
                "POST /organizations/oauth2/v2.0/token 14d82eec-204b-4c2f-b7e8-296a70dab67e urn:ietf:params:oauth:grant-type:device_code",
                "GET /v1.0/me?$select=displayName,userPrincipalName,userType",
                "GET /v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole",
            ])
    }

    @Test func otherCloudsTenantsAndApplicationsAreAsked() async throws {
        let tenant = try Tenant(#"{"roles": ["\#(Self.global)"]}"#)
        let client = "01234567-89ab-cdef-0123-456789abcdef"
        let run = try await tenant.verify(
            "--cloud", "us-government", "--tenant", "contoso.example", "--client-id", client)
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            try tenant.requests.first
                == "POST /contoso.example/oauth2/v2.0/devicecode \(client) openid profile https://graph.microsoft.us/User.Read"
        )
    }

    @Test func onATerminalTheCodeCanBeScanned() async throws {
        let tenant = try Tenant(#"{"roles": ["\#(Self.global)"]}"#)
        let run = try await tenant.run(
            """
            export TERM=xterm LANG=C.UTF-8 LC_ALL=C.UTF-8
            script -qec "stty cols 100; ${command[*]}" /dev/null </dev/null
            """)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("█▀"), "\(run.output)")
        #expect(run.output.contains("left"), "The time left is shown.")
        let narrow = try await tenant.run(
            """
            export TERM=xterm LANG=C.UTF-8 LC_ALL=C.UTF-8
            script -qec "stty cols 20; ${command[*]}" /dev/null </dev/null
            """)
        #expect(!narrow.output.contains("█"), "\(narrow.output)")
        #expect(narrow.output.contains("ABCD1234E"))
    }

    @Test func theJournalIsWrittenOnlyWhenAsked() async throws {
        let name = "admin-of-\(UUID().uuidString)"
        let tenant = try Tenant(
            #"{"roles": ["\#(Self.cloudApplication)"]}"#, name: name)
        let run = try await tenant.run(
            """
            verify >/dev/null 2>&1
            journalctl --sync; journalctl -q -o json CONNECTOR_NAME=\(name) CONNECTOR_EVENT_ID=1060 | wc -l
            verify --journal >/dev/null 2>&1
            journalctl --sync; journalctl -q -o json --all CONNECTOR_NAME=\(name) CONNECTOR_EVENT_ID=1060
            """)
        let lines = run.output.split(separator: "\n")
        #expect(lines.first == "0", "\(run.output)\(run.errors)")
        #expect(lines.count == 2)
        let entry = try #require(
            try JSONSerialization.jsonObject(with: Data((lines.last ?? "").utf8)) as? [String: Any])
        let expected = [
            "PRIORITY": "3", "CONNECTOR_STATE": "info", "CONNECTOR_CHECK": "admin",
            "CONNECTOR_PHASE": "account",
            "CONNECTOR_REASON": "role-missing", "CONNECTOR_TENANT": Tenant.id,
            "CONNECTOR_TARGET": "https://login.microsoftonline.com/",
            "MESSAGE_ID": AlertEvent.administratorUnfit.messageID,
        ]
        for (field, value) in expected { #expect(entry[field] as? String == value, "\(field)") }
        #expect((entry["MESSAGE"] as? String)?.contains("Cloud Application Administrator") == true)
    }
}
