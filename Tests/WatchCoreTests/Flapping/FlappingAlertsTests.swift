import Foundation
import Testing

@testable import WatchCore

/// What becomes of the alerts of a check that flaps.
struct FlappingAlertsTests {
    private static let pace = Pace.sample(failuresToAlert: 1, passesToRecover: 1)
    private static let source = Check.port(pace: pace).source
    private let key = AlertKey(.portUnreachable, .direct)

    private func finding(
        _ event: AlertEvent = .portUnreachable, _ priority: Priority = .error, _ route: Route? = .direct
    ) -> Finding {
        var finding = Finding(event, priority, .connect, .connectTimeout, message: "m")
        finding.route = route
        return finding
    }

    private func at(_ minutes: Int) -> Timestamp {
        Timestamp(uptime: .minutes(minutes), date: start.date + Double(minutes * 60))
    }

    /// What a probe is told to have found, as `1020 raised`.
    private func take(
        _ findings: [Finding], judging keys: AlertKeys? = nil, isSilenced: Bool = false,
        _ alerts: inout Alerts, after minutes: Int
    ) -> [String] {
        var verdict = Verdict(findings: findings)
        verdict.judged = keys ?? [key]
        return alerts.take(
            verdict, of: Self.source, connector: "hq", isSilenced: { _ in isSilenced }, at: at(minutes)
        ).map { "\($0.finding.event.rawValue) \($0.state.rawValue)" }
    }

    /// One that flaps on the direct route since minute 8, and is down.
    private func flapping() -> Alerts {
        var alerts = Alerts()
        var told: [String] = []
        for turn in 0..<4 {
            told += take([finding()], &alerts, after: turn * 2)
            told += take([], &alerts, after: turn * 2 + 1)
        }
        #expect(told == Array(repeating: ["1020 raised", "1020 recovered"], count: 4).flatMap(\.self))
        #expect(take([finding()], &alerts, after: 8) == ["1020 raised", "1095 raised"])
        return alerts
    }

    @Test func nothingRecoversNorIsRaisedAgainMeanwhile() throws {
        var alerts = flapping()
        let incident = try #require(alerts.trackers[Self.source.name]?[key]?.active?.incident)
        for turn in 0..<15 {
            #expect(take([], &alerts, after: 9 + turn * 20) == [])
            #expect(alerts.active(key, of: Self.source.name) == nil)
            #expect(!alerts.needsHaste(Self.source.name))
            #expect(alerts.state(of: Self.source.name) == .warning)
            #expect(take([finding()], &alerts, after: 19 + turn * 20).filter { $0.hasPrefix("1020") } == [])
            #expect(alerts.needsHaste(Self.source.name))
            #expect(alerts.state(of: Self.source.name) == .critical)
        }
        #expect(alerts.trackers[Self.source.name]?[key]?.active?.incident == incident)
        #expect(alerts.takeChanges().incidents.count == 4 * 2 + 2)
    }

