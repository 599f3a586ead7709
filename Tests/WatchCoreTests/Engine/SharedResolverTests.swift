import Foundation
import Testing

@testable import WatchCore

/// A resolver that fails for many names is one alert; one that fails for one name is that name's.
struct SharedResolverTests {
    private func daemon(_ settings: Settings = .sample(ports: 40)) -> SimulatedDaemon {
        .settled(settings)
    }

    /// Probes these hosts, or at all, do not get a name resolved.
    private func dead(_ hosts: Set<String>? = nil, _ failure: PathFailure = .outOfTime)
        -> (Target) -> SimulatedDaemon.Reply
    {
        { target in
            let isDead = hosts.map { $0.contains { target.text.hasPrefix("\($0):") } } ?? true
            return .after(
                .milliseconds(20),
                isDead ? .port(direct: .stopped(.resolve, failure)) : target.healthyObservation)
        }
    }

    private let healthy: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.healthyObservation)
    }

    @Test func itIsOneAlertAndOneRecovery() throws {
        var daemon = daemon()
        daemon.script = dead()
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver"])
        let entry = try #require(daemon.journaled.last)
        #expect(entry[.target] == "name servers of /etc/resolv.conf")
        #expect(entry[.reason] == "resolve-timeout")
        #expect(entry[.route] == nil)
        #expect(entry.message.contains("(40 checks depend on it)"))
        #expect(entry[.remedy]?.contains("(port p0:443, port p1:443,") == true)
        #expect(entry[.remedy]?.contains("and 35 more") == true)
        #expect(daemon.status == "Watching 40 checks; 1 alert: 1022 resolver")

        daemon.script = healthy
        daemon.run(for: .seconds(15))
        #expect(daemon.alerts(after: 2) == ["1022 recovered resolver"])
        let stood = try #require(daemon.journaled.last?[.incidentSeconds].flatMap { Int($0) })
        #expect((540...600).contains(stood))
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts.count == 3)
        #expect(daemon.status == "Watching 40 checks; no alert")
    }

    @Test func silenceAndErrorsAreTheSameTrouble() {
        var daemon = daemon()
        let (silent, confused) = (dead(), dead(nil, .resolverFailed("server failure")))
        daemon.script = { $0.text.hasPrefix("p1") ? silent($0) : confused($0) }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver"])
    }

    /// A box that drops questions for AAAA is one warning, behind which a name that fails is not hidden.
    @Test func silenceAboutOneFamilyIsOneWarningThatHidesNoFailure() {
        var daemon = daemon()
        let failing = dead(["p7.example"], .lookup(.answered(.serverFailure, server: "192.0.2.53", .any)))
        daemon.script = { target in
            if target.text.hasPrefix("p7.example:") { return failing(target) }
            var path = PathObservation.connected()
            path.silentFamily = .ipv6
            return .after(.milliseconds(20), .port(direct: path))
        }
        daemon.run(for: .minutes(10))
        #expect(Set(daemon.alerts(after: 1)) == ["1022 raised resolver", "1022 raised port p7:443"])
    }

    @Test func oneNameThatFailsIsItsOwnTrouble() {
        var daemon = daemon()
        daemon.script = dead(["p7.example"])
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1022 raised port p7:443"])
        daemon.script = healthy
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2) == ["1022 recovered port p7:443"])
    }

    @Test func whatStaysBrokenComesOutOnceTheResolverIsBack() {
        var daemon = daemon()
        daemon.script = dead()
        daemon.run(for: .minutes(5))
        daemon.script = dead(["p7.example", "p8.example"])
        daemon.run(for: .minutes(5))
        #expect(
            Set(daemon.alerts(after: 2)) == [
                "1022 recovered resolver", "1022 raised port p7:443", "1022 raised port p8:443",
            ])
        #expect(daemon.alerts(after: 2).first == "1022 recovered resolver")
        #expect(daemon.alerts.count == 5)
    }

    @Test func aNameThatDoesNotExistIsAnAnswer() {
        var daemon = daemon(.sample(ports: 4))
        daemon.script = dead(nil, .nameNotFound)
        daemon.run(for: .minutes(5))
        #expect(
            Set(daemon.alerts(after: 1)) == Set((0..<4).map { "1022 raised port p\($0):443" }))
    }

    /// As one in /etc/hosts, which no name server is asked for.
    @Test func aNameThatAlwaysResolvesHidesNothing() {
        var daemon = daemon(.sample(ports: 10))
        daemon.script = dead(Set((1..<10).map { "p\($0).example" }))
        daemon.run(for: .minutes(15))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver"])
    }

    @Test func theOnlyNameThereIsHasNobodyToBlame() {
        var daemon = daemon(
            Settings(
                connector: ConnectorSettings(name: "hq"),
                ports: [PortSection(name: "p", host: "p.example", ports: [80, 443], pace: .sample())]))
        daemon.script = dead()
        daemon.run(for: .minutes(5))
        #expect(Set(daemon.alerts(after: 1)) == ["1022 raised port p:80", "1022 raised port p:443"])
    }

    /// The others are probed once an hour, so one of them is probed in between.
    @Test(arguments: [(false, "1022 raised port p0:443"), (true, "1022 raised resolver")])
    func asksForASecondOpinion(isShared: Bool, alert: String) {
        var daemon = daemon(.sample(ports: 3, pace: .sample(interval: .hours(1))))
        daemon.run(for: .hours(1) - .minutes(2) - .seconds(1))
        daemon.script = isShared ? dead() : dead(["p0.example"])
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts(after: 1) == [alert])
        #expect(daemon.probes(at: "p1.example:443").count == (isShared ? 7 : 2))
        #expect(daemon.probes(at: "p2.example:443").count == 1)
    }

    @Test func whoGetsNoSecondOpinionDoesNotWaitForEver() {
        var daemon = daemon(.sample(ports: 2, pace: .sample(interval: .hours(1))))
        daemon.run(for: .hours(1) - .minutes(2) - .seconds(1))
        let dead = dead()
        daemon.script = { $0.text.hasPrefix("p0") ? dead($0) : .never }
        daemon.run(for: .seconds(70))
        #expect(daemon.alerts(after: 1) == ["1022 raised port p0:443"])
    }

    @Test func theCauseIsRepeatedAndWhatStoodBeforeIsNot() {
        var daemon = daemon(.sample(ports: 10, pace: .sample(reminderInterval: .minutes(30))))
        daemon.script = dead(["p7.example"])
        daemon.run(for: .minutes(5))
        daemon.script = dead()
        daemon.run(for: .minutes(65))
        #expect(
            daemon.alerts(after: 1) == [
                "1022 raised port p7:443", "1022 raised resolver", "1022 reminder resolver",
                "1022 reminder resolver",
            ])
        daemon.script = dead(["p7.example"])
        daemon.run(for: .minutes(5))
        #expect(
            daemon.alerts(after: 5) == ["1022 recovered resolver", "1022 reminder port p7:443"])
    }

    @Test func otherTroubleOfTheSameChecksIsNotHeldBack() {
        var daemon = daemon()
        daemon.script = dead(Set((0..<39).map { "p\($0).example" }))
        daemon.run(for: .minutes(2))
        let dead = dead()
        daemon.script = { target in
            target.text.hasPrefix("p39")
                ? .after(.milliseconds(20), .port(direct: .stopped(.connect, .refused))) : dead(target)
        }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver", "1020 raised port p39:443"])
    }

    @Test func aReloadInBetweenLosesNothing() throws {
        var daemon = daemon()
        daemon.script = dead()
        daemon.run(for: .minutes(3))
        daemon.configuration = .valid(.sample(ports: 20))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2) == ["1092 info configuration"])
        daemon.script = dead(["p7.example"])
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 3) == ["1022 recovered resolver", "1022 raised port p7:443"])

        daemon.script = dead()
        daemon.run(for: .minutes(3))
        daemon.configuration = .valid(.sample(trusts: [.sample()]))
        daemon.feed(.asked(.reload))
        daemon.script = healthy
        daemon.run(for: .minutes(1))
        #expect(
            daemon.alerts(after: 5) == [
                "1022 raised resolver", "1022 recovered port p7:443", "1022 recovered resolver",
                "1092 info configuration",
            ])
        #expect(daemon.status?.hasPrefix("Watching 1 check; no alert; trust: ") == true)
    }

    @Test func aRestartInBetweenNeitherRepeatsNorForgets() throws {
        var first = daemon()
        first.script = dead()
        first.run(for: .minutes(5))
        let incident = try #require(first.journaled.last?[.incident])
        first.feed(.asked(.stop))
        first.run(for: .seconds(1))
        let saved = try #require(first.saved).reread()

        let boot = Timestamp(uptime: .seconds(20), date: first.now.date + 60)
        var second = SimulatedDaemon(.sample(ports: 40), saved: saved, at: boot)
        second.script = dead()
        second.begin()
        #expect(second.status?.contains("1 alert: 1022 resolver") == true)
        second.run(for: .minutes(10))
        #expect(second.alerts == ["1090 info service"])
        second.script = dead(["p7.example"])
        second.run(for: .minutes(5))
        #expect(second.alerts(after: 1) == ["1022 recovered resolver", "1022 raised port p7:443"])
        #expect(second.journaled[1][.incident] == incident)

        var third = SimulatedDaemon(.sample(trusts: [.sample()]), saved: saved, at: boot)
        third.begin()
        third.run(for: .minutes(1))
        #expect(third.alerts(after: 1) == ["1022 recovered resolver"])
    }
}
