internal import SystemdHost
internal import WatchCore

/// A simulation as a table of what would be announced when.
struct SimulationText {
    let simulated: Simulated
    let showsReminders: Bool
    /// Characters a line should hold at most.
    let width: Int
    let painter: Painter

    var text: String {
        let first = """
            What connector-watch would announce about the trust certificate of \(PlainText.escaped(simulated.connector)) \
            from \(simulated.from.rfc3339) to \(simulated.to.rfc3339) if nothing changed:
            """
        let shown = simulated.announcements.filter { showsReminders || $0.state != .reminder }
        let table = shown.isEmpty ? ["  nothing"] : table(shown).lines(painter)
        return (first.wrapped(width) + [""] + table + ending).joined(separator: "\n") + "\n"
    }

    private func table(_ announcements: [Simulation.Announcement]) -> TextTable {
        var columns = ["time", "days left", "check", "event", "state", "priority", ""].map {
            TextTable.Column(title: $0)
        }
        columns[1].isNumeric = true
        let isAlone = simulated.ends.count == 1
        return TextTable(
            columns: columns,
            rows: announcements.map { announcement in
                let texts = [
                    announcement.date.rfc3339, simulated.daysLeft(announcement).map(String.init) ?? "",
                    isAlone ? "" : announcement.check.text, String(announcement.event.rawValue),
                    announcement.state.rawValue, announcement.priority.name, announcement.event.title,
                ]
                return TextTable.Row(
                    cells: texts.enumerated().map {
                        TextTable.Cell($1, $0 == 5 ? ReportVerdict(announcement.priority).colour : nil)
                    })
            })
    }

    private var ending: [String] {
        let count = simulated.announcements.count { $0.state == .reminder }
        guard count > 0, !showsReminders else { return [] }
        return [""]
            + "and \(count) reminder\(count == 1 ? "" : "s") of what stands (--reminders lists them)".wrapped(
                width)
    }
}
