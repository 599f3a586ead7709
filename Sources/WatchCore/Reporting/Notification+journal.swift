extension Notification {
    /// The journal entry of this notice, as the connector called `connector` sends it.
    ///
    /// Names are of the fixed set; values are made safe: what came from the network or a file may hold anything.
    package func entry(connector: String) -> JournalEntry {
        var values = finding.details
        values[.eventID] = String(finding.event.rawValue)
        values[.state] = state.rawValue
        values[.name] = connector
        values[.check] = check.text
        values[.target] = target
        values[.route] = finding.route?.rawValue
        values[.phase] = finding.phase.rawValue
        values[.reason] = finding.reason?.rawValue
        if let incident {
            values[.incident] = incident.id
            values[.incidentSeconds] = String(duration.components.seconds)
        }
        let isRecovered = state == .recovered
        let others =
            [
                JournalEntry.Field(
                    "MESSAGE_ID", isRecovered ? AlertEvent.recoveredMessageID : finding.event.messageID),
                JournalEntry.Field("DOCUMENTATION", documentation),
                JournalEntry.Field("CODE_FILE", finding.origin.file),
                JournalEntry.Field("CODE_LINE", String(finding.origin.line)),
                JournalEntry.Field("CODE_FUNC", finding.origin.function),
            ]
            + JournalField.allCases.compactMap { field in
                values[field].map { JournalEntry.Field(field.rawValue, $0.safe) }
            }
        return JournalEntry(
            priority: isRecovered ? .notice : finding.priority, message: finding.message.safe, others: others)
    }
}

/// Where a person reads on.
private let documentation = "file:/usr/share/doc/connector-watch/README.md"

/// The longest value sent, in bytes; one alert stays far below what journald takes.
private let valueLimit = 8192

extension String {
    /// Without hidden characters (written as `\u{1B}`), and cut to a bound.
    fileprivate var safe: String {
        // Most texts are printable ASCII, which hides nothing.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }), utf8.count <= valueLimit { return self }
        var text = ""
        for scalar in unicodeScalars {
            if text.utf8.count >= valueLimit { return text + "…" }
            if scalar.isHidden {
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
