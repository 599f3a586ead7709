import Testing

@testable import WatchCore

/// What several checks of one run fail of together.
struct SharedCauseTests {
    private static let proxy = OutboundProxy(host: "192.0.2.99", port: 8080)

    private func report(_ seen: [(host: String, path: PathObservation)], routes: Routes = .direct) -> Report {
        let parts = seen.map { host, path in
            let target = Target.port(PortTarget(host: host, port: 443, routes: routes))
            let observation =
                routes.isDirect
                ? ByRoute<PathObservation>(direct: path) : ByRoute<PathObservation>(proxy: path)
            return RunObservation.Part(
                check: Check(name: CheckName("port \(host):443"), target: target, pace: .sample()),
                observation: .port(observation))
        }
        return Report(
            of: RunObservation(parts: parts), settings: .sample(), host: "gateway", time: start.date,
            duration: .seconds(2))
    }

    private func names(_ hosts: String...) -> [CheckName] { hosts.map { CheckName("port \($0):443") } }

    @Test func aDeadResolverIsOneCauseThatNamesItsChecks() throws {
        let silent = PathObservation.stopped(.resolve, .outOfTime)
        let report = report([("a.test", silent), ("b.test", silent), ("192.0.2.1", .connected())])
        let cause = try #require(report.causes.first)
        #expect(report.causes.count == 1)
        #expect(cause.name == CheckName("resolver"))
        #expect(cause.target == "name servers of /etc/resolv.conf")
        #expect(cause.checks == names("a.test", "b.test"))
        #expect(cause.finding.event == .resolutionFails)
        #expect(cause.finding.text.message.hasPrefix("Name resolution fails for several names"))
        #expect(report.checks.map(\.causes.count) == [1, 1, 0])
        let explained = report.checks.map { check in check.lines.map { check.isExplained($0) } }
        #expect(explained == [[true], [true], [false]])
        // One thing is wrong, and yet two checks have failed.
        #expect(report.failures.map(\.name) == [CheckName("resolver")])
        #expect(report.count(.critical) == 2)
    }

    @Test func aProxyThatFailsIsOneCause() throws {
        let down = PathObservation.stopped(.tunnel, .refused)
        let report = report(
            [("a.test", down), ("b.test", down), ("c.test", down)],
            routes: Routes(isDirect: false, proxy: Self.proxy))
        #expect(report.causes.map(\.name) == [CheckName("proxy")])
        #expect(report.causes.first?.checks == names("a.test", "b.test", "c.test"))
    }

    /// As many work as fail, or only one fails, or they fail in different ways.
    @Test(arguments: [
        [PathObservation.stopped(.resolve, .outOfTime), .connected(), .connected()],
        [.stopped(.resolve, .outOfTime), .stopped(.resolve, .outOfTime), .connected(), .connected()],
        [.stopped(.resolve, .nameNotFound), .stopped(.resolve, .nameNotFound)],
        [.stopped(.connect, .refused), .stopped(.connect, .refused), .connected()],
    ])
    func whatIsAChecksOwnHasNoCause(paths: [PathObservation]) {
        let report = report(paths.enumerated().map { ("\($0.offset).test", $0.element) })
        #expect(report.causes == [])
        #expect(report.checks.allSatisfy { $0.causes.isEmpty })
        #expect(report.failures.count == report.count(.critical))
    }

    /// What a check fails of besides is still told.
    @Test func aFailureOfItsOwnStandsBesideTheCause() {
        let silent = PathObservation.stopped(.resolve, .outOfTime)
        let report = report([
            ("a.test", silent), ("b.test", silent), ("192.0.2.1", .stopped(.connect, .refused)),
        ])
        #expect(report.failures.map(\.name) == [CheckName("resolver"), CheckName("port 192.0.2.1:443")])
    }
}
