import Foundation
import Testing

@testable import WatchCore

/// The board by itself: what is on its way while alerts come and go, and what finds no room.
struct AlertBoardTests {
    private func notification(
        _ number: Int = 0, _ state: NotificationState = .raised, incident: Int = 0
    ) -> WatchCore.Notification {
        let check = CheckName("port p\(number):443")
        return Notification(
            state: state, check: check, target: "", finding: Finding(.stopping, .error, .service, nil),
            incident: Incident(
                name: "hq-01", check: check, key: AlertKey(.stopping),
                raisedAt: start.date.addingTimeInterval(Double(incident))
            ),
            duration: .zero)
    }

    private func entry(of notification: WatchCore.Notification) -> JournalEntry {
        JournalEntry(
            priority: .error, message: "",
            others: [JournalEntry.Field(JournalField.check.rawValue, notification.check.text)])
    }

    private func later(_ duration: Duration) -> Timestamp {
        Timestamp(uptime: start.uptime + duration, date: start.date.addingTimeInterval(duration.inSeconds))
    }

    private func pushed(_ content: DeliveryContent?) -> [PushedAlert] {
        if case .alerts(let alerts) = content { alerts } else { [] }
    }

    @Test func whatStandsAgainWhileItsEndIsOnItsWayIsNotOver() {
        var board = AlertBoard(of: CheckName("alertmanager a"), isKept: false)
        func add(_ state: NotificationState, incident: Int, at now: Timestamp) {
            let told = notification(0, state, incident: incident)
            board.add(entry(of: told), id: "\(state) \(incident)", of: told, at: now)
        }
        add(.raised, incident: 1, at: start)
        #expect(pushed(board.next(at: start)).map(\.endsAt) == [nil])
        _ = board.take(DeliveryAnswer(.taken), at: start)
        add(.recovered, incident: 1, at: later(.minutes(2)))
        #expect(pushed(board.next(at: later(.minutes(2)))).first?.endsAt != nil)
        // While that is on its way:
        add(.raised, incident: 2, at: later(.minutes(2)))
        _ = board.take(DeliveryAnswer(.taken), at: later(.minutes(2)))
        for minute in 3..<30 {
            let now = later(.minutes(minute))
            #expect(pushed(board.next(at: now)).map(\.endsAt) == [nil])
            _ = board.take(DeliveryAnswer(.taken), at: now)
        }
        add(.recovered, incident: 2, at: later(.minutes(30)))
        #expect(pushed(board.next(at: later(.minutes(30)))).first?.endsAt != nil)
    }

    @Test func whatFindsNoRoomIsCountedOnce() {
        var board = AlertBoard(of: CheckName("alertmanager a"), isKept: false)
        let standing = (0..<AlertBoard.limit + 3).map { notification($0) }
        for told in standing { board.add(entry(of: told), id: told.check.text, of: told, at: start) }
        #expect(board.takeLost().dropped == 3)
        for minute in 1...3 { board.reconcile(standing, entry(of:), at: later(.minutes(minute)).uptime) }
        #expect(board.takeLost().isNone)
    }
}
