import Foundation
import Testing

@testable import WatchCore

struct ReportTests {
    private func report(_ parts: [(Check, Observation)]) -> Report {
        let seen = RunObservation(
            parts: parts.map { RunObservation.Part(check: $0, observation: $1) },
            leftOut: [CheckName("port registration:443")])
        return Report(
            of: seen, settings: .sample(), host: "gateway", time: start.date, duration: .seconds(2))
    }

    @Test func itSaysWhoseItIsAndWhatWasLeftOut() {
        let report = report([])
        #expect(report.connector == "hq-01")
        #expect(report.host == "gateway")
        #expect(report.time == start.date)
        #expect(report.leftOut == [CheckName("port registration:443")])
        #expect(report.verdict == .ok)
    }

    @Test(
        arguments: [
            (Observation.port(direct: .connected()), ReportVerdict.ok, []),
            (
                .port(direct: .connected([("192.0.2.1", nil), ("192.0.2.2", .refused)])), .warning,
                [.addressesUnreachable]
            ),
            (.port(direct: .stopped(.connect, .refused)), .critical, [.portUnreachable]),
            (.unanswered, .critical, [.portUnreachable]),
        ] as [(Observation, ReportVerdict, [AlertEvent])])
    func aCheckIsAsBadAsTheWorstThatIsFound(
        observation: Observation, verdict: ReportVerdict, events: [AlertEvent]
    ) {
        let report = report([(.port(), .port(direct: .connected())), (.port("b"), observation)])
        #expect(report.verdict == verdict)
        #expect(report.checks.map(\.verdict) == [.ok, verdict])
        #expect(report.checks[1].findings.map(\.event) == events)
        #expect(report.count(.ok) == (verdict == .ok ? 2 : 1))
    }

    @Test func eachRouteIsALineOfItsOwn() throws {
        let proxy = OutboundProxy(host: "proxy.example", port: 8080)
        var check = Check.port()
        check.target = .port(PortTarget(host: "login.example", port: 443, routes: Routes(proxy: proxy)))
        let routes = ByRoute(direct: PathObservation.stopped(.connect, .outOfTime), proxy: .connected())
        let lines = report([(check, .port(routes))]).checks[0].lines
        #expect(lines.map(\.route) == [.direct, .proxy])
        #expect(lines.map(\.verdict) == [.critical, .ok])
        #expect(lines.map(\.proxy) == [nil, proxy])
        #expect(lines[0].findings.map(\.event) == [.portUnreachable])
    }

    @Test func aRouteThatNobodySawIsNeverFine() {
        let lines = report([(.port(), .port(ByRoute()))]).checks[0].lines
        #expect(lines.map(\.detail) == [.none])
        #expect(lines.map(\.verdict) == [.warning])
    }

    @Test func theWorstFindingStandsFirst() {
        let expired = CertificateFacts.sample(issuer: "other", notAfter: start.date.addingTimeInterval(-60))
        let report = report([(.trust(), .trust(.healthy(expired)))])
        #expect(report.checks[0].findings.map(\.event) == [.trustExpired, .issuerUnexpected])
        #expect(report.verdict == .critical)
    }

    @Test(arguments: [
        (Priority.critical, ReportVerdict.critical), (.error, .critical), (.warning, .warning),
        (.notice, .ok),
        (.info, .ok),
    ])
    func aNoticeIsButARemark(priority: Priority, verdict: ReportVerdict) {
        #expect(ReportVerdict(priority) == verdict)
    }

    @Test func checksStandInTheirGroups() {
        let report = report([
            (.trust(), .trust(.healthy())), (.port(), .port(direct: .connected())),
            (.login(), .login(direct: .answered([("https://login.example/", 200, nil)]))),
        ])
        #expect(report.checks(in: .trust).map(\.check.name.text) == ["trust"])
        #expect(report.checks(in: .connectivity).map(\.check.name.text) == ["port login:443"])
        #expect(report.checks(in: .login).map(\.check.name.text) == ["login office"])
        #expect(report.checks(in: .tls).isEmpty)
    }

    @Test func whatTheClockShowsHelpsToJudgeTheRest() {
        let expired = CertificateFacts.sample(notAfter: start.date.addingTimeInterval(-3600))
        let bad = PathObservation.refused(
            CertificateProblem(.expired, depth: 0, text: "certificate has expired"), chain: [expired])
        let readings = ["a:80", "b:80"].map {
            ClockReading(source: $0, theirs: start.date, ours: start.date.addingTimeInterval(86_400))
        }
        let host = Check(
            name: CheckName("host"), target: .host(HostTarget(sources: [])), pace: .sample())
        let judged = report([
            (.login(), .login(direct: bad)), (host, .host(HostObservation(readings: readings))),
        ])
        let alone = report([(.login(), .login(direct: bad))])
        #expect(judged.checks[1].findings.map(\.event) == [.clockOff])
        #expect(judged.checks[0].findings != alone.checks[0].findings)
    }
}
