internal import SystemdHost
internal import WatchCore

/// An explanation for a terminal.
struct ExplanationText {
    let explained: Explained
    /// The most characters in a line, where possible; the lines of the catalog stay as they are.
    let width: Int
    let painter: Painter

    /// Every event, one on each line.
    static var list: String {
        AlertEvent.allCases.map { "\($0.rawValue)  \($0.title)\n" }.joined()
    }

    var text: String {
        let lines =
            switch explained {
            case .event(let event): about(event)
            case .reason(let reason): about(reason)
            case .recovered:
                [painter.paint("Recovered", .bold), ""] + catalog(AlertEvent.recoveredMessageID)
            }
        return lines.joined(separator: "\n") + "\n"
    }

    private func about(_ event: AlertEvent) -> [String] {
        let priorities = event.priorities.map(\.name).joined(separator: ", ")
        let fields = event.alwaysSends.map(\.rawValue).sorted().joined(separator: " ")
        return [painter.paint("\(event.rawValue) \(event.title)", .bold), ""] + catalog(event.messageID) + [
            ""
        ]
            + "Priority: \(priorities)".wrapped(width)
            + (event.reasons.isEmpty
                ? [] : "Reasons: \(event.reasons.map(\.rawValue).joined(separator: " "))".wrapped(width))
            + "MESSAGE_ID: \(event.messageID)".wrapped(width)
            + "Fields of every entry: \(fields)".wrapped(width)
            + "In the journal: journalctl -x CONNECTOR_EVENT_ID=\(event.rawValue)".wrapped(width)
    }

    private func about(_ reason: Reason) -> [String] {
        [painter.paint(reason.rawValue, .bold), ""]
            + "\(reason.help.prefix(1).uppercased())\(reason.help.dropFirst()).".wrapped(width) + [""]
            + "In the journal: journalctl -x CONNECTOR_REASON=\(reason.rawValue)".wrapped(width)
    }

    /// The installed catalog text, with `<FIELD>` for each field.
    private func catalog(_ messageID: String) -> [String] {
        guard let text = JournalCatalog.text(messageID),
            let entry = CatalogEntry.read("\n-- \(messageID)\n\(text)").first
        else {
            return """
                The journal catalog, which has the full explanation, is not installed: install the package, or run \
                "make install" and "journalctl --update-catalog".
                """.wrapped(width)
        }
        return entry.body.map { line in
            line.replacing(/@([A-Z0-9_]+)@/) { "<\($0.output.1)>" }
        }
    }
}
