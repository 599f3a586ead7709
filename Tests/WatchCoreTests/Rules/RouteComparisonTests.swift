import Testing

@testable import WatchCore

struct RouteComparisonTests {
    private func tunneled() -> PathObservation {
        var path = PathObservation.connected()
        path.timings.tunnel = .milliseconds(7)
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 OK")
        return path
    }

    /// What the findings of each route say of the other one.
    private func others(_ direct: PathObservation, _ proxy: PathObservation) -> [Route: [RelatedFact]] {
        let verdict = judge(
            .port(ByRoute(direct: direct, proxy: proxy)), of: .port(routes: .both), at: start.date)
        return Dictionary(grouping: verdict.findings) { $0.route ?? .direct }.mapValues {
            $0.flatMap(\.related)
        }
    }

    @Test func aRouteThatFailsTellsOfTheOneThatWorks() {
        let tunnel = OtherRoute(proxy: .proxy, .works(PhaseTiming(.tunnel, .milliseconds(7))))
        #expect(
            others(.stopped(.connect, .outOfTime), tunneled()) == [.direct: [.otherRoute(tunnel)]])
        let connection = OtherRoute(.works(PhaseTiming(.connect, .milliseconds(30))))
        #expect(
            others(.connected(), .stopped(.tunnel, .proxyStatus(403))) == [.proxy: [.otherRoute(connection)]])
    }

    @Test func twoRoutesThatFailTellOfEachOther() {
        let others = others(.stopped(.connect, .outOfTime), .stopped(.tunnel, .proxyStatus(502)))
        let proxy = OtherRoute(proxy: .proxy, .failsElsewhere(.tunnel, .proxyBadGateway))
        let direct = OtherRoute(.failsElsewhere(.connect, .connectTimeout))
        #expect(others == [.direct: [.otherRoute(proxy)], .proxy: [.otherRoute(direct)]])
    }

    @Test func twoRoutesThatFailAlikeSaySo() {
        let alike = others(.stopped(.resolve, .outOfTime), .stopped(.resolve, .outOfTime))
        #expect(alike[.direct] == [.otherRoute(OtherRoute(proxy: .proxy, .failsAlike))])
        #expect(alike[.proxy] == [.otherRoute(OtherRoute(.failsAlike))])
        let otherwise = others(.stopped(.resolve, .outOfTime), .stopped(.resolve, .nameNotFound))
        #expect(otherwise[.proxy] == [.otherRoute(OtherRoute(.failsOtherwise(.resolveTimeout)))])
    }

    @Test func aNameThatResolvesDoesNotMakeARouteThatWorks() {
        let others = others(.stopped(.resolve, .outOfTime), .stopped(.tunnel, .refused))
        let proxy = OtherRoute(proxy: .proxy, .failsElsewhere(.tunnel, .proxyRefused))
        #expect(others[.direct] == [.otherRoute(proxy)])
    }

    @Test func aRouteThatThisHostCouldNotProbeSaysNothing() {
        let others = others(.stopped(.connect, .refused), .stopped(.tunnel, .local("No memory")))
        #expect(others == [.direct: [], .proxy: []])
    }

    @Test func aPageSaysHowLongItTookTheOtherRoute() throws {
        let page = "https://login.example/"
        let verdict = judge(
            .login(ByRoute(direct: .answered([(page, 200, nil)]), proxy: .answered([(page, 503, nil)]))),
            of: .login(routes: .both), at: start.date)
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.map(\.route) == [.proxy])
        let direct = OtherRoute(.works(PhaseTiming(.exchange, .milliseconds(50))))
        #expect(finding.related == [.otherRoute(direct)])
    }

    /// As after a reload in the middle of a probe.
    @Test func aRouteThatIsNoLongerToBeProbedIsNotJudged() {
        let paths = ByRoute(direct: PathObservation.connected(), proxy: .stopped(.tunnel, .refused))
        let verdict = judge(.port(paths), of: .port(), at: start.date)
        #expect(verdict.findings == [])
        #expect(verdict.judged.allSatisfy { $0.route == .direct })
    }
}
