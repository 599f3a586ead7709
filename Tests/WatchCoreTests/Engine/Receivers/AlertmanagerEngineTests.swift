import Foundation
import Testing

@testable import WatchCore

/// Members of an Alertmanager, and the whole engine around them.
struct AlertmanagerEngineTests {
    private let member = CheckName("alertmanager alerts.example:9093")

    private func daemon(
        _ receivers: [Receiver] = [.alertmanager()], ports: Int = 1, saved: SavedState? = nil,
        at now: Timestamp = start
    ) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.told(receivers, ports: ports), saved: saved, at: now)
        daemon.begin()
        daemon.run(for: .seconds(1))
        return daemon
    }

    @Test func anAlertIsToldAgainAsLongAsItStands() throws {
        var daemon = daemon()
        daemon.probe(isFailing: true, for: .minutes(11))
        let pushes = daemon.pushes(of: member)
        #expect((10...12).contains(pushes.count))
        let first = try #require(pushes.first)
        #expect(pushes.allSatisfy { $0.labels == first.labels && $0.startsAt == first.startsAt })
        #expect(pushes.allSatisfy { $0.endsAt == nil })
        #expect(
            first.labels == [
                "alertname": "ConnectorPortUnreachable", "event": "1020", "severity": "error",
                "connector": "hq-01", "check": "port p0:443", "phase": "connect",
                "reason": "connection-refused",
                "route": "direct",
            ])
        #expect(first.annotations["message"] == daemon.journaled.last?.message)
        #expect(first.annotations["remedy"] == daemon.journaled.last?[.remedy])
    }

    @Test func itsEndIsToldForAWhileAndThenForgotten() throws {
        var daemon = daemon()
        daemon.probe(isFailing: true, for: .minutes(3))
        let standing = daemon.pushes(of: member).count
        daemon.probe(isFailing: false, for: .minutes(30))
        let ends = daemon.pushes(of: member).dropFirst(standing).compactMap(\.endsAt)
        #expect((15...17).contains(ends.count))
        let recovered = try #require(
            daemon.recorded.first { item in
                if case .send(let entry, _) = item.effect { entry[.state] == "recovered" } else { false }
            })
        let date = start.date + (recovered.uptime - start.uptime).inSeconds
        #expect(abs(try #require(ends.first).timeIntervalSince(date)) < 61)
        #expect(daemon.memory.deliveries.isEmpty)
        daemon.run(for: .minutes(10))
        #expect(daemon.pushes(of: member).count == standing + ends.count)
    }

    @Test func oneThatBeganAndEndedWhileItWasAwayIsToldToStandFirst() throws {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .minutes(3))
        daemon.probe(isFailing: false, for: .minutes(3))
        daemon.receive = { _, _ in DeliveryAnswer(.taken) }
        let before = daemon.recorded.count
        daemon.run(for: .minutes(10))
        let pushes = daemon.pushes(of: member)
        let first = try #require(pushes.first)
        #expect(first.endsAt == nil)
        let end = try #require(pushes.firstIndex { $0.endsAt != nil })
        let times = daemon.recorded.dropFirst(before).compactMap { item in
            if case .deliver = item.effect { item.uptime } else { nil }
        }
        #expect(times[end] - times[0] >= AlertBoard.least)
    }

    @Test func everyMemberIsToldForItself() {
        var daemon = daemon([.alertmanager("one"), .alertmanager("two")])
        daemon.receive = { receiver, _ in
            DeliveryAnswer(receiver.name.text.contains("one") ? .failed("refused the connection") : .taken)
        }
        daemon.probe(isFailing: true, for: .minutes(5))
        #expect(daemon.pushes(of: CheckName("alertmanager one:9093")).isEmpty)
        #expect(daemon.pushes(of: CheckName("alertmanager two:9093")).count > 4)
        #expect(daemon.alerts.contains("1099 raised alertmanager one:9093"))
    }

    @Test func whatStoodBeforeItCameIsToldIt() {
        var daemon = daemon([])
        daemon.probe(isFailing: true, for: .minutes(5))
        daemon.configuration = .valid(.told([.alertmanager()]))
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(5))
        #expect(daemon.pushes(of: member).map { $0.labels["check"] } == ["port p0:443"])
    }

    @Test func anIncidentThatEndsWhileTheDaemonIsAwayIsEnded() {
        var daemon = daemon()
        daemon.probe(isFailing: true, for: .minutes(5))
        var second = SimulatedDaemon(.told([.alertmanager()]), saved: daemon.memory, at: daemon.now)
        second.begin()
        second.probe(isFailing: false, for: .minutes(5))
        #expect(second.pushes(of: member).last?.endsAt != nil)
        // One that is no longer watched ends as well.
        var third = SimulatedDaemon(
            .told([.alertmanager()], ports: 0), saved: daemon.memory, at: daemon.now)
        third.begin()
        third.run(for: .minutes(5))
        #expect(third.pushes(of: member).last?.endsAt != nil)
    }

    @Test(arguments: [-300.0, 300.0])
    func anEndIsToldByTheClockOfWhoIsToldOfIt(difference: Double) throws {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.taken, date: start.date + difference) }
        daemon.probe(isFailing: true, for: .seconds(65))
        let before = daemon.now.date
        daemon.receive = { _, _ in DeliveryAnswer(.taken, date: before + difference) }
        daemon.probe(isFailing: false, for: .seconds(200))
        let end = try #require(daemon.pushes(of: member).last { $0.endsAt != nil })
        if difference > 0 { #expect(end.endsAt ?? .distantPast > before) }
        #expect(end.endsAt ?? .distantPast > end.startsAt)
        #expect(daemon.alerts.contains("1099 info \(member.text)"))
    }

    @Test func oneBadAlertDoesNotHoldUpTheOthers() {
        var daemon = daemon(ports: 10)
        let isBad = { (alert: PushedAlert) in alert.labels["check"] == "port p3:443" }
        daemon.receive = { _, content in
            guard case .alerts(let alerts) = content, alerts.contains(where: isBad) else {
                return DeliveryAnswer(.taken)
            }
            return DeliveryAnswer(.refused("answered \"400 Bad Request\"", isMalformed: true))
        }
        daemon.probe(isFailing: true, for: .minutes(3))
        let told = Set(daemon.pushes(of: member).compactMap { $0.labels["check"] })
        #expect(told.count == 9)
        #expect(!told.contains("port p3:443"))
        #expect(daemon.alerts.contains("1094 info \(member.text)"))
    }

    @Test func whatHasNoEndIsNotTold() {
        var daemon = daemon()
        daemon.run(for: .minutes(5))
        #expect(daemon.delivered.isEmpty)
    }
}
