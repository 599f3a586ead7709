internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// What is remembered, for a terminal or a mail.
struct HistoryText {
    let history: History
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter

    var text: String {
        let parts = [availability, incidents, certificates].filter { !$0.isEmpty }
        let lines = parts.isEmpty ? ["Nothing is remembered yet."] : Array(parts.joined(separator: [""]))
        let remarks = history.remarks.flatMap { [""] + $0.wrapped(width, first: "  ") }
        return (lines + remarks).joined(separator: "\n") + "\n"
    }

    private func title(_ text: String) -> String { painter.paint(text, .bold) }

    private var availability: [String] {
        guard !history.checks.isEmpty else { return [] }
        var table = TextTable(
            columns: [TextTable.Column(title: "check")]
                + (History.periods.map { "\($0) d" } + ["known"]).map {
                    TextTable.Column(title: $0, isNumeric: true)
                })
        table.rows = history.checks.map { check in
            TextTable.Row(
                cells: [TextTable.Cell(PlainText.escaped(check.check))]
                    + check.availability.map { TextTable.Cell($0.percent.map(Self.percent) ?? "-") }
                    + [TextTable.Cell(Self.known(check.availability.last))])
        }
        return [title("Availability, in percent of the probes of the last days")] + table.lines(painter)
    }

    /// For how long it was probed.
    private static func known(_ period: History.Availability?) -> String {
        let hours = period?.hours ?? 0
        return hours < 48 ? "\(hours) h" : "\(hours / 24) d"
    }

    /// Never rounded up to 100: a probe that failed is seen.
    private static func percent(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded(.down))
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    private var incidents: [String] {
        let when = history.since.map { " since \($0.rfc3339)" } ?? ""
        guard !history.incidents.isEmpty else { return [title("No incident is remembered\(when).")] }
        var table = TextTable(
            columns: ["raised", "lasted", "host", "event", "check"].map { TextTable.Column(title: $0) })
        table.rows = history.incidents.map { incident in
            let lasted = Duration.seconds(incident.seconds(at: history.time)).text
            return TextTable.Row(
                cells: [
                    TextTable.Cell(incident.begins.rfc3339),
                    TextTable.Cell(incident.ended == nil ? "active, \(lasted)" : lasted),
                    TextTable.Cell(PlainText.escaped(incident.host ?? "")),
                    TextTable.Cell("\(incident.event) \(incident.title)"),
                    TextTable.Cell(
                        PlainText.escaped(
                            incident.check + (incident.route.isEmpty ? "" : " (\(incident.route))"))),
                ], notes: PlainText.escaped(incident.message).wrapped(width, first: "    "))
        }
        return [title("Incidents\(when), the latest first")] + table.lines(painter)
    }

    private var certificates: [String] {
        guard !history.certificates.isEmpty else { return [] }
        var table = TextTable(
            columns: ["since", "change", "thumbprint", "valid until", "check"].map {
                TextTable.Column(title: $0)
            })
        table.rows = history.certificates.map { check, record in
            TextTable.Row(cells: [
                TextTable.Cell(record.since?.rfc3339 ?? "before watching"),
                TextTable.Cell(record.change?.rawValue ?? ""), TextTable.Cell(record.thumbprint.text),
                TextTable.Cell(record.notAfter?.rfc3339 ?? ""), TextTable.Cell(PlainText.escaped(check)),
            ])
        }
        return [title("Trust certificates")] + table.lines(painter)
    }
}
