import Foundation
import Testing

@testable import WatchCore

/// Webhooks, and the whole engine around them.
struct WebhookEngineTests {
    private let ops = CheckName("webhook ops")

    private func daemon(_ receivers: [Receiver] = [.webhook()], ports: Int = 1, saved: SavedState? = nil)
        -> SimulatedDaemon
    {
        var daemon = SimulatedDaemon(.told(receivers, ports: ports), saved: saved)
        daemon.begin()
        daemon.run(for: .seconds(1))
        return daemon
    }

    @Test func anIncidentIsToldFromItsBeginningToItsEnd() {
        var daemon = daemon()
        daemon.probe(isFailing: true, for: .minutes(2))
        daemon.probe(isFailing: false, for: .minutes(2))
        #expect(
            daemon.notifications(of: ops) == ["1020 raised port p0:443", "1020 recovered port p0:443"])
        let ids = daemon.delivered.compactMap { item in
            if case .notification(let entry, let id, _) = item.content, entry[.notification] == id {
                id
            } else {
                nil
            }
        }
        #expect(Set(ids).count == 2)
        #expect(daemon.memory.deliveries.isEmpty)
    }

    @Test(arguments: [
        (Receiver.webhook(priority: .critical), 0), (.webhook(events: [.clockOff]), 0),
        (.webhook(priority: .info), 2), (.webhook(events: [.portUnreachable]), 1),
    ])
    func itIsToldOfWhatItAsksFor(receiver: Receiver, count: Int) {
        var daemon = daemon([receiver])
        daemon.probe(isFailing: true, for: .minutes(2))
        #expect(daemon.notifications(of: ops).count == count)
    }

    @Test func nothingIsSentBeforeItIsCommitted() throws {
        var daemon = daemon()
        daemon.diskLatency = .seconds(2)
        daemon.probe(isFailing: true, for: .minutes(2))
        let saved = try #require(
            daemon.recorded.first {
                if case .save(let change) = $0.effect { !change.deliveries.isEmpty } else { false }
            })
        let sent = try #require(
            daemon.recorded.first { if case .deliver = $0.effect { true } else { false } })
        #expect(sent.uptime >= saved.uptime + .seconds(2))
    }

    @Test func whatWaitsSurvivesARestart() {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .minutes(10))
        #expect(daemon.delivered.isEmpty)
        var second = SimulatedDaemon(.told([.webhook()]), saved: daemon.memory, at: daemon.now)
        second.begin()
        second.probe(isFailing: false, for: .minutes(2))
        #expect(
            second.notifications(of: ops) == ["1020 raised port p0:443", "1020 recovered port p0:443"])
        #expect(second.memory.deliveries.isEmpty)
    }

    @Test func hostsThatLoseTheSameReceiverDoNotComeBackInStep() {
        let attempts = ["hq-01", "hq-02", "hq-03"].map { name in
            var settings = Settings.told([.webhook()])
            settings.connector.name = name
            var daemon = SimulatedDaemon(settings)
            daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
            daemon.begin()
            daemon.probe(isFailing: true, for: .minutes(30))
            return daemon.recorded.compactMap {
                if case .deliver = $0.effect { $0.uptime } else { nil }
            }.suffix(4)
        }
        #expect(Set(attempts).count == 3)
    }

    @Test func aReceiverThatFailsIsAnAlertOfItsOwnAndNotToldToItself() {
        var daemon = daemon([.webhook(priority: .info), .webhook("other", priority: .info)])
        daemon.receive = { receiver, _ in
            DeliveryAnswer(receiver.name.text == "webhook ops" ? .failed("refused the connection") : .taken)
        }
        daemon.probe(isFailing: true, for: .minutes(10))
        #expect(daemon.alerts.contains("1099 raised webhook ops"))
        #expect(daemon.notifications(of: CheckName("webhook other")).contains("1099 raised webhook ops"))
        daemon.receive = { _, _ in DeliveryAnswer(.taken) }
        daemon.run(for: .minutes(6))
        #expect(daemon.alerts.last == "1099 recovered webhook ops")
        #expect(!daemon.notifications(of: ops).contains { $0.hasSuffix("webhook ops") })
        #expect(daemon.notifications(of: ops).contains("1020 raised port p0:443"))
    }

    @Test func aShortAbsenceIsNoAlert() {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .seconds(70))
        daemon.receive = { _, _ in DeliveryAnswer(.taken) }
        daemon.run(for: .minutes(6))
        #expect(daemon.notifications(of: ops) == ["1020 raised port p0:443"])
        #expect(!daemon.alerts.contains { $0.hasPrefix("1099") })
    }

    @Test func whatIsRefusedIsNotSentAgainAndTold() throws {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.refused("answered \"404 Not Found\"")) }
        daemon.probe(isFailing: true, for: .minutes(5))
        let attempts = daemon.effects.count { if case .deliver = $0 { true } else { false } }
        #expect(attempts == 1)
        let told = try #require(daemon.journaled.first { $0.summary == "1099 raised webhook ops" })
        #expect(told.message == "webhook ops takes no notifications: it answered \"404 Not Found\".")
        daemon.receive = { _, _ in DeliveryAnswer(.taken) }
        daemon.probe(isFailing: false, for: .minutes(5))
        #expect(daemon.alerts.suffix(2) == ["1099 recovered webhook ops", "1094 info webhook ops"])
        #expect(
            daemon.journaled.last?.message
                == "1 notification was refused by webhook ops and will not be sent to it again.")
        #expect(daemon.memory.deliveries.isEmpty)
    }

    @Test func oneThatNeverAnswersIsGivenUpAndTriedAgain() {
        var daemon = daemon()
        daemon.receive = { _, _ in nil }
        daemon.probe(isFailing: true, for: .minutes(10))
        let cancelled = daemon.effects.count { if case .cancelDelivery = $0 { true } else { false } }
        #expect(cancelled > 3)
        #expect(daemon.journaled.contains { $0.message.contains("gave no answer within 30 s") })
        daemon.receive = { _, _ in DeliveryAnswer(.taken) }
        daemon.run(for: .minutes(6))
        #expect(daemon.notifications(of: ops) == ["1020 raised port p0:443"])
    }

    @Test func whatItAsksForIsWaited() throws {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("answered \"429\"", retryAfter: .minutes(20))) }
        daemon.probe(isFailing: true, for: .minutes(50))
        let times = daemon.recorded.compactMap { item in
            if case .deliver = item.effect { item.uptime } else { nil }
        }
        #expect(times.count == 3)
        #expect(
            zip(times, times.dropFirst()).allSatisfy { (.minutes(20) ... .minutes(21)).contains($1 - $0) })
    }

    @Test func aReceiverThatIsRemovedLosesWhatWaitsForIt() {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .minutes(10))
        daemon.configuration = .valid(.told([]))
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts.contains("1094 info webhook ops"))
        #expect(daemon.alerts.contains("1099 recovered webhook ops"))
        #expect(daemon.memory.deliveries.isEmpty)
    }

    /// It has taken the first of two alerts while a commit was in flight, which is not the one that says so.
    @Test func aReceiverThatIsRemovedLeavesNothingThatItHasTaken() {
        var daemon = daemon(ports: 2)
        daemon.diskLatency = .seconds(1)
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        while daemon.delivered.isEmpty { daemon.run(events: 1) }
        #expect(!daemon.memory.deliveries.isEmpty)
        daemon.configuration = .valid(.told([], ports: 2))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(1))
        #expect(daemon.memory.deliveries.isEmpty)
    }

    @Test func soDoesOneThatIsGoneAfterARestart() {
        var daemon = daemon()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .minutes(10))
        var second = SimulatedDaemon(.told([]), saved: daemon.memory, at: daemon.now)
        second.begin()
        second.run(for: .seconds(1))
        #expect(second.alerts.contains("1094 info webhook ops"))
        #expect(second.alerts.contains("1099 recovered webhook ops"))
        #expect(second.memory.deliveries.isEmpty)
    }

    @Test func whatCannotBeCommittedIsSentAllTheSame() {
        var daemon = daemon()
        daemon.disk = .fails("The disk is full.")
        daemon.probe(isFailing: true, for: .minutes(2))
        #expect(daemon.notifications(of: ops) == ["1020 raised port p0:443"])
        daemon.disk = .works
        daemon.run(for: .minutes(1))
        #expect(daemon.memory.deliveries.isEmpty)
    }

    @Test func atTheEndWhatIsOnItsWayIsWaitedForAndNotLonger() {
        var daemon = daemon()
        daemon.receive = { _, _ in nil }
        daemon.probe(isFailing: true, for: .minutes(1))
        let before = daemon.now.uptime
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(10))
        #expect(daemon.isFinished)
        let end = daemon.recorded.last { if case .finish = $0.effect { true } else { false } }
        #expect(end.map { $0.uptime - before <= Engine.stoppingTime } == true)
        #expect(daemon.memory.deliveries.count == 1)
    }
}

