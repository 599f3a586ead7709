import Testing

@testable import WatchCore

struct AnswerRuleTests {
    private static let everything: Set<AlertEvent> = [
        .resolutionFails, .tlsInspected, .serverCertificateBad, .loginFails, .loginElsewhere, .hostDegraded,
    ]

    private func verdict(_ path: PathObservation, _ target: LoginTarget = .sample()) -> Verdict {
        judge(.login(direct: path), of: .login(target), at: start.date)
    }

    @Test(
        arguments: [
            (200, nil), (302, nil), (302, "/common/login"), (302, "https://login.example/x"),
            (302, "//login.example/x"), (302, "https://www.office.com/"),
        ] as [(Int, String?)])
    func aGenuineAnswerPassesEverything(status: Int, location: String?) {
        let verdict = verdict(
            .answered([("https://login.example/", status, location)]),
            .sample(redirectHosts: ["*.office.com"]))
        #expect(verdict == Verdict(judged: Array(Self.everything)).on(.direct))
    }

    @Test(arguments: [
        "http://login.example/next", "HTTP://Login.Example./", "http://login.example:8080/",
        "http://www.office.com/",
    ])
    func aRedirectToPlainHTTPOfAGenuineHostIsNamed(location: String) throws {
        let verdict = verdict(
            .answered([("https://login.example/", 302, location)]),
            .sample(expectStatus: [200], redirectHosts: ["*.office.com"]))
        let finding = try #require(verdict.findings.first)
        #expect(finding.reason == .httpElsewhere)
        #expect(finding.facts == .loginElsewhere(.plainRedirect(.answered(302), to: location)))
    }

    @Test(arguments: [
        ("X-Squid-Error: ERR_CONNECT_FAIL 111", Reason.proxyBadGateway),
        ("Proxy-Status: corp; error=http_request_denied", .proxyDenied),
        ("Proxy-Status: corp; error=x", .proxyBadGateway),
    ])
    func aProxyThatAnswersInTheServersPlaceIsNamed(error: String, reason: Reason) throws {
        var path = PathObservation.answered([("https://login.example/", 503, nil)])
        path.http?.responses[0].proxyError = error
        let finding = try #require(verdict(path, .sample(expectStatus: [200])).findings.first)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == reason)
        #expect(finding.message.hasSuffix("instead of 200, and a proxy says why (\(error))."))
        #expect(finding.remedy.contains("Ask those who run the proxy"))
    }