    @Test func whatPassesAtTheEndRecoversThen() throws {
        var alerts = flapping()
        #expect(take([], &alerts, after: 10) == [])
        #expect(take([], &alerts, after: 39) == [])
        var verdict = Verdict()
        verdict.judged = [key]
        let told = alerts.take(verdict, of: Self.source, connector: "hq", at: at(40))
        #expect(told.map(\.finding.event) == [.flapping, .portUnreachable])
        #expect(told.allSatisfy { $0.state == .recovered && $0.duration == .minutes(32) })
        #expect(
            told.first?.entry(connector: "hq", id: "1").message == """
                port login:443 (login.example:443) is steady again: it had failed 5 times within 10 min, \
                and has passed for 30 min since.
                """)
        #expect(alerts.names == [])
    }

    @Test func whatFailsAtTheEndStandsOn() {
        var alerts = flapping()
        #expect(take([finding()], &alerts, after: 37) == [])
        var verdict = Verdict(findings: [finding()])
        verdict.judged = [key]
        let told = alerts.take(verdict, of: Self.source, connector: "hq", at: at(38))
        #expect(
            told.map { $0.entry(connector: "hq", id: "1").message } == [
                """
                port login:443 (login.example:443) is steady again: it had failed 5 times within 8 min, and has \
                failed for 30 min since.
                """
            ])
        #expect(take([finding()], &alerts, after: 8 + 360) == ["1020 reminder"])
        #expect(take([], &alerts, after: 8 + 361) == ["1020 recovered"])
    }

    @Test func onlyTheCountIsRepeatedMeanwhile() {
        var alerts = flapping()
        var told: [String] = []
        for turn in 1...40 {
            told += take([], &alerts, after: turn * 20)
            told += take([finding()], &alerts, after: turn * 20 + 10)
        }
        #expect(told == ["1095 reminder", "1095 reminder"])
    }

    @Test func whatIsWorseOrOfAnotherKindIsTold() {
        var alerts = Alerts()
        for turn in 0..<4 {
            _ = take([finding(.portUnreachable, .warning)], &alerts, after: turn * 2)
            _ = take([], &alerts, after: turn * 2 + 1)
        }
        #expect(
            take([finding(.portUnreachable, .warning)], &alerts, after: 8) == ["1020 raised", "1095 raised"])
        #expect(take([finding()], &alerts, after: 9) == ["1020 escalated"])
        let both: AlertKeys = [key, AlertKey(.resolutionFails, .direct)]
        #expect(take([finding(.resolutionFails)], judging: both, &alerts, after: 10) == ["1022 raised"])
        #expect(take([], judging: both, &alerts, after: 11) == [])
        #expect(take([finding(.resolutionFails)], judging: both, &alerts, after: 12) == [])
        #expect(take([], judging: both, &alerts, after: 13) == [])
        #expect(
            take([], judging: both, &alerts, after: 43) == [
                "1095 recovered", "1020 recovered", "1022 recovered",
            ])
    }

    @Test func theOtherRouteIsAMatterOfItsOwn() {
        var alerts = flapping()
        let proxy = AlertKey(.portUnreachable, .proxy)
        let failing = finding(.portUnreachable, .error, .proxy)
        #expect(take([failing], judging: [proxy], &alerts, after: 9) == ["1020 raised"])
        #expect(take([], judging: [proxy], &alerts, after: 10) == ["1020 recovered"])
        #expect(alerts.isFlapping(key, of: Self.source.name))
        #expect(!alerts.isFlapping(proxy, of: Self.source.name))
    }

    @Test func severalAlertsOfOneProbeAreOneFailure() {
        var alerts = Alerts()
        let events: [AlertEvent] = [
            .loginFails, .tls12Fails, .sha512Fails, .tlsInspected, .serverCertificateBad,
        ]
        let keys = AlertKeys(events.map { AlertKey($0, .direct) })
        for (minute, event) in events.enumerated() {
            let told = take([finding(event)], judging: [AlertKey(event, .direct)], &alerts, after: minute)
            #expect(told == ["\(event.rawValue) raised"])
        }
        #expect(take([], judging: keys, &alerts, after: 9).count == 5)
        #expect(take(events.map { finding($0) }, judging: keys, &alerts, after: 10).count == 5)
        #expect(alerts.trackers[Self.source.name]?.keys.contains { $0.event == .flapping } == false)
    }

    @Test(arguments: [
        (AlertEvent.trustExpired, Priority.critical, false), (.addressesUnreachable, .notice, false),
        (.hostDegraded, .warning, false), (.addressesUnreachable, .warning, true),
    ])
    func someAreNeverHeldBack(event: AlertEvent, priority: Priority, flaps: Bool) {
        var alerts = Alerts()
        var told: [String] = []
        for minute in 0..<20 {
            told += take(
                minute % 2 == 0 ? [finding(event, priority)] : [], judging: [AlertKey(event, .direct)],
                &alerts, after: minute)
        }
        #expect(told.contains("1095 raised") == flaps)
        #expect(told.count == (flaps ? 10 : 20))
    }

    @Test func whatIsSilencedDoesNotCount() {
        var alerts = Alerts()
        for minute in 0..<40 {
            #expect(take(minute % 2 == 0 ? [finding()] : [], isSilenced: true, &alerts, after: minute) == [])
        }
        #expect(alerts.flapping.isEmpty)
    }

    @Test func whatIsNoLongerWatchedEnds() {
        var alerts = flapping()
        _ = take([], &alerts, after: 9)
        let ended = alerts.end(Self.source, at: at(10))
        #expect(ended.map(\.finding.event) == [.portUnreachable, .flapping])
        #expect(ended.allSatisfy { $0.isUnwatched && $0.state == .recovered })
        #expect(alerts.names == [])
        #expect(take([finding()], &alerts, after: 11) == ["1020 raised"])
    }

    @Test func anAlertWhoseCountWasLostEnds() {
        var alerts = flapping()
        _ = take([], &alerts, after: 9)
        var restored = Alerts()
        restored.restore(alerts.saved(Self.source.name, at: at(10)), of: Self.source.name, at: at(10))
        #expect(take([], &restored, after: 11) == ["1020 recovered", "1095 recovered"])
    }
}
