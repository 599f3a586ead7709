import Foundation
import Testing

@testable import WatchCore

struct FirewallRequestTests {
    private let proxy = OutboundProxy(host: "proxy.example", port: 8080)

    /// Of the public cloud, with what the text of a configuration adds.
    private func settings(_ text: String = "") throws -> Settings {
        try configuration("[Connector]\nName=hq-01\n" + text).settings
    }

    private func request(_ settings: Settings, _ parts: [(Check, Observation)]) -> FirewallRequest {
        let seen = RunObservation(parts: parts.map { RunObservation.Part(check: $0, observation: $1) })
        let report = Report(
            of: seen, settings: settings, host: "gateway", time: start.date, duration: .seconds(1))
        return FirewallRequest(of: settings, report: report, host: "gateway", time: start.date)
    }

    private func names(_ request: FirewallRequest) -> [String] {
        request.destinations.map { hostAndPort($0.host, $0.port) }
    }

    @Test func withoutALookItNamesWhatTheTenantMustReach() throws {
        let request = FirewallRequest(of: try settings(), report: nil, host: "gateway", time: start.date)
        #expect(!request.isProbed)
        #expect(request.connector == "hq-01")
        #expect(names(request).first == "<tenant>.registration.msappproxy.net:443")
        #expect(names(request).count { $0 == "login.microsoftonline.com:443" } == 1)
        #expect(names(request).contains("www.microsoft.com:80"))
        #expect(request.destinations.flatMap(\.passages).allSatisfy { $0.state == .notProbed })
        #expect(request.wildcards == Cloud.public.wildcards)
        #expect(request.proxy == nil)
        #expect(request.requirements.count == 3)
    }

    @Test func destinationsStandByTheirPurpose() throws {
        let purposes = FirewallRequest(
            of: try settings("[Proxy]\nURL=http://\(proxy)\n[Port own]\nHost=app.example\nPorts=8443\n"),
            report: nil, host: "gateway", time: start.date
        ).destinations.map(\.purpose)
        let order = EndpointPurpose.allCases
        #expect(purposes == order.flatMap { purpose in purposes.filter { $0 == purpose } })
        #expect(Set(purposes) == Set(order))
    }

    @Test func checksOfOnePortAreOneDestinationAsBadAsTheWorst() {
        let tls = Check(
            name: CheckName("tls login"), target: .tls(TLSTarget(host: "login.example")), pace: .sample())
        let request = request(
            .sample(),
            [
                (.port(), .port(direct: .connected())),
                (.login(), .login(direct: .answered([("https://login.example/", 200, nil)]))),
                (tls, .tls(ByRoute(direct: TLSObservation(control: .stopped(.handshake, .reset))))),
            ])
        #expect(names(request) == ["login.example:443"])
        #expect(
            request.destinations[0].checks.map(\.text) == ["port login:443", "login office", "tls login"])
        #expect(request.destinations[0].passages.map(\.state) == [.cut])
        #expect(request.destinations[0].failure == .everyRoute)
    }

    /// What counts is where certificates really point.
    @Test func whereCertificatesAreCheckedIsRequestedToo() throws {
        let tls = Check(
            name: CheckName("tls login"), target: .tls(TLSTarget(host: "login.example")), pace: .sample())
        let refused = RevocationSource.Failure.path(PathStop(.connect, .refused), after: .zero)
        let sources = try [("a", nil), ("b", refused), ("c", .notAsked("x")), ("a", nil)].map {
            name, failure in
            RevocationSource(
                .list, try #require(PlainAddress("http://\(name).example/ca")), asked: start.date,
                failure: failure)
        }
        var path = PathObservation.shaken()
        path.tls?.revocation = sources
        let request = request(
            .sample(), [(tls, .tls(ByRoute(direct: TLSObservation(control: path))))])
        #expect(names(request) == ["a.example:80", "b.example:80", "login.example:443"])
        #expect(request.destinations.map(\.purpose) == [.revocation, .revocation, .configured])
        #expect(request.destinations.flatMap(\.passages).map(\.state) == [.open, .shut, .open])
    }

    @Test func bothRoutesAreToldAndOneThatIsOpenWillDo() {
        var check = Check.port()
        check.target = .port(PortTarget(host: "login.example", port: 443, routes: Routes(proxy: proxy)))
        let routes = ByRoute(direct: PathObservation.stopped(.connect, .outOfTime), proxy: .connected())
        let request = request(.sample(), [(check, .port(routes))])
        #expect(names(request) == ["proxy.example:8080", "login.example:443"])
        #expect(request.proxy == "proxy.example:8080")
        #expect(request.destinations[0].passages.map(\.state) == [.open])
        #expect(request.destinations[1].passages.map(\.state) == [.shut, .open])
        #expect(request.destinations[1].failure == .oneRoute)
        #expect(request.requirements.count == 5)
    }

    @Test func aProxyThatCannotBeReachedIsShutItself() {
        var check = Check.port()
        check.target = .port(
            PortTarget(host: "login.example", port: 443, routes: Routes(isDirect: false, proxy: proxy)))
        var path = PathObservation.stopped(.tunnel, .outOfTime)
        path.addresses[0].failure = .outOfTime
        path.address = nil
        let request = request(.sample(), [(check, .port(ByRoute(proxy: path)))])
        #expect(
            request.destinations[0].passages == [
                Passage(
                    route: .direct, state: .shut,
                    evidence: "192.0.2.1 dropped on the way (no answer within 10 s)")
            ])
        #expect(request.destinations.map(\.failure) == [.everyRoute, .everyRoute])
    }

    @Test(arguments: [
        (CertificateProblem.Kind.untrusted, 1), (.selfSigned, 1), (.wrongName, 1), (.expired, 0),
        (.incompleteChain, 0),
    ])
    func aCertificateThatSomebodyMayHaveReplacedBreaksARequirement(
        kind: CertificateProblem.Kind, requirementFailures: Int
    ) {
        let path = PathObservation.refused(CertificateProblem(kind, depth: 0, text: "it is bad"))
        let request = request(.sample(), [(.login(), .login(direct: path))])
        #expect(request.requirementFailures.count == requirementFailures)
        #expect(request.destinations[0].passages.map(\.state) == [.open])
    }

    @Test func whatIsShutBreaksNoRequirement() {
        let request = request(.sample(), [(.login(), .login(direct: .stopped(.connect, .outOfTime)))])
        #expect(request.requirementFailures.isEmpty)
    }

    @Test func checksThatNeedATenantAreNamedWithItsPlace() throws {
        let settings = try settings("[Trust]\nEnabled=no\n")
        var report = Report(
            of: RunObservation(), settings: settings, host: "gateway", time: start.date, duration: .zero)
        report.leftOut = [CheckName("port registration:443")]
        let request = FirewallRequest(of: settings, report: report, host: "gateway", time: start.date)
        #expect(names(request) == ["<tenant>.registration.msappproxy.net:443"])
    }
}
