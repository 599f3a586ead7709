package import FoundationEssentials

extension DeliveryContent {
    /// Something that says of itself that it is a test.
    ///
    /// - Parameters:
    ///   - receiver: who is to be sent it.
    ///   - connector: the connector's name.
    ///   - date: on the calendar, now.
    /// - Returns: the content.
    package static func test(for receiver: Receiver, of connector: String, at date: Date) -> DeliveryContent {
        let message = "This is a test of connector-watch for \(connector): nothing is wrong."
        switch receiver.kind {
        case .alertmanager:
            let alert = PushedAlert(
                labels: ["alertname": "ConnectorTest", "severity": "info", "connector": connector],
                annotations: ["message": message, "summary": "Test", "runbook": "man:connector-watch(1)"],
                startsAt: date, endsAt: date + testTime)
            return .alerts([alert])
        case .webhook:
            let id = "test-\(date.compact)"
            let fields: [(JournalField, String)] = [
                (.state, NotificationState.info.rawValue), (.name, connector), (.check, "test"),
                (.notification, id),
            ]
            let entry = JournalEntry(
                priority: .notice, message: message,
                others: fields.map { JournalEntry.Field($0.rawValue, $1.withVisibleScalars) })
            return .notification(entry, id: id, at: date)
        }
    }

    /// Nobody says that a test is over: it ends by itself after so many seconds.
    private static let testTime = 300.0
}