extension WebhookEngineTests {
    @Test func aConfigurationThatIsRejectedAtTheStartLosesNothing() {
        var daemon = SimulatedDaemon(.told([.webhook()]))
        daemon.begin()
        daemon.receive = { _, _ in DeliveryAnswer(.failed("refused the connection")) }
        daemon.probe(isFailing: true, for: .minutes(5))
        let saved = daemon.memory
        var refused = Engine(
            settings: Settings(connector: ConnectorSettings(name: "hq-01")),
            environment: EngineEnvironment(configurationPath: "/etc/cw.conf", statePath: "/memory.db"),
            saved: saved, at: daemon.now)
        let changes = refused.refuse(["/etc/cw.conf:1:1: Bad."], at: daemon.now).compactMap { effect in
            if case .save(let change) = effect { change } else { nil }
        }
        #expect(saved.deliveries.count == 1)
        #expect(changes.allSatisfy { $0.settledDeliveries.isEmpty && !$0.isWhole })
    }

    /// A week in which a receiver is away, and 100,000 notifications are made.
    @Test(.timeLimit(.minutes(5)))
    func whatIsTooMuchIsDroppedCountedAndTold() {
        let ops = CheckName("webhook ops")
        var receivers = Receivers([.webhook()], of: "hq-01")
        let now = start
        var sent = 0
        for number in 0..<100_000 {
            let finding = Finding(.stopping, .error, .service, nil)
            let state: NotificationState = number.isMultiple(of: 2) ? .reminder : .raised
            let notification = Notification(
                state: state, check: CheckName("port p:443"), target: "", finding: finding, incident: nil,
                duration: .zero)
            let entry = JournalEntry(
                priority: .error, message: "\(number)",
                others: [JournalEntry.Field(JournalField.state.rawValue, state.rawValue)])
            receivers.add(WaitingNotification(id: "\(number)", entry: entry), of: notification, at: now)
        }
        var left: [String] = []
        var time = now
        for _ in 0..<NotificationQueue.limit + 5 {
            time.uptime += .seconds(1)
            let effects = receivers.advance([], { _ in JournalEntry(priority: .info, message: "") }, at: time)
            guard case .deliver(let id, .notification(let entry, _, _), _)? = effects.first else { break }
            sent += 1
            left.append(entry.message)
            let news = receivers.take(id, DeliveryAnswer(.taken), at: time)
            if sent == 1 { #expect(news?.loss == DeliveryLoss(dropped: 90_000, refused: 0)) }
        }
        #expect(sent == NotificationQueue.limit)
        // The newest of those that an incident cannot be followed without.
        #expect(left == (80_000..<100_000).filter { !$0.isMultiple(of: 2) }.map(String.init))
        #expect(receivers.all.map(\.name) == [ops])
    }
}
