import Testing

@testable import WatchCore

struct AlertDeliveryTests {
    private static let journal = AlertSource(daemon: "journal", target: "journald")

    private func delivery(printsAll: Bool = false) -> AlertDelivery {
        AlertDelivery(connector: "hq-01", journal: Self.journal, printsAll: printsAll)
    }

    private func at(_ seconds: Int) -> Timestamp {
        Timestamp(uptime: .seconds(seconds), date: start.date)
    }

    private func sent(_ effects: [Effect]) -> [AlertEvent] {
        effects.compactMap { effect in
            if case .send(_, let notification) = effect { notification?.finding.event } else { nil }
        }
    }

    @Test func anAnnouncementIsInfoAndHasNoIncident() throws {
        var delivery = delivery()
        let effects = delivery.announce(.stopping(), of: Self.journal, at: at(0))
        guard case .send(let entry, let notification)? = effects.first else {
            Issue.record("Nothing was sent.")
            return
        }
        #expect(notification?.state == .info)
        #expect(notification?.incident == nil)
        #expect(entry.message == Finding.stopping().message)
        #expect(!delivery.isDone)
        var alerts = Alerts()
        _ = delivery.take(.delivered, &alerts, at: at(0))
        #expect(delivery.isDone)
    }

    @Test func aJournalThatIsAwayIsToldOnceItIsBack() {
        var delivery = delivery()
        var alerts = Alerts()
        _ = delivery.announce(.stopping(), of: Self.journal, at: at(0))
        _ = delivery.take(.absent, &alerts, at: at(0))
        #expect(alerts.isActive(.journalUnavailable, of: Self.journal.name))
        #expect(sent(delivery.wake(&alerts, at: at(1))).isEmpty, "It is not asked again at once.")
        var now = at(60)
        var events = sent(delivery.wake(&alerts, at: now))
        while !delivery.isDone {
            now = at(Int(now.uptime.components.seconds) + 1)
            events += sent(delivery.take(.delivered, &alerts, at: now))
        }
        #expect(events == [.stopping, .journalUnavailable, .journalUnavailable])
        #expect(!alerts.isActive(.journalUnavailable, of: Self.journal.name))
        #expect(delivery.wakesAt == nil)
    }

    @Test func nothingIsLostAtTheEndWithoutBeingPrinted() {
        var delivery = delivery()
        _ = delivery.announce(.stopping(), of: Self.journal, at: at(0))
        let printed = delivery.printUnsent()
        #expect(printed.count == 1)
    }
}
