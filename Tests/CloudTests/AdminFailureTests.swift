import Foundation
import TestSupport
import Testing

/// What keeps `connector-watch admin verify` from an answer: each is named, with what to do, and ends with status 3.
@Suite(.timeLimit(.minutes(10))) struct AdminFailureTests {
    private static let global = #""roles": ["62e90394-69f5-4237-9190-012177145e10"]"#

    @Test(arguments: [
        // The first question.
        ("devicecode", "no_tenant", ["AADSTS50059", "does not know the tenant"]),
        ("devicecode", "unknown_tenant", ["AADSTS90002", "does not know the tenant"]),
        ("devicecode", "unauthorized_client", ["AADSTS700016", "--client-id"]),
        ("devicecode", "invalid_client", ["AADSTS7000218", "public client flows"]),
        ("devicecode", "invalid_scope", ["AADSTS70011"]), ("devicecode", "invalid_request", ["AADSTS90014"]),
        ("devicecode", "portal", ["did not answer itself", "\"text/html\"", "captive portal"]),
        ("devicecode", "portal-redirect", ["it redirects to \"http://portal.test/\"", "captive portal"]),
        ("devicecode", "plain", ["\"text/plain\" instead of JSON"]),
        ("devicecode", "throttled", ["status 429, and asks to wait for 1 s", "Try again in 1 s"]),
        ("devicecode", "down", ["status 503", "Try again later"]), ("devicecode", "broken", ["status 500"]),
        ("devicecode", "truncated", ["ends too early"]),
        ("devicecode", "nothing", ["it is not a JSON object"]),
        ("devicecode", "list", ["it is not a JSON object"]), ("devicecode", "other", ["not the JSON that"]),
        ("devicecode", "deep", ["nested more than 32 levels deep"]),
        ("devicecode", "huge", ["has more than 1048576 bytes"]),
        ("devicecode", "close", ["login.microsoftonline.com"]),
        ("devicecode", "cut", ["login.microsoftonline.com"]),
        // Whether somebody has signed in.
        ("token", "authorization_declined", ["The sign-in was declined"]),
        ("token", "access_denied", ["The sign-in was declined"]),
        ("token", "expired_token", ["Nobody signed in while the code was valid", "Run the command again"]),
        ("token", "bad_verification_code", ["AADSTS70019"]),
        ("token", "invalid_grant", ["AADSTS53003", "Conditional Access"]),
        ("token", "consent", ["AADSTS65001", "consent of an administrator"]),
        ("token", "portal", ["did not answer itself", "captive portal"]),
        ("token", "truncated", ["ends too early"]), ("token", "deep", ["nested more than 32 levels"]),
        ("token", "huge", ["has more than 1048576 bytes"]), ("token", "other", ["not the JSON that"]),
    ])
    func whatTheAuthoritySaysIsTold(endpoint: String, answer: String, words: [String]) async throws {
        let tenant = try Tenant(#"{\#(Self.global), "answers": {"\#(endpoint)": ["\#(answer)"]}}"#)
        let run = try await tenant.verify()
        #expect(run.status == 3, "\(run.output)\(run.errors)")
        #expect(run.output.isEmpty)
        for word in words + ["could not be found out"] { #expect(run.errors.contains(word), "\(run.errors)") }
        #expect(!run.errors.contains("Trace ID"))
        if answer == "huge" {
            let taken = try tenant.requests.count { $0.hasPrefix("huge") }
            #expect((1..<20).contains(taken), "Most of it is not even received.")
        }
    }

    /// What passes is waited out: the device flow goes on, as long as the code is valid.
    @Test(arguments: [
        ["authorization_pending", "authorization_pending", "usual"], ["slow_down", "usual"],
        ["close", "cut", "usual"], ["throttled", "usual"], ["down", "broken", "usual"],
    ])
    func whatPassesIsWaitedFor(answers: [String]) async throws {
        let list = answers.map { "\"\($0)\"" }.joined(separator: ",")
        let tenant = try Tenant(#"{\#(Self.global), "answers": {"token": [\#(list)]}}"#)
        let run = try await tenant.verify()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(try tenant.requests.count { $0.contains("/token") } == answers.count)
    }

    @Test func aCodeThatExpiresEndsIt() async throws {
        let tenant = try Tenant(
            #"{\#(Self.global), "expires_in": 3, "answers": {"token": ["authorization_pending"]}}"#)
        let run = try await tenant.verify()
        #expect(run.status == 3)
        #expect(run.errors.contains("Nobody signed in while the code was valid"), "\(run.errors)")
        #expect(try tenant.requests.count { $0.contains("/token") } == 2)
    }

    @Test(arguments: [
        ("roles", ["throttled", "usual"], 0, []), ("roles", ["down", "down", "usual"], 0, []),
        ("me", ["forbidden"], 0, ["does not tell who the account is"]),
        ("roles", ["huge"], 3, ["has more than 1048576 bytes"]), ("roles", ["deep"], 3, ["levels deep"]),
        ("roles", ["truncated"], 3, ["ends too early"]), ("roles", ["portal"], 3, ["captive portal"]),
        ("roles", ["unauthorized"], 3, ["InvalidAuthenticationToken"]),
        ("roles", ["other"], 3, ["not the JSON that"]),
        ("roles", ["forbidden"], 3, ["Authorization_RequestDenied", "User.Read"]),
    ])
    func whatGraphDoesNotTellIsTold(
        endpoint: String, answers: [String], status: Int32, words: [String]
    ) async throws {
        let list = answers.map { "\"\($0)\"" }.joined(separator: ",")
        let tenant = try Tenant(
            #"{\#(Self.global), "wids": null, "answers": {"\#(endpoint)": [\#(list)]}}"#)
        let run = try await tenant.verify()
        #expect(run.status == status, "\(run.output)\(run.errors)")
        for word in words { #expect(run.words.contains(word), "\(run.output)") }
    }

    @Test func aListThatGoesOnElsewhereIsNotFollowed() async throws {
        let tenant = try Tenant(
            #"{"roles": ["a", "b"], "wids": null, "pages": 2, "next_host": "elsewhere.test"}"#)
        let run = try await tenant.verify()
        #expect(run.status == 3, "\(run.output)\(run.errors)")
        #expect(run.words.contains("it goes on at \"https://elsewhere.test/"))
    }

    @Test func aClockThatIsOffByADayIsToldAndDoesNoHarm() async throws {
        let tenant = try Tenant(#"{\#(Self.global), "clock": 86400}"#)
        let run = try await tenant.verify()
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(
            run.words.contains(
                "This host's clock is 1 day behind that of login.microsoftonline.com"), "\(run.output)")
    }

    @Test(arguments: [
        (["--client-id", "x"], "\"--client-id x\" is not a GUID."),
        (["--tenant", "a/b"], "neither the id of a tenant nor a domain"), (["--cloud", "china"], "china"),
    ])
    func wrongArgumentsAreRefused(arguments: [String], words: String) async throws {
        let run = try await ConnectorWatch.run(["admin", "verify"] + arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func aCloudThatNothingIsKnownOfMustBeNamed() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("[Connector]\nCloud=none\n", to: "watch.conf")
        let run = try await ConnectorWatch.run("admin", "verify", "--config", file)
        #expect(run.status == 3)
        #expect(run.errors.contains("name the cloud with --cloud"))
    }
}
