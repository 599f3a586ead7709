import Foundation
import Testing

@testable import WatchCore

/// Silences as the daemon keeps them.
///
/// The simulated day begins on 2026-11-18 at 11:06:40 UTC.
struct SilenceEngineTests {
    private let failing: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.failingObservation)
    }
    private let healthy: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.healthyObservation)
    }

    private func daemon(
        _ silences: [SilenceSection] = [], entries: [SilenceEntry] = [], trusts: [TrustSection] = [],
        ports: Int = 1, saved: SavedState? = nil, at now: Timestamp = start,
        script: @escaping (Target) -> SimulatedDaemon.Reply
    ) -> SimulatedDaemon {
        var settings = Settings.sample(trusts: trusts, ports: ports)
        settings.silences = silences
        var daemon = SimulatedDaemon(settings, saved: saved, at: now, silences: SilencesReading(entries))
        daemon.script = script
        daemon.begin()
        return daemon
    }

    @Test func theSampleDayIsAsTheTestsSay() {
        #expect(start.date.rfc3339 == "2026-11-18T11:06:40Z")
    }

    @Test func whatStandsWhenAWindowEndsIsRaisedThen() throws {
        var daemon = daemon([.sample("11:00", checks: "port *")], script: failing)
        daemon.run(for: .minutes(30))
        #expect(daemon.alerts == ["1090 info service"])
        #expect(daemon.status?.contains("1 alert (1 silenced): 1020 port p0:443") == true)
        let alert = try #require(daemon.snapshots.last?.alerts.first)
        #expect(alert.silenced?.text == "until 2026-11-18T12:00:00Z by \"patches\": patch window")
        #expect(daemon.snapshots.last?.silences?.map(\.by) == ["patches"])
        #expect(daemon.snapshots.last?.verdict == .critical)

        daemon.run(for: .minutes(23))
        #expect(daemon.now.date < date("2026-11-18T12:00:00Z"))
        #expect(daemon.alerts == ["1090 info service"])
        daemon.run(for: .seconds(21))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
        let entry = try #require(daemon.journaled.last)
        #expect(entry[.incident] == alert.incident)
        let lasted = try #require(entry[.incidentSeconds].flatMap { Double($0) })
        #expect(abs(date("2026-11-18T12:00:00Z").timeIntervalSince(alert.raised) - lasted) <= 1)
        daemon.run(for: .minutes(2))
        #expect(daemon.snapshots.last?.alerts.first?.silenced == nil)
        #expect(daemon.snapshots.last?.silences == [])
        daemon.script = healthy
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts.last == "1020 recovered port p0:443")
    }

    /// The alarm goes off at the end itself, although the next probe is a long way off.
    @Test func theOneAlarmWakesAtTheTurns() throws {
        var settings = Settings.sample(
            ports: 1, pace: .sample(failingInterval: .minutes(20), failuresToAlert: 1))
        settings.silences = [.sample("11:00", checks: "*")]
        var daemon = SimulatedDaemon(settings)
        daemon.script = failing
        daemon.begin()
        daemon.run(for: .hours(1))
        let raised = try #require(
            daemon.recorded.first {
                if case .send(let entry, _) = $0.effect { entry[.state] == "raised" } else { false }
            })
        let end = start.uptime + .seconds(53 * 60 + 20)
        #expect(raised.uptime >= end && raised.uptime < end + .seconds(1))
    }

    @Test func whatRecoversWithinTheWindowIsNeverTold() {
        var daemon = daemon([.sample("11:00", checks: "port *")], script: failing)
        daemon.run(for: .minutes(10))
        daemon.script = healthy
        daemon.run(for: .hours(2))
        #expect(daemon.alerts == ["1090 info service"])
    }

    @Test func whatWasToldBeforeTellsItsRecoveryWithinTheWindow() {
        var daemon = daemon([.sample("11:30", checks: "port *")], script: failing)
        daemon.run(for: .minutes(20))
        #expect(daemon.alerts.last == "1020 raised port p0:443")
        daemon.run(for: .minutes(20))
        daemon.script = healthy
        daemon.run(for: .minutes(5))
        #expect(
            daemon.alerts == ["1090 info service", "1020 raised port p0:443", "1020 recovered port p0:443"])
    }

    @Test func anotherCheckIsNotSilenced() {
        var daemon = daemon([.sample("11:00", checks: "port p0:*")], ports: 2, script: failing)
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p1:443"])
    }

    @Test func anExpiredCertificateIsNeverSilenced() {
        let expired = CertificateFacts.sample(
            thumbprint("A"), notBefore: start.date - 180 * 86_400, notAfter: start.date - 3600)
        var daemon = daemon([.sample("11:00", checks: "*")], trusts: [.sample()]) { target in
            guard case .trust = target else { return .after(.milliseconds(20), target.failingObservation) }
            return .after(.milliseconds(20), .trust(.healthy(expired)))
        }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts.filter { $0.hasPrefix("1000") } == ["1000 raised trust"])
        #expect(!daemon.alerts.contains { $0.hasPrefix("1020") })
        #expect(daemon.snapshots.last?.alerts.first { $0.event == .trustExpired }?.silenced == nil)
    }

    @Test func whatIsSilencedIsRememberedAndCountedApart() throws {
        var daemon = daemon(entries: [.sample(until: start.date + 1800, checks: "*")], script: failing)
        daemon.run(for: .minutes(20))
        let incidents = daemon.changes.flatMap(\.incidents).map { ($0.finding.event, $0.check.text) }
        #expect(incidents.map(\.0) == [.portUnreachable] && incidents.map(\.1) == ["port p0:443"])
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(1))
        let hours = try #require(daemon.memory.trends[CheckName("port p0:443")]).hours
        #expect(hours.allSatisfy { $0.probes > 0 && $0.silenced == $0.probes && $0.passed == 0 })
    }

    @Test func aRestartInTheMiddleChangesNothing() throws {
        let window = SilenceSection.sample("11:00", checks: "port *")
        var first = daemon([window], script: failing)
        first.run(for: .minutes(10))
        let incident = try #require(first.snapshots.last?.alerts.first?.incident)
        first.feed(.asked(.stop))
        first.run(for: .seconds(1))
        let saved = try #require(first.saved).reread()
        let rebooted = Timestamp(uptime: .seconds(20), date: first.now.date + 60)
        var second = daemon([window], saved: saved, at: rebooted, script: failing)
        second.run(for: .minutes(20))
        #expect(second.alerts == ["1090 info service"])
        second.run(for: .minutes(30))
        #expect(second.alerts == ["1090 info service", "1020 raised port p0:443"])
        #expect(second.journaled.last?[.incident] == incident)
        #expect(second.journaled.last?[.incidentSeconds].flatMap { Int($0) }.map { $0 > 3000 } == true)
    }

    @Test func aRestartAfterItsEndTellsWhatStands() throws {
        var first = daemon(entries: [.sample(until: start.date + 1800, checks: "*")], script: failing)
        first.run(for: .minutes(10))
        #expect(first.alerts == ["1090 info service"])
        first.feed(.asked(.stop))
        first.run(for: .seconds(1))
        let saved = try #require(first.saved).reread()
        var second = daemon(
            saved: saved, at: Timestamp(uptime: .seconds(20), date: start.date + 7200), script: failing)
        second.run(for: .seconds(30))
        #expect(second.alerts == ["1090 info service", "1020 raised port p0:443"])
    }

    @Test func aClockThatIsSetCountsWithinAMinute() {
        var daemon = daemon([.sample("11:00", checks: "*")], script: failing)
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts == ["1090 info service"])
        daemon.setCalendar(date("2026-11-18T12:30:00Z"))
        daemon.run(for: .minutes(1))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
        daemon.setCalendar(date("2026-11-18T11:30:00Z"))
        daemon.run(for: .minutes(1))
        #expect(daemon.snapshots.last?.silences?.count == 1)
    }
}

