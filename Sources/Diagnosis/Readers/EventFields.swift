/// What is told of an event in lines of a name and a value: as Event Viewer's window copies it, and as PowerShell lists it.
struct EventFields {
    enum Field {
        case channel
        case source
        case id
        case time
        /// Of no interest.
        case other
        /// The text follows it.
        case message
    }

    /// The names in English and German; those of PowerShell are the same everywhere.
    static let names: [String: Field] = [
        "log name": .channel, "protokollname": .channel, "logname": .channel, "channel": .channel,
        "source": .source, "quelle": .source, "providername": .source,
        "event id": .id, "ereignis-id": .id, "eventid": .id, "id": .id,
        "date": .time, "datum": .time, "date and time": .time, "datum und uhrzeit": .time,
        "timecreated": .time, "timegenerated": .time,
        "level": .other, "ebene": .other, "leveldisplayname": .other, "entrytype": .other,
        "task category": .other, "aufgabenkategorie": .other, "keywords": .other, "schlüsselwörter": .other,
        "user": .other, "benutzer": .other, "computer": .other, "opcode": .other, "instanceid": .other,
        "index": .other, "machinename": .other, "version": .other,
        "description": .message, "beschreibung": .message, "message": .message,
    ]

    /// The field that a line gives, and its value; `nil` for any other line.
    static func field(of line: ArraySlice<UInt8>) -> (field: Field, value: String)? {
        let head = line.prefix(32)
        guard let colon = head.firstIndex(of: UInt8(ascii: ":")), let first = head.first, first > 0x20 else {
            return nil
        }
        let name = String(decoding: head[..<colon], as: UTF8.self).lowercased().trimmedSpaces
        guard let field = names[name] else { return nil }
        return (field, String(decoding: line[(colon + 1)...], as: UTF8.self).trimmedSpaces)
    }
}

extension LogRecord {
    mutating func take(_ field: EventFields.Field, _ value: String) {
        switch field {
        case .channel: channel = value
        case .source: source = value
        case .id: id = Int(value)
        case .time: time = LogTime(in: value.utf8)
        case .other: break
        case .message: text += Array(value.utf8)
        }
    }
}

extension String {
    /// Without spaces and tabs at its ends.
    var trimmedSpaces: String {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\u{a0}" }
        let start = drop(while: isSpace)
        guard let end = start.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(start[...end])
    }
}
