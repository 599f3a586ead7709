internal import FoundationEssentials
package import WatchCore

/// An alert in the journal.
///
/// Any local process may have sent it, so only its number is certain.
package struct AlertRecord: Sendable, Equatable {
    /// When journald received it, in microseconds since 1970.
    package let time: Int64
    package let event: Int
    /// The priority of syslog(3), 0 to 7, or `nil` if it is missing or invalid.
    package let priority: Int?
    package let message: String
    /// The host whose journald received it, or `nil` if that is not known.
    package let host: String?
    /// Every `CONNECTOR_…` field by its full name; invalid UTF-8 was replaced.
    package let fields: [String: String]

    /// Reads an entry, or returns `nil` if it has no event number.
    init?(time: Int64, fields: [String: String]) {
        guard let event = fields[JournalField.eventID.rawValue].flatMap({ Int($0) }) else { return nil }
        self.time = time
        self.event = event
        priority = fields["PRIORITY"].flatMap { Int($0) }.flatMap { (0...7).contains($0) ? $0 : nil }
        message = fields["MESSAGE"] ?? ""
        host = fields[Self.hostField]
        self.fields = fields.filter { $0.key.hasPrefix(Self.prefix) }
    }

    /// - Returns: The value of a field, or `nil` if the entry does not have it.
    package func value(_ field: JournalField) -> String? {
        fields[field.rawValue]
    }

    private static let prefix = "CONNECTOR_"
    /// journald's own, so that no sender can set it (systemd.journal-fields(7)).
    static let hostField = "_HOSTNAME"

    /// Whether a field belongs to an alert.
    static func isPart(_ name: String) -> Bool {
        name == "MESSAGE" || name == "PRIORITY" || name == hostField || name.hasPrefix(prefix)
    }
}

extension AlertRecord {
    /// Formats the alert for a terminal; control characters are escaped.
    ///
    /// - Parameters:
    ///   - inColor: whether the line is red for the priorities 0 to 3 (error) and yellow for 4 (warning).
    ///   - namesHost: whether it says which host it is of.
    /// - Returns: One line: time (RFC 3339 UTC, seconds), host, event, state, check, message.
    package func line(inColor: Bool, namesHost: Bool = false) -> String {
        let parts =
            [CalendarTime.short(microseconds: time)] + (namesHost ? [host ?? "-"] : [])
            + [String(event), value(.state) ?? "-", value(.check) ?? "-", message]
        let text = parts.map { PlainText.escaped($0) }.joined(separator: "  ")
        guard inColor, let priority, priority <= 4 else { return text }
        return "\u{1b}[\(priority <= 3 ? 31 : 33)m\(text)\u{1b}[0m"
    }

    /// One JSON object on one line, always with every key of `Key`.
    package func json() throws -> String {
        String(decoding: try Snapshot.json(self), as: UTF8.self)
    }
}

extension AlertRecord: Encodable {
    /// The keys of the JSON form; a value that the entry does not have is `null`.
    private enum Key: String, CodingKey {
        /// RFC 3339 UTC with microseconds.
        case time
        /// A number.
        case event
        /// A number from 0 (emergency) to 7 (debug).
        case priority
        case state
        case check
        case target
        case phase
        case reason
        case incident
        case message
        case remedy
        /// The name of the host.
        case host
        /// An object with every `CONNECTOR_…` field by its name in the journal; the values are strings.
        case fields
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(CalendarTime.precise(microseconds: time), forKey: .time)
        try container.encode(event, forKey: .event)
        try container.encode(priority, forKey: .priority)
        try container.encode(value(.state), forKey: .state)
        try container.encode(value(.check), forKey: .check)
        try container.encode(value(.target), forKey: .target)
        try container.encode(value(.phase), forKey: .phase)
        try container.encode(value(.reason), forKey: .reason)
        try container.encode(value(.incident), forKey: .incident)
        try container.encode(message, forKey: .message)
        try container.encode(value(.remedy), forKey: .remedy)
        try container.encode(host, forKey: .host)
        try container.encode(fields, forKey: .fields)
    }
}
