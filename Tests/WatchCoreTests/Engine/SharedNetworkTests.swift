import Foundation
import Testing

@testable import WatchCore

/// A firewall or a dead uplink that shuts everything is one alert; what shuts less is the checks' own.
struct SharedNetworkTests {
    private func daemon(_ settings: Settings = .sample(ports: 20)) -> SimulatedDaemon {
        .settled(settings)
    }

    /// Every host has an address of its own, and those for which `failure` returns one cannot be connected to.
    private func script(
        sharing address: String? = nil, _ failure: @escaping (Target) -> PathFailure?
    ) -> (Target) -> SimulatedDaemon.Reply {
        { target in
            guard let failure = failure(target) else {
                return .after(.milliseconds(20), target.healthyObservation)
            }
            var path = PathObservation.stopped(.connect, failure)
            path.addresses[0].address = address ?? "address of \(target.text.prefix { $0 != ":" })"
            return .after(.seconds(failure == .outOfTime ? 9 : 0) + .milliseconds(20), .port(direct: path))
        }
    }

    private func isTarget(_ target: Target, oneOf numbers: some Sequence<Int>) -> Bool {
        numbers.contains { target.text.hasPrefix("p\($0).example:") }
    }

    @Test(arguments: [PathFailure.outOfTime, .refused, .reset, .networkUnreachable, .hostUnreachable])
    func whatShutsEverythingIsOneAlertAndOneRecovery(failure: PathFailure) throws {
        var daemon = daemon()
        daemon.script = script { _ in failure }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1020 raised network"])
        let entry = try #require(daemon.journaled.last)
        #expect(entry[.target] == "everything outside this host")
        #expect(entry[.route] == "direct")
        #expect(entry.message.hasPrefix("Nothing outside this host is reachable, as p"))
        #expect(entry.message.contains("(20 checks depend on it)"))
        daemon.script = script { _ in nil }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2) == ["1020 recovered network"])
        daemon.run(for: .hours(1))
        #expect(daemon.alerts.count == 3, "A healthy hour is silent.")
    }

    @Test func whatStillFailsAfterwardsIsRaisedOnItsOwn() {
        var daemon = daemon()
        daemon.script = script { _ in .outOfTime }
        daemon.run(for: .minutes(5))
        daemon.script = script { self.isTarget($0, oneOf: 3...4) ? .outOfTime : nil }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2).first == "1020 recovered network")
        #expect(Set(daemon.alerts(after: 3)) == ["1020 raised port p3:443", "1020 raised port p4:443"])
        #expect(daemon.alerts.count == 5)
    }

    @Test func aFirewallThatBeginsToRejectHasNotOpened() {
        var daemon = daemon()
        daemon.script = script { _ in .outOfTime }
        daemon.run(for: .minutes(5))
        daemon.script = script { _ in .refused }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1020 raised network"])
    }

    /// One provider's names, be it at one address or at several, while others can be reached.
    @Test(arguments: ["192.0.2.1", nil])
    func aProviderThatFailsIsNotTheNetwork(address: String?) {
        var daemon = daemon()
        daemon.script = script(sharing: address) { self.isTarget($0, oneOf: 0..<6) ? .outOfTime : nil }
        daemon.run(for: .minutes(10))
        #expect(Set(daemon.alerts(after: 1)) == Set((0..<6).map { "1020 raised port p\($0):443" }))
    }

    @Test func namesAtOneAddressAreNotTheNetwork() {
        var daemon = daemon(.sample(ports: 4))
        daemon.script = script(sharing: "192.0.2.1") { _ in .outOfTime }
        daemon.run(for: .minutes(10))
        #expect(Set(daemon.alerts(after: 1)) == Set((0..<4).map { "1020 raised port p\($0):443" }))
    }

    @Test func twoHostsAreNotTheNetwork() {
        var daemon = daemon(.sample(ports: 2))
        daemon.script = script { _ in .outOfTime }
        daemon.run(for: .minutes(10))
        #expect(Set(daemon.alerts(after: 1)) == ["1020 raised port p0:443", "1020 raised port p1:443"])
    }

    @Test func aPortThatIsShutEverywhereIsNotTheNetwork() {
        var settings = Settings.sample(ports: 5)
        settings.ports = settings.ports.map { section in
            var section = section
            section.ports = [80, 443]
            return section
        }
        var daemon = daemon(settings)
        daemon.script = script { $0.text.hasSuffix(":80") ? .outOfTime : nil }
        daemon.run(for: .minutes(10))
        #expect(Set(daemon.alerts(after: 1)) == Set((0..<5).map { "1020 raised port p\($0):80" }))
    }

    @Test func whatStoodBeforeIsNotRepeated() {
        var daemon = daemon(.sample(ports: 10, pace: .sample(reminderInterval: .minutes(30))))
        daemon.script = script { self.isTarget($0, oneOf: 7...7) ? .refused : nil }
        daemon.run(for: .minutes(5))
        daemon.script = script { self.isTarget($0, oneOf: 7...7) ? .refused : .outOfTime }
        daemon.run(for: .minutes(65))
        #expect(
            daemon.alerts(after: 1) == [
                "1020 raised port p7:443", "1020 raised network", "1020 reminder network",
                "1020 reminder network",
            ])
    }

    /// Names that do not resolve either are the resolver's, as it cannot be reached.
    @Test func aNetworkThatTakesTheResolverAlongIsOneAlert() {
        var daemon = daemon()
        daemon.script = { _ in .after(.milliseconds(20), .port(direct: .stopped(.resolve, .outOfTime))) }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver"])
    }

    @Test func ofAnUplinkThatFlapsOnlyTheNetworkIsTold() {
        var daemon = daemon()
        for round in 0..<40 {
            daemon.script = script { _ in round.isMultiple(of: 2) ? .networkUnreachable : nil }
            daemon.run(for: .seconds(20))
        }
        #expect(Set(daemon.alerts(after: 1)).isSubset(of: ["1020 raised network", "1020 recovered network"]))
    }

    /// Where only some were probed since, the others are asked before all are said to fail.
    @Test(arguments: [Duration.seconds(60), .minutes(10), .hours(1)])
    func whoIsProbedRarelyIsHeardFirst(interval: Duration) {
        var settings = Settings.sample(ports: 5)
        for index in 3...4 { settings.ports[index].pace = .sample(interval: interval) }
        var daemon = daemon(settings)
        daemon.script = script { self.isTarget($0, oneOf: 0...2) ? .outOfTime : nil }
        daemon.run(for: .hours(2))
        #expect(Set(daemon.alerts(after: 1)) == Set((0..<3).map { "1020 raised port p\($0):443" }))
    }

    /// A page on this host, or one in the same building, works on.
    @Test(arguments: ["127.0.0.1", "10.0.0.9", "fd00::9"])
    func whatIsNearProvesNothing(address: String) {
        var daemon = daemon()
        let shut = script { _ in .outOfTime }
        for _ in 0..<6 {
            daemon.script = { target in
                self.isTarget(target, oneOf: 0...11)
                    ? .after(.milliseconds(20), .port(direct: .connected([(address, nil)]))) : shut(target)
            }
            daemon.run(for: .minutes(10))
        }
        #expect(daemon.alerts(after: 1) == ["1020 raised network"])
    }

    /// Most of what is watched is at a port that stays shut.
    @Test func aFirewallThatOpensOnePortIsNoLongerTheNetwork() {
        var settings = Settings.sample(ports: 9)
        for index in 3..<9 { settings.ports[index].ports = [80] }
        var daemon = daemon(settings)
        daemon.script = script { _ in .outOfTime }
        daemon.run(for: .minutes(5))
        daemon.script = script { $0.text.hasSuffix(":80") ? .outOfTime : nil }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1).prefix(2) == ["1020 raised network", "1020 recovered network"])
        #expect(Set(daemon.alerts(after: 3)) == Set((3..<9).map { "1020 raised port p\($0):80" }))
    }

    /// The first probes to fail may be those of one server.
    @Test(arguments: [0, 5, 15])
    func whoFailsFirstIsPartOfIt(seconds: Int) {
        var daemon = daemon()
        daemon.script = script { self.isTarget($0, oneOf: 3...3) ? .outOfTime : nil }
        daemon.run(for: .seconds(seconds))
        daemon.script = script { _ in .outOfTime }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts(after: 1) == ["1020 raised network"])
    }

    @Test func aRestartNeitherRepeatsNorForgets() throws {
        var first = daemon()
        first.script = script { _ in .outOfTime }
        first.run(for: .minutes(5))
        let incident = try #require(first.journaled.last?[.incident])
        first.feed(.asked(.stop))
        first.run(for: .seconds(1))
        let saved = try #require(first.saved).reread()
        let boot = Timestamp(uptime: .seconds(20), date: first.now.date + 60)
        var second = SimulatedDaemon(.sample(ports: 20), saved: saved, at: boot)
        second.script = script { _ in .outOfTime }
        second.begin()
        second.run(for: .minutes(10))
        #expect(second.alerts == ["1090 info service"])
        second.script = script { self.isTarget($0, oneOf: 7...7) ? .outOfTime : nil }
        second.run(for: .minutes(5))
        #expect(second.alerts(after: 1) == ["1020 recovered network", "1020 raised port p7:443"])
        #expect(second.journaled[1][.incident] == incident)
    }
}
