internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// `connector-watch explain`: the meaning of an event or a reason, and what to do.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain an event or a reason, and what to do about it.",
        discussion: """
            Shows the text that "journalctl -x" adds to an alert, in the language of the system if there is a translation, \
            and the fields of the event. Without a name, lists all events. Exits with 64 for an unknown event or reason.

            EXAMPLES
              connector-watch explain 1041
              connector-watch explain tls-sha512-blocked
              LANG=de_DE.UTF-8 connector-watch explain 1001
            """)

    @Argument(
        help: ArgumentHelp(
            "An event number, a MESSAGE_ID, or a reason.", valueName: "name"),
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

/// Something that can be explained.
enum Explained: Equatable {
    case event(AlertEvent)
    case reason(Reason)
    case recovered

    /// Finds an event, a reason or "recovered" by its name, or returns `nil` if the name is unknown.
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

    /// A sentence about an unknown name, with the one that was probably meant.
    static func unknown(_ name: String) -> String {
        let names = AlertEvent.allCases.map { String($0.rawValue) } + Reason.allCases.map(\.rawValue)
        let meant = EditDistance.nearest(to: name, among: names)
        let hint =
            meant.map { "did you mean \"\($0)\"?" } ?? "run \"connector-watch explain\" to list the events."
        return "Unknown event or reason \"\(PlainText.escaped(String(name.prefix(100))))\"; \(hint)"
    }
}
