package import FoundationEssentials

extension Notification {
    /// The journal entry of this notification.
    ///
    /// Names are of the fixed set; values are made safe: what came from the network or a file may hold anything.
    ///
    /// - Parameters:
    ///   - connector: the name of the connector that sends it.
    ///   - id: the same whenever it is sent.
    /// - Returns: the entry.
    package func entry(connector: String, id: String) -> JournalEntry {
        var values = finding.details
        values[.eventID] = String(finding.event.rawValue)
        values[.state] = state.rawValue
        values[.name] = connector
        values[.notification] = id
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
        let text = isRecovered ? recoveryText : newsText
        values[.remedy] = text.optionalRemedy
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
            priority: isRecovered ? .notice : finding.priority, message: text.message.safe, others: others)
    }
}

extension [Finding] {
    /// The journal entries of what a command found: it happened once, and has no end.
    ///
    /// - Parameters:
    ///   - check: what was asked.
    ///   - target: whom it was asked.
    ///   - connector: the name of the connector that it is about.
    ///   - date: now.
    /// - Returns: one for each finding.
    package func entries(
        of check: CheckName, _ target: String, connector: String, at date: Date
    ) -> [JournalEntry] {
        enumerated().map { number, finding in
            let notification = Notification(
                state: .info, check: check, target: target, finding: finding, duration: .zero)
            return notification.entry(
                connector: connector, id: notification.id(connector: connector, at: date, number: number))
        }
    }
}

extension Notification {
    /// What was found; of what a silence held back also since when.
    private var newsText: FindingText {
        var text = finding.text
        if state == .raised, duration > .zero, let incident {
            text.add(["It was silenced until now, and has lasted since \(incident.raisedAt.rfc3339)."])
        }
        return text
    }

    /// That an incident is over: nothing has to be done.
    private var recoveryText: FindingText {
        if isUnwatched {
            return FindingText("\(check.text) is no longer watched: its settings have changed.")
        }
        if case .flapping(let facts) = finding.facts, facts.end != nil { return finding.text }
        return FindingText(
            """
            \(words: finding.event.title): recovered after \(words: duration.text) (\(check.text), \(target)).
            """)
    }
}

/// Where a person reads on.
private let documentation = "man:connector-watch-events(7)"

/// The longest value sent, in bytes; one alert stays far below what journald takes.
private let valueLimit = 8192

extension String {
    /// Without hidden characters (written as `\u{1B}`), and cut to a bound.
    fileprivate var safe: String {
        let text = withVisibleScalars
        guard text.utf8.count > valueLimit else { return text }
        var cut = ""
        for scalar in text.unicodeScalars where cut.utf8.count < valueLimit {
            cut.unicodeScalars.append(scalar)
        }
        return cut + "…"
    }
}
