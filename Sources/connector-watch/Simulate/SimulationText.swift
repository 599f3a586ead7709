internal import SystemdHost
internal import WatchCore

/// A simulation as a table of alerts.
struct SimulationText {
    let simulated: Simulated
    let showsReminders: Bool
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter

    var text: String {
        let first = """
            Alerts about the trust certificate of \(PlainText.escaped(simulated.connector)) from \
            \(simulated.from.rfc3339) to \(simulated.to.rfc3339) if nothing changes:
            """
        let shown = simulated.announcements.filter { showsReminders || $0.state != .reminder }
        let table = shown.isEmpty ? ["  none"] : table(shown).lines(painter)
        return (first.wrapped(width) + [""] + table + ending).joined(separator: "\n") + "\n"
    }

    /// The table with as many columns as fit; the others are shown below each row.
    private func table(_ announcements: [Simulation.Announcement]) -> TextTable {
        let all: [Column] = [.time, .daysLeft, .check, .event, .state, .priority, .title]
        let fewer = [all.dropLast(), [.time, .event, .state]]
        return fewer.reduce(table(announcements, all, below: [])) { widest, columns in
            guard widest.width > width else { return widest }
            return table(
                announcements, Array(columns), below: all.reversed().filter { !columns.contains($0) })
        }
    }

    private func table(
        _ announcements: [Simulation.Announcement], _ columns: [Column], below rest: [Column]
    ) -> TextTable {
        TextTable(
            columns: columns.map { TextTable.Column(title: $0.rawValue, isNumeric: $0 == .daysLeft) },
            rows: announcements.map { announcement in
                let cells = columns.map { column in
                    let isColoured = column == .priority || !columns.contains(.priority) && column == .state
                    return TextTable.Cell(
                        text(announcement, column),
                        isColoured ? ReportVerdict(announcement.priority).colour : nil)
                }
                let note = rest.map { column in
                    let text = text(announcement, column)
                    return column == .daysLeft && !text.isEmpty ? "\(text) days left" : text
                }
                .filter { !$0.isEmpty }.joined(separator: ", ")
                return TextTable.Row(
                    cells: cells, notes: note.isEmpty ? [] : note.wrapped(width, first: "      "))
            })
    }

    /// A column and its title.
    private enum Column: String {
        case time
        case daysLeft = "days left"
        case check
        case event
        case state
        case priority
        case title = ""
    }

    private func text(_ announcement: Simulation.Announcement, _ column: Column) -> String {
        switch column {
        case .time: announcement.date.rfc3339
        case .daysLeft: simulated.daysLeft(announcement).map(String.init) ?? ""
        case .check: simulated.ends.count == 1 ? "" : announcement.check.text
        case .event: String(announcement.event.rawValue)
        case .state: announcement.state.rawValue
        case .priority: announcement.priority.name
        case .title: announcement.event.title
        }
    }

    private var ending: [String] {
        let count = simulated.announcements.count { $0.state == .reminder }
        guard count > 0, !showsReminders else { return [] }
        return [""]
            + "and \(count) reminder\(count == 1 ? "" : "s") of active alerts (--reminders lists them)"
            .wrapped(
                width)
    }
}
