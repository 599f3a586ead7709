import Testing

@testable import WatchCore

/// The page that says how to sign in to a tenant.
struct OpenIDConfigurationTests {
    private static let address =
        "https://login.microsoftonline.com/\(tenant)/v2.0/.well-known/openid-configuration"
    private static let complete = """
        {"token_endpoint":"https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token","scopes":["openid"],\
        "issuer":"https://login.microsoftonline.com/\(tenant)/v2.0","cloud_instance_name":"microsoftonline.com"}
        """

    private static func page(_ status: Int) -> PageFacts {
        PageFacts(page: address, host: "login.microsoftonline.com", status: status)
    }

    private func verdict(
        _ status: Int, _ body: String, isCut: Bool = false, at address: String = Self.address
    ) -> Verdict {
        var path = PathObservation.answered([(address, status, nil)], body: body)
        path.http?.isBodyCut = isCut
        return judge(.login(direct: path), of: .login(.sample(address, expectStatus: [200])), at: start.date)
    }

    @Test(arguments: [
        complete, complete.replacing(",\"cloud_instance_name\":\"microsoftonline.com\"", with: ""),
        complete.replacing("\"microsoftonline.com\"", with: "\"MicrosoftOnline.com\""),
        complete.replacing("\"microsoftonline.com\"", with: "\"login.microsoftonline.com\""),
        complete.replacing("\"microsoftonline.com\"", with: "null"),
    ])
    func theGenuineAnswerPasses(body: String) {
        let verdict = verdict(200, body)
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents.isSuperset(of: [.loginFails, .loginElsewhere]))
        #expect(self.verdict(200, body, at: Self.address + "?appid=1").findings == [])
    }

    @Test(arguments: [
        ("https://sts.windows.net/\(tenant)/", "https://x.example/t/token"),
        ("https://x.example/", "https://login.microsoftonline.com/\(tenant.uppercased())/oauth2/v2.0/token"),
        ("https://login.microsoftonline.com/{tenantid}/v2.0", "https://x.example/token"),
    ])
    func theTenantMayStandInTheIssuerOrTheTokenEndpoint(issuer: String, token: String) {
        #expect(verdict(200, "{\"issuer\":\"\(issuer)\",\"token_endpoint\":\"\(token)\"}").findings == [])
    }

    @Test(arguments: [
        "https://login.microsoftonline.com/\(otherTenant)/v2.0", "https://portal.example/", "x",
        "https://\(tenant)/v2.0", "https://login.microsoftonline.com/x\(tenant)/v2.0",
    ])
    func aPageOfAnotherTenantIsSomebodyElses(issuer: String) throws {
        let finding = try #require(
            verdict(200, "{\"issuer\":\"\(issuer)\",\"token_endpoint\":\"x\"}").findings.first)
        #expect(finding.reason == .httpBody)
        #expect(finding.facts == .loginElsewhere(.otherTenant(Self.page(200), issuer: issuer)))
    }

    @Test(arguments: ["common", "organizations", "contoso.example"])
    func onlyAPageOfATenantsIDMustNameIt(segment: String) {
        let address = Self.address.replacing(tenant, with: segment)
        #expect(verdict(200, Self.complete, at: address).findings == [])
    }

    @Test func aPageThatCannotBeDecompressedIsNamed() throws {
        var path = PathObservation.answered([(Self.address, 200, nil)])
        path.http?.coding = "br"
        let finding = try #require(
            judge(
                .login(direct: path), of: .login(.sample(Self.address, expectStatus: [200])), at: start.date
            )
            .findings.first)
        #expect(finding.reason == .httpCompressed)
        #expect(finding.facts == .loginFails(.compressed(Self.page(200), coding: "br")))
    }

    @Test(arguments: [
        #"{"error":"invalid_tenant","error_description":"AADSTS90002: Tenant 'x' not found."}"#,
        #"{"error_codes":[90002],"error_description":"AADSTS90002: gone"}"#,
    ])
    func anUnknownTenantIsNamed(body: String) throws {
        let finding = try #require(verdict(400, body).findings.first)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == .httpStatus)
        #expect(finding.facts == .loginFails(.unknownTenant(Self.page(400))))
    }

    @Test func anyOtherRefusalIsOneLikeAnyOther() throws {
        let finding = try #require(verdict(400, "{\"error\":\"invalid_request\"}").findings.first)
        #expect(finding.reason == .httpStatus)
        #expect(finding.facts == .loginFails(.status(Self.page(400), expected: [200])))
        let elsewhere = try #require(
            verdict(400, "invalid_tenant", at: "https://login.example/").findings.first)
        #expect(elsewhere.facts == .loginFails(.status(.answered(400), expected: [200])))
    }

    @Test(arguments: [
        "<html><title>Blocked</title></html>", "", "{}", "[]", "null", #"{"issuer":"x"}"#,
        #"{"token_endpoint":"x"}"#, #"{"issuer":1,"token_endpoint":"x"}"#, "{\"issuer\":\"x\"",
    ])
    func anythingElseIsSomebodyElsesAnswer(body: String) throws {
        let verdict = verdict(200, body)
        let finding = try #require(verdict.findings.first)
        #expect(finding.event == .loginElsewhere)
        #expect(finding.reason == .httpBody)
        #expect(finding.facts == .loginElsewhere(.notConfiguration(Self.page(200))))
        #expect(!verdict.judgedEvents.contains(.loginFails))
    }

    /// Where a redirect is an expected answer, its page is still not the one that was asked for.
    @Test func aRedirectIsNoAnswer() throws {
        let target = LoginTarget.sample(Self.address, expectStatus: [200, 302])
        let path = PathObservation.answered([(Self.address, 302, "/elsewhere")])
        #expect(target.next(after: try #require(path.http?.responses.last))?.target == "/elsewhere")
        let verdict = judge(.login(direct: path), of: .login(target), at: start.date)
        #expect(verdict.findings.map(\.reason) == [.httpBody])
    }

    @Test func anAnswerThatIsCutIsNotJudgedFurther() throws {
        let finding = try #require(verdict(200, "{\"issuer\":\"x\"", isCut: true).findings.first)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == .httpTooLarge)
        #expect(finding.facts == .loginFails(.tooLong(Self.page(200), expectedText: nil)))
    }

    @Test(arguments: [
        ("microsoftonline.us", "login.microsoftonline.com"),
        ("microsoftonline.com", "login.microsoftonline.us"),
        ("onmicrosoftonline.com", "login.microsoftonline.com"), ("com.", "login.microsoftonline.com"),
        ("partner.microsoftonline.cn", "login.microsoftonline.com"),
    ])
    func aTenantOfAnotherCloudIsNamed(cloud: String, host: String) throws {
        let body = Self.complete.replacing("\"microsoftonline.com\"", with: "\"\(cloud)\"")
        let address = Self.address.replacing("login.microsoftonline.com", with: host)
        let finding = try #require(verdict(200, body, at: address).findings.first)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == .httpBody)
        let page = PageFacts(page: address, host: host, status: 200)
        #expect(finding.facts == .loginFails(.otherCloud(page, cloud: cloud)))
    }
}
