import Foundation
import Testing

@testable import WatchCore

/// Event 1045 over days of the engine.
struct ServerExpiryTests {
    private static let pace = Pace.sample()

    private func daemon(pace: Pace = Self.pace) -> SimulatedDaemon {
        var settings = Settings.sample()
        settings.tls = [
            TLSSection(
                name: "login", target: TLSTarget(host: "login.example", aspects: [.certificate]), pace: pace)
        ]
        return SimulatedDaemon(settings)
    }

    private static func seen(until end: Date, life: Double = 90) -> Observation {
        var path = PathObservation.shaken("TLSv1.2")
        path.tls?.chain = [.sample(notBefore: end - life * 86_400, notAfter: end)]
        return .tls(ByRoute(direct: TLSObservation(control: path)))
    }

    private static func answering(_ observation: Observation) -> (Target) -> SimulatedDaemon.Reply {
        { _ in .after(.milliseconds(20), observation) }
    }

    /// What the journal has of it: state, priority and how many days after the start.
    private func told(_ daemon: SimulatedDaemon) -> [String] {
        daemon.journaled.filter { $0[.eventID] == "1045" && $0[.state] != "reminder" }
            .map { "\($0[.state] ?? "-") \($0.priority.name) \($0[.daysLeft] ?? "-")" }
    }

    @Test func itIsRaisedAtOnceEscalatesAndRecoversAnHourAfterItWasRenewed() {
        var daemon = daemon()
        daemon.script = Self.answering(Self.seen(until: start.date + 16 * 86_400))
        daemon.begin()
        daemon.run(for: .hours(23))
        #expect(told(daemon) == [])
        daemon.run(for: .hours(2))
        #expect(told(daemon) == ["raised warning 15"])
        daemon.run(for: .days(7))
        #expect(told(daemon) == ["raised warning 15"])
        daemon.run(for: .days(1))
        #expect(told(daemon) == ["raised warning 15", "escalated err 7"])
        daemon.script = Self.answering(Self.seen(until: start.date + 100 * 86_400))
        daemon.run(for: .minutes(58))
        #expect(told(daemon).count == 2)
        daemon.run(for: .minutes(4))
        #expect(told(daemon).last == "recovered notice 6")
    }

    /// It stands for weeks: probing at the pace of a failure would only cost the server.
    @Test func itDoesNotHastenTheProbes() {
        var daemon = daemon()
        daemon.script = Self.answering(Self.seen(until: start.date + 86_400))
        daemon.begin()
        daemon.run(for: .hours(1))
        #expect(told(daemon) == ["raised err 0"])
        #expect((59...61).contains(daemon.probes(at: "login.example:443").count))
    }

    /// How many servers are behind the name, one of which presents the old certificate; in turns, or by chance.
    @Test(arguments: [(2, false), (4, false), (2, true), (4, true)])
    func serversThatPresentOldAndNewInTurnsAreOneAlert(servers: Int, isByChance: Bool) {
        var daemon = daemon()
        var chance = SeededGenerator(seed: UInt64(servers))
        let old = Self.seen(until: start.date + 10 * 86_400)
        let new = Self.seen(until: start.date + 90 * 86_400)
        daemon.begin()
        for turn in 0..<(2 * 1440) {
            let isOld = isByChance ? Int.random(in: 0..<servers, using: &chance) == 0 : turn % servers == 0
            daemon.script = Self.answering(isOld ? old : new)
            daemon.run(for: .minutes(1))
        }
        #expect(told(daemon) == ["raised warning 9"])
        daemon.script = Self.answering(new)
        daemon.run(for: .minutes(62))
        #expect(told(daemon) == ["raised warning 9", "recovered notice 8"])
    }

    @Test(arguments: [(1, 60), (60, 60), (300, 12), (3600, 5), (86_400, 5)])
    func aCheckThatProbesSeldomRecoversAfterFewerProbes(seconds: Int, passes: Int) {
        let pace = Pace.sample(interval: .seconds(seconds))
        #expect(AlertEvent.serverCertificateExpiring.debouncing.passesToRecover(pace) == passes)
        let patient = Pace.sample(interval: .seconds(seconds), passesToRecover: 80)
        #expect(AlertEvent.serverCertificateExpiring.debouncing.passesToRecover(patient) == 80)
    }

    /// What has ended is event 1043; what was told before it ended stays as it was, without being repeated.
    @Test func onceItEndsTheEventIsAnotherOne() {
        var daemon = daemon()
        let end = start.date + 3600
        daemon.script = Self.answering(Self.seen(until: end))
        daemon.begin()
        daemon.run(for: .hours(1))
        var path = PathObservation.refused(
            CertificateProblem(.expired, depth: 0, text: "certificate has expired"))
        path.tls?.chain = [.sample(notBefore: end - 90 * 86_400, notAfter: end)]
        daemon.script = Self.answering(.tls(ByRoute(direct: TLSObservation(control: path))))
        daemon.run(for: .days(1))
        #expect(told(daemon) == ["raised err 0"])
        #expect(!daemon.alerts.contains("1045 reminder tls login"))
        #expect(daemon.alerts.contains("1043 raised tls login"))
        daemon.script = Self.answering(Self.seen(until: end + 90 * 86_400))
        daemon.run(for: .hours(2))
        #expect(
            daemon.alerts.filter { $0.hasSuffix("recovered tls login") }.sorted()
                == ["1043 recovered tls login", "1045 recovered tls login"])
    }

    @Test func itGoesOnAfterARestart() throws {
        var first = daemon()
        first.script = Self.answering(Self.seen(until: start.date + 10 * 86_400))
        first.begin()
        first.run(for: .minutes(10))
        first.script = Self.answering(Self.seen(until: start.date + 90 * 86_400))
        first.run(for: .minutes(30))
        first.feed(.asked(.stop))
        first.run(for: .minutes(1))
        let saved = try #require(first.saved).reread()
        var settings = Settings.sample()
        settings.tls = [
            TLSSection(
                name: "login", target: TLSTarget(host: "login.example", aspects: [.certificate]),
                pace: Self.pace)
        ]
        var second = SimulatedDaemon(settings, saved: saved, at: first.now)
        second.script = first.script
        second.begin()
        second.run(for: .minutes(25))
        #expect(told(second) == [])
        second.run(for: .minutes(10))
        #expect(told(second) == ["recovered notice 9"])
    }

    /// Nothing fails yet of what a renewal needs.
    @Test func aRenewalThatIsOverdueIsNotExplainedByIt() throws {
        let facts = CertificateFacts.sample(
            notBefore: start.date - 160 * 86_400, notAfter: start.date + 20 * 86_400)
        var settings = Settings.sample(trusts: [.sample()])
        settings.tls = [
            TLSSection(
                name: "a", target: TLSTarget(host: "login.microsoftonline.com", aspects: [.certificate]),
                pace: Self.pace)
        ]
        var daemon = SimulatedDaemon(settings)
        let seen = Self.seen(until: start.date + 86_400)
        daemon.script = { [facts] target in
            if case .trust = target { return .after(.milliseconds(20), .trust(.healthy(facts))) }
            return .after(.milliseconds(20), seen)
        }
        daemon.begin()
        daemon.run(for: .hours(7))
        func remedy(_ summary: String) throws -> String {
            let entry = try #require(daemon.journaled.last { $0.summary == summary })
            return try #require(entry[.remedy])
        }
        #expect(!(try remedy("1045 raised tls a")).contains("what fails here"))
        #expect(!(try remedy("1002 reminder trust")).contains("fails, too"))
    }
}
