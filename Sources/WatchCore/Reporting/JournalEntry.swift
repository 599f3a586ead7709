/// One journal entry, ready to be sent: field names of the fixed set, values without control bytes.
package struct JournalEntry: Sendable, Equatable, Codable {
    package var priority: Priority
    package var message: String
    /// Every field in the order it is sent, `MESSAGE` and `PRIORITY` included; names are valid journal names.
    package var fields: [(name: String, value: String)] {
        [("MESSAGE", message), ("PRIORITY", String(priority.rawValue))] + others.map { ($0.name, $0.value) }
    }

    /// The fields besides `MESSAGE` and `PRIORITY`.
    package var others: [Field]

    package struct Field: Sendable, Equatable, Codable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(priority: Priority, message: String, others: [Field] = []) {
        self.priority = priority
        self.message = message
        self.others = others
    }

    /// The entry as one line for people: `1020 raised port login:443: …`; the message alone where it is no alert.
    package var line: String {
        func value(_ field: JournalField) -> String? { others.first { $0.name == field.rawValue }?.value }
        guard let event = value(.eventID), let state = value(.state), let check = value(.check) else {
            return message
        }
        return "\(event) \(state) \(check): \(message)"
    }
}
