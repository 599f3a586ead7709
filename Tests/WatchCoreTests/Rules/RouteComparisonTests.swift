import Testing

@testable import WatchCore

struct RouteComparisonTests {
    private func tunneled() -> PathObservation {
        var path = PathObservation.connected()
        path.timings.tunnel = .milliseconds(7)
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 OK")
        return path
    }

    private func messages(_ direct: PathObservation, _ proxy: PathObservation) -> [Route: [String]] {
        let verdict = judge(
            .port(ByRoute(direct: direct, proxy: proxy)), of: .port(routes: .both), at: start.date)
        return Dictionary(grouping: verdict.findings) { $0.route ?? .direct }.mapValues { $0.map(\.message) }
    }

    @Test func aRouteThatFailsNamesTheOneThatWorks() throws {
        let direct = messages(.stopped(.connect, .outOfTime), tunneled())
        #expect(direct.keys.sorted() == [.direct])
        #expect(
            direct[.direct]?.first?.hasSuffix(
                "The way through the proxy proxy.example:8080 works: the proxy opened a tunnel in 7 ms.")
                == true)
        let proxy = messages(.connected(), .stopped(.tunnel, .proxyStatus(403)))
        #expect(proxy.keys.sorted() == [.proxy])
        #expect(proxy[.proxy]?.first?.hasSuffix("The direct way works: it connected in 30 ms.") == true)
    }

    @Test func twoRoutesThatFailNameEachOther() {
        let messages = messages(.stopped(.connect, .outOfTime), .stopped(.tunnel, .proxyStatus(502)))
        #expect(
            messages[.direct]?.first?.hasSuffix(
                "proxy.example:8080 fails as well, in the tunnel phase (proxy-bad-gateway).") == true)
        #expect(
            messages[.proxy]?.first?.hasSuffix(
                "The direct way fails as well, in the connect phase (connect-timeout).") == true)
    }

    @Test func twoRoutesThatFailAlikeSaySo() {
        let alike = messages(.stopped(.resolve, .outOfTime), .stopped(.resolve, .outOfTime))
        #expect(alike[.direct]?.first?.hasSuffix("proxy.example:8080 fails alike.") == true)
        #expect(alike[.proxy]?.first?.hasSuffix("The direct way fails alike.") == true)
        let otherwise = messages(.stopped(.resolve, .outOfTime), .stopped(.resolve, .nameNotFound))
        #expect(
            otherwise[.proxy]?.first?.hasSuffix("The direct way fails as well (resolve-timeout).") == true)
    }

    @Test func aNameThatResolvesMakesNoWayThatWorks() {
        let messages = messages(.stopped(.resolve, .outOfTime), .stopped(.tunnel, .refused))
        #expect(
            messages[.direct]?.first?.contains("fails as well, in the tunnel phase (proxy-refused)") == true)
    }

    @Test func aRouteThatThisHostCouldNotProbeSaysNothing() {
        let messages = messages(.stopped(.connect, .refused), .stopped(.tunnel, .local("No memory")))
        #expect(messages[.direct]?.first?.contains("proxy.example") == false)
        #expect(messages[.proxy]?.first?.contains("The direct way") == false)
    }

    @Test func aPageSaysHowLongItTookTheOtherRoute() throws {
        let page = "https://login.example/"
        let verdict = judge(
            .login(ByRoute(direct: .answered([(page, 200, nil)]), proxy: .answered([(page, 503, nil)]))),
            of: .login(routes: .both), at: start.date)
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.map(\.route) == [.proxy])
        #expect(finding.message.hasSuffix("The direct way works: it answered in 50 ms."))
    }

    /// As after a reload in the middle of a probe.
    @Test func aRouteThatIsNoLongerToBeProbedIsNotJudged() {
        let paths = ByRoute(direct: PathObservation.connected(), proxy: .stopped(.tunnel, .refused))
        let verdict = judge(.port(paths), of: .port(), at: start.date)
        #expect(verdict.findings == [])
        #expect(verdict.judged.allSatisfy { $0.route == .direct })
    }
}
