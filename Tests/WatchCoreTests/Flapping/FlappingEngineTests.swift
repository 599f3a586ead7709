import Foundation
import Testing

@testable import WatchCore

/// A port that opens and closes, as the daemon tells it.
struct FlappingEngineTests {
    private let failing: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.failingObservation)
    }
    private let healthy: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.healthyObservation)
    }
    private static let beginning =
        ["1090 info service"]
        + (0..<4).flatMap { _ in ["1020 raised port p0:443", "1020 recovered port p0:443"] }
        + ["1020 raised port p0:443", "1095 raised port p0:443"]

    /// Lets the port close for three minutes and open for three minutes, so many times.
    private func turn(_ daemon: inout SimulatedDaemon, _ count: Int) {
        for _ in 0..<count {
            daemon.script = failing
            daemon.run(for: .minutes(3))
            daemon.script = healthy
            daemon.run(for: .minutes(3))
        }
    }

    /// One that has begun to flap, and is open.
    private func flapping(_ settings: Settings = .sample(ports: 1)) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        turn(&daemon, 5)
        #expect(daemon.alerts == Self.beginning)
        return daemon
    }

    private func next(_ daemon: SimulatedDaemon, at now: Timestamp? = nil, bootID: String? = nil) throws
        -> SimulatedDaemon
    {
        var next = SimulatedDaemon(
            .sample(ports: 1), saved: try daemon.memory.reread(), at: now ?? daemon.now, bootID: bootID)
        next.script = daemon.script
        next.begin()
        return next
    }

    @Test func itIsToldOnceWhenItBegins() throws {
        var daemon = flapping()
        turn(&daemon, 20)
        #expect(daemon.alerts == Self.beginning)
        let entry = try #require(daemon.journaled.last)
        #expect(
            entry.message.hasPrefix(
                "port p0:443 (p0.example:443) is flapping: it failed 5 times within 24 min 30 s, the last time with event 1020, "
                    + "connection-refused."), "\(entry.message)")
        #expect(entry.priority == .warning)
        #expect(entry[.route] == "direct" && entry[.phase] == "connect")
        #expect(entry[.reason] == "connection-refused" && entry[.failures] == "5")
        #expect(entry[.remedy]?.contains("--event 1020") == true)
        // One incident took the place of twenty.
        let incidents = daemon.changes.flatMap(\.incidents)
        #expect(Set(incidents.map(\.incident.id)).count == 6)
    }

    @Test func itIsShown() throws {
        var daemon = flapping()
        daemon.run(for: .minutes(1))
        let open = try #require(daemon.snapshots.last)
        #expect(open.alerts.map(\.event) == [.portUnreachable, .flapping])
        #expect(open.alerts.map { $0.flapping?.failures } == [5, 5])
        #expect(open.alerts.map { $0.flapping?.passing } == [true, true])
        #expect(open.alerts.allSatisfy { $0.flapping?.since == open.alerts.last?.raised })
        #expect(open.checks.map(\.state) == [.warning])
        daemon.script = failing
        daemon.run(for: .minutes(3))
        let shut = try #require(daemon.snapshots.last)
        #expect(shut.alerts.map { $0.flapping?.failures } == [6, 6])
        #expect(shut.alerts.map { $0.flapping?.passing } == [false, false])
        #expect(shut.alerts.last?.message.contains("it failed 6 times within") == true)
        #expect(shut.checks.map(\.state) == [.critical])
        #expect(try Snapshot(decoding: shut.encoded()).alerts == shut.alerts.map(\.read))
    }

    @Test func whatIsOpenAtTheEndRecoversThen() throws {
        var daemon = flapping()
        turn(&daemon, 3)
        let raised = try #require(daemon.snapshots.last?.alerts.first)
        daemon.run(for: .minutes(27))
        #expect(daemon.alerts == Self.beginning)
        daemon.run(for: .minutes(3))
        #expect(
            daemon.alerts == Self.beginning + ["1095 recovered port p0:443", "1020 recovered port p0:443"])
        let (over, recovered) = (try #require(daemon.journaled.dropLast().last), daemon.journaled.last)
        #expect(
            over.message.contains("is steady again: it had failed 8 times within")
                && over.message.contains(", and has passed for 30 min"), "\(over.message)")
        #expect(over[.failures] == "8" && over.priority == .notice)
        #expect(recovered?[.incident] == raised.incident)
        // From the fifth time that it was raised.
        let lasted = try #require(recovered?[.incidentSeconds].flatMap { Double($0) })
        #expect(abs(daemon.now.date.timeIntervalSince(raised.raised) - lasted) < 180)
        daemon.run(for: .hours(10))
        #expect(daemon.alerts.count == Self.beginning.count + 2)
        #expect(daemon.memory.checks.isEmpty)
    }

    @Test func whatIsShutAtTheEndStandsOnAndIsRepeatedAgain() {
        var daemon = flapping()
        daemon.script = failing
        daemon.run(for: .minutes(35))
        #expect(daemon.alerts == Self.beginning + ["1095 recovered port p0:443"])
        #expect(daemon.journaled.last?.message.contains(", and has failed for 30 min") == true)
        daemon.run(for: .hours(6))
        #expect(daemon.alerts.last == "1020 reminder port p0:443")
        daemon.script = healthy
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts.last == "1020 recovered port p0:443")
    }

    @Test func anAlertOfAnotherKindIsToldMeanwhile() {
        var daemon = flapping()
        daemon.script = { _ in
            .after(.milliseconds(20), .port(direct: .stopped(.resolve, .nameNotFound)))
        }
        daemon.run(for: .minutes(3))
        #expect(daemon.alerts == Self.beginning + ["1022 raised port p0:443"])
        turn(&daemon, 3)
        #expect(daemon.alerts.count == Self.beginning.count + 1)
    }

    /// It is not probed more often than it would be.
    @Test func itMakesNoHaste() {
        var daemon = flapping()
        let before = daemon.probes(at: "p0.example:443").count
        daemon.run(for: .minutes(20))
        #expect((19...21).contains(daemon.probes(at: "p0.example:443").count - before))
    }

    @Test func aSilenceMeanwhileHoldsBackWhatItHoldsBackAnyway() {
        var daemon = flapping()
        let until = daemon.now.date + 3600
        daemon.silences = SilencesReading([.sample(until: until, checks: "port *")])
        daemon.feed(.changed(.silences))
        turn(&daemon, 8)
        #expect(daemon.alerts == Self.beginning)
        turn(&daemon, 8)
        #expect(daemon.now.date > until && daemon.alerts == Self.beginning)
        daemon.run(for: .minutes(31))
        #expect(
            daemon.alerts == Self.beginning + ["1095 recovered port p0:443", "1020 recovered port p0:443"])
    }

    @Test func whatFlapsInASilenceIsToldToWhenTheSilenceIsOver() {
        var daemon = SimulatedDaemon(
            .sample(ports: 1), silences: SilencesReading([.sample(until: start.date + 3600, checks: "*")]))
        daemon.begin()
        turn(&daemon, 9)
        daemon.run(for: .minutes(7))
        #expect(daemon.alerts == ["1090 info service"])
        turn(&daemon, 9)
        #expect(daemon.alerts == Self.beginning)
    }

    @Test(arguments: [0, 1, 2, 3, 4, 5, 9])
    func aRestartAtAnyTimeChangesNothing(turns: Int) throws {
        var first = SimulatedDaemon(.sample(ports: 1))
        first.begin()
        turn(&first, turns)
        var second = try next(first, at: Timestamp(uptime: .seconds(9), date: first.now.date))
        turn(&second, 9 - turns)
        second.run(for: .minutes(31))
        let told = first.alerts + second.alerts.dropFirst()
        #expect(told == Self.beginning + ["1095 recovered port p0:443", "1020 recovered port p0:443"])
        let over = second.journaled.first { $0[.eventID] == "1095" && $0[.state] == "recovered" }
        #expect(over?[.failures] == "9")
    }

    @Test func aNewBootIsToldThatItFlapsAndNotThatItFails() throws {
        var first = SimulatedDaemon(.sample(ports: 1), bootID: "1")
        first.begin()
        turn(&first, 5)
        var second = try next(first, bootID: "2")
        second.run(for: .minutes(5))
        #expect(second.alerts == ["1090 info service", "1095 reminder port p0:443"])
    }

    @Test(arguments: [-1, 1])
    func aJumpOfTheCalendarMeanwhileChangesNothing(direction: Double) throws {
        var daemon = flapping()
        daemon.setCalendar(daemon.now.date + direction * 365 * 86_400)
        turn(&daemon, 5)
        #expect(daemon.alerts == Self.beginning)
        daemon.run(for: .minutes(31))
        #expect(
            daemon.alerts == Self.beginning + ["1095 recovered port p0:443", "1020 recovered port p0:443"])
        let lasted = try #require(daemon.journaled.last?[.incidentSeconds].flatMap { Int($0) })
        // Half a turn, five turns and half an hour.
        #expect((3600...4200).contains(lasted), "\(lasted)")
    }

    @Test(arguments: [false, true])
    func aHostThatSleptForADayIsSteady(isShut: Bool) throws {
        var daemon = flapping()
        if isShut {
            daemon.script = failing
            daemon.run(for: .minutes(3))
        }
        daemon.suspend(for: .days(1))
        daemon.run(for: .minutes(3))
        let over = ["1095 recovered port p0:443"]
        #expect(
            daemon.alerts
                == Self.beginning + over
                + [isShut ? "1020 reminder port p0:443" : "1020 recovered port p0:443"])
        #expect(daemon.journaled[Self.beginning.count].message.contains("for 1 day"))
    }

    @Test func whatIsNoLongerWatchedEndsWithItsAlerts() {
        var daemon = flapping()
        daemon.configuration = .valid(.sample(ports: 0, pace: .sample()))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(1))
        #expect(
            daemon.alerts(after: Self.beginning.count).prefix(2) == [
                "1020 recovered port p0:443", "1095 recovered port p0:443",
            ])
        #expect(
            daemon.journaled.last { $0[.eventID] == "1095" }?.message.contains("no longer watched") == true)
        #expect(daemon.memory.checks.isEmpty)
    }

    @Test func anExpiredCertificateIsToldWhileItsFilesFlap() {
        let expiring = CertificateFacts.sample(
            thumbprint("A"), notBefore: start.date - 180 * 86_400, notAfter: start.date + 2 * 3600)
        var daemon = SimulatedDaemon(.sample(trusts: [.sample()]))
        daemon.begin()
        for turn in 0..<40 {
            daemon.script = { _ in
                .after(
                    .milliseconds(20),
                    .trust(
                        turn % 2 == 0
                            ? .healthy(expiring) : TrustObservation(settings: .missing(nearest: "/"))))
            }
            daemon.run(for: .minutes(4))
        }
        #expect(daemon.alerts.contains("1095 raised trust"))
        #expect(daemon.alerts.filter { $0.hasPrefix("1000") } == ["1000 raised trust"])
        #expect(daemon.alerts.filter { $0 == "1011 raised trust" }.count == 5)
    }
}

extension SnapshotAlert {
    /// As it is read again: dates have whole seconds there.
    fileprivate var read: SnapshotAlert {
        var alert = self
        alert.raised = Date(timeIntervalSince1970: raised.timeIntervalSince1970.rounded(.down))
        alert.flapping?.since = Date(
            timeIntervalSince1970: flapping?.since.timeIntervalSince1970.rounded(.down) ?? 0)
        return alert
    }
}