    @Test func aTextThatCannotBeLookedForInACompressedPageIsNotMissing() throws {
        var path = PathObservation.answered([("https://login.example/", 200, nil)])
        path.http?.coding = "br"
        #expect(verdict(path, .sample(expectStatus: [200])).findings == [])
        let finding = try #require(
            verdict(path, .sample(expectStatus: [200], expectBody: "Sign in")).findings.first)
        #expect(finding.reason == .httpCompressed)
    }

    @Test(arguments: [
        "https://portal.example/login", "http://portal.example/", "http://192.0.2.1/blocked",
        "//portal.example/",
        "https://office.com/", "https://login.example.evil.example/", "https://user@login.example/",
        "ftp://login.example/",
    ])
    func aRedirectToAnywhereElseIsSomethingElse(location: String) throws {
        for status in [301, 302, 303, 307, 308] {
            let verdict = verdict(
                .answered([("https://login.example/", status, location)]),
                .sample(expectStatus: [200, 302], redirectHosts: ["*.office.com"]))
            let finding = try #require(verdict.findings.first)
            #expect(verdict.findings.count == 1)
            #expect(finding.event == .loginElsewhere)
            #expect(finding.priority == .error)
            #expect(finding.phase == .exchange)
            #expect(finding.reason == .httpElsewhere)
            #expect(
                finding.facts
                    == .loginElsewhere(
                        .redirect(.answered(status), to: location, allowed: ["*.office.com"])))
            #expect(verdict.judgedEvents == Self.everything.subtracting([.loginFails]))
        }
    }

    @Test func aLongLocationIsCutInTheMessage() throws {
        let location = "https://portal.example/" + String(repeating: "x", count: 5000)
        let finding = try #require(
            verdict(.answered([("https://login.example/", 302, location)])).findings.first)
        #expect(finding.message.count == 200)
        #expect(finding.message.contains("…"))
        #expect(finding.message.hasSuffix("where the genuine page never leads."))
    }

    @Test(arguments: [100, 204, 301, 400, 403, 404, 407, 429, 500, 502, 503, 599])
    func anyOtherStatusFails(status: Int) throws {
        let verdict = verdict(.answered([("https://login.example/", status, nil)]))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == .httpStatus)
        #expect(finding.phase == .exchange)
        #expect(finding.facts == .loginFails(.status(.answered(status), expected: [200, 302])))
        #expect(verdict.judgedEvents == Self.everything)
    }

    @Test(arguments: [
        ("<title>Sign in to your account</title>", "Sign in", true), ("", "Sign in", false),
        ("<title>sign IN</title>", "Sign in", false), ("<title>Blocked</title>", "Sign in", false),
        ("", "", true),
    ])
    func theBodyMustContainTheExpectedText(body: String, expected: String, passes: Bool) {
        let verdict = verdict(
            .answered([("https://login.example/", 200, nil)], body: body),
            .sample(expectStatus: [200], expectBody: expected))
        #expect(verdict.findings.map(\.reason) == (passes ? [] : [.httpBody]))
        let missing = EventFacts.loginElsewhere(.missingText(.answered(200), expected: expected))
        #expect(verdict.findings.map(\.facts) == (passes ? [] : [missing]))
        #expect(
            verdict.judgedEvents == (passes ? Self.everything : Self.everything.subtracting([.loginFails])))
    }

    @Test func aTextThatMayStandBeyondWhatIsReadIsNotSomebodyElsesPage() throws {
        var path = PathObservation.answered([("https://login.example/", 200, nil)], body: "<html>")
        path.http?.isBodyCut = true
        let verdict = verdict(path, .sample(expectStatus: [200], expectBody: "Sign in"))
        let finding = try #require(verdict.findings.first)
        #expect(finding.event == .loginFails)
        #expect(finding.reason == .httpTooLarge)
        #expect(finding.facts == .loginFails(.tooLong(.answered(200), expectedText: "Sign in")))
        #expect(verdict.judgedEvents == Self.everything.subtracting([.loginElsewhere]))
    }

    @Test func onlyAPortalAnswersWithItsOwnStatus() throws {
        let path = PathObservation.answered([("https://login.example/", 511, nil)])
        let verdict = verdict(path)
        let finding = try #require(verdict.findings.first)
        #expect(finding.event == .loginElsewhere)
        #expect(finding.reason == .httpElsewhere)
        #expect(finding.facts == .loginElsewhere(.portalStatus(.answered(511))))
        #expect(verdict.judgedEvents == Self.everything.subtracting([.loginFails]))
        #expect(self.verdict(path, .sample(expectStatus: [511])).findings.isEmpty)
    }

    @Test func theLastOfSeveralAnswersIsJudged() throws {
        let answers: [(String, Int, String?)] = [
            ("https://login.example/", 301, "/a"), ("https://login.example/a", 307, "https://b.office.com/"),
            ("https://b.office.com/", 503, nil),
        ]
        let target = LoginTarget.sample(expectStatus: [200], redirectHosts: ["*.office.com"])
        let finding = try #require(verdict(.answered(answers), target).findings.first)
        #expect(finding.reason == .httpStatus)
        let page = PageFacts(
            page: "https://login.example/", host: "login.example", status: 503,
            answeredBy: "https://b.office.com/", redirects: 2)
        #expect(finding.facts == .loginFails(.status(page, expected: [200])))
        #expect(
            verdict(.answered(answers.dropLast() + [("https://b.office.com/", 200, nil)]), target)
                .findings.isEmpty)
    }

    @Test func aRelativeRedirectOfALaterPageIsFollowedFromThere() {
        let answers: [(String, Int, String?)] = [
            ("https://login.example/", 301, "https://b.office.com/a"), ("https://b.office.com/a", 302, "/b"),
        ]
        #expect(
            verdict(.answered(answers), .sample(redirectHosts: ["*.office.com"])).findings.isEmpty)
    }

    @Test func noAnswerAndNoStopSaysNothingAboutThePage() {
        #expect(
            verdict(.connected())
                == Verdict(
                    judged: [.resolutionFails, .tlsInspected, .serverCertificateBad, .hostDegraded]
                ).on(.direct))
    }
}
