internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// `connector-watch explain`: what an event or a reason means, and what to do.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain an event, or a reason, and what to do about it.",
        discussion: """
            Shows what "journalctl -x" shows below an alert, in the language of the system where the catalog has it, and \
            which fields the event carries. Without a name it lists all events. Exits 64 where there is no such event or \
            reason.

            EXAMPLES
              connector-watch explain 1041
              connector-watch explain tls-sha512-blocked
              LANG=de_DE.UTF-8 connector-watch explain 1001
            """)

    @Argument(
        help: ArgumentHelp(
            "An event's number, a MESSAGE_ID, or a reason's token.", valueName: "name"),
        completion: .list(AlertEvent.allCases.map { String($0.rawValue) } + Reason.allCases.map(\.rawValue)))
    var name: String?

    func run() throws {
        guard let name else {
            _ = try Terminal.put(ExplanationText.list)
            return
        }
        guard let explained = Explained(name) else { throw ValidationError(Explained.unknown(name)) }
        let text = ExplanationText(
            explained: explained, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured))
        _ = try Terminal.put(text.text)
    }
}

/// What there is to explain.
enum Explained: Equatable {
    case event(AlertEvent)
    case reason(Reason)
    case recovered

    /// `nil`: it is the name of none.
    init?(_ name: String) {
        if let event = Int(name).flatMap(AlertEvent.init(rawValue:)) {
            self = .event(event)
        } else if let event = AlertEvent.allCases.first(where: { $0.messageID == name.lowercased() }) {
            self = .event(event)
        } else if let reason = Reason(rawValue: name.lowercased()) {
            self = .reason(reason)
        } else if [AlertEvent.recoveredMessageID, NotificationState.recovered.rawValue].contains(
            name.lowercased())
        {
            self = .recovered
        } else {
            return nil
        }
    }

    /// A sentence about a name of none, with the one that was probably meant.
    static func unknown(_ name: String) -> String {
        let names = AlertEvent.allCases.map { String($0.rawValue) } + Reason.allCases.map(\.rawValue)
        let meant = EditDistance.nearest(to: name, among: names)
        let hint =
            meant.map { "did you mean \"\($0)\"?" } ?? "\"connector-watch explain\" alone lists the events."
        return "There is no event or reason \"\(PlainText.escaped(String(name.prefix(100))))\"; \(hint)"
    }
}