/// The file of silences changes while the daemon runs.
struct SilenceFileEngineTests {
    private func daemon() -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        return daemon
    }

    @Test func aSilenceCountsAsSoonAsItIsWritten() {
        var daemon = daemon()
        daemon.run(for: .seconds(5))
        daemon.silences = SilencesReading([.sample(until: start.date + 1800, checks: "port *")])
        daemon.feed(.changed(.silences))
        daemon.run(for: .minutes(20))
        #expect(daemon.alerts == ["1090 info service"])
        daemon.silences = SilencesReading()
        daemon.feed(.changed(.silences))
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
    }

    @Test func whatIsWrongInTheFileIsToldAndTheRestIsInForce() throws {
        var daemon = daemon()
        let problem = "/etc/silences.conf:3:7: error: Invalid value \"soon\" for Until=."
        daemon.silences = SilencesReading(
            [.sample(until: start.date + 1800, checks: "port *")], problems: [problem])
        daemon.feed(.changed(.silences))
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts == ["1090 info service", "1093 raised silences"])
        let entry = try #require(daemon.journaled.last)
        #expect(entry.message.contains(problem))
        #expect(entry[.target] == "/etc/silences.conf")
        daemon.silences.problems = []
        daemon.feed(.changed(.silences))
        daemon.run(for: .minutes(1))
        #expect(daemon.alerts.last == "1093 recovered silences")
    }

    @Test func aFileThatCannotBeReadLeavesThoseFromBefore() {
        var daemon = daemon()
        daemon.silences = SilencesReading([.sample(until: start.date + 1800, checks: "port *")])
        daemon.feed(.changed(.silences))
        daemon.run(for: .seconds(5))
        daemon.silences = SilencesReading(
            nil, problems: ["/etc/silences.conf: error: Failed to read the file."])
        daemon.feed(.changed(.silences))
        daemon.run(for: .minutes(20))
        #expect(daemon.alerts == ["1090 info service", "1093 raised silences"])
        #expect(daemon.journaled.last?.message.hasPrefix("The silences from before stay in force") == true)
    }

    @Test func aReloadReadsItToo() {
        var daemon = daemon()
        daemon.feed(.asked(.reload))
        #expect(daemon.effects.contains(.readSilences))
    }

    @Test func anErrorAtTheStartIsTold() {
        var daemon = SimulatedDaemon(
            .sample(), silences: SilencesReading([], problems: ["/etc/silences.conf:1:1: error: Bad."]))
        daemon.begin()
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts == ["1090 info service", "1093 raised silences"])
    }
}

/// The one alert of what many checks need.
struct SilencedDependencyTests {
    private func alerts(silencing checks: [String]) -> [String] {
        var settings = Settings.sample(ports: 5)
        settings.silences = [
            SilenceSection(
                name: "patches", beginnings: SilenceSection.sample("11:00", checks: "*").beginnings,
                duration: .hours(1), scope: SilenceScope(checks: checks.map { CheckPattern($0) }), reason: "r"
            )
        ]
        var daemon = SimulatedDaemon(settings)
        daemon.script = { _ in
            .after(.milliseconds(20), .port(direct: .stopped(.resolve, .outOfTime)))
        }
        daemon.begin()
        daemon.run(for: .minutes(20))
        return daemon.alerts(after: 1)
    }

    @Test func itIsSilencedByItsOwnNameOrWithAllThatNeedIt() {
        #expect(alerts(silencing: ["tls *"]) == ["1022 raised resolver"])
        #expect(alerts(silencing: ["resolver"]) == [])
        #expect(alerts(silencing: ["port *"]) == [])
        #expect(alerts(silencing: ["port p0:443", "port p1:443"]) == ["1022 raised resolver"])
    }
}
