internal import FoundationEssentials
internal import WatchCore

/// The fields of the journal entry, as "journalctl -o json" shows them.
struct JSONFormat: DeliveryFormat {
    func message(_ content: DeliveryContent) -> DeliveryMessage? {
        guard case .notification(let entry, let id, let date) = content else { return nil }
        var fields = entry.texts()
        fields["__REALTIME_TIMESTAMP"] = String(Int64(date.timeIntervalSince1970 * 1_000_000))
        return DeliveryMessage("application/json", id: id, JSONValue(fields))
    }
}

extension JournalEntry {
    /// Its fields by name.
    ///
    /// - Parameter limit: the most characters of a value.
    /// - Returns: the values.
    func texts(atMost limit: Int = .max) -> [String: String] {
        Dictionary(fields.map { ($0.name, $0.value.cut(to: limit)) }) { first, _ in first }
    }

    /// The title of its event.
    var title: String {
        value(of: .eventID).flatMap(Int.init).flatMap(AlertEvent.init(rawValue:))?.title ?? "connector-watch"
    }

    /// As in `raised: Port unreachable (err)`.
    var headline: String { "\(value(of: .state) ?? "info"): \(title) (\(priority.name))" }

    /// What people are shown beside the message.
    var facts: [(name: String, value: String)] {
        let names: [(String, JournalField)] = [
            ("Connector", .name), ("Check", .check), ("Target", .target), ("Event", .eventID),
            ("Reason", .reason), ("Incident", .incident),
        ]
        return names.compactMap { name, field in value(of: field).map { (name, $0) } }
    }
}

extension String {
    /// At most so many characters.
    func cut(to limit: Int) -> String { count > limit ? prefix(limit - 1) + "…" : self }
}
