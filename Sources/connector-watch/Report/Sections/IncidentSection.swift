internal import FoundationEssentials
internal import WatchCore

/// The incidents of the time shown, active ones first.
struct IncidentSection {
    let model: ReportModel

    /// The most rows that are useful; the journal has all incidents.
    private static let limit = 200

    var html: HTML {
        let shown = model.incidents.prefix(Self.limit)
        let more = model.incidents.count - shown.count + model.incidentsOmitted
        return .section("incidents", "Incidents since \(model.since.day)") {
            if let failure = model.journalFailure {
                HTML.note("Incidents may be missing. \(failure)")
            }
            if shown.isEmpty {
                HTML.element("p") { model.journalFailure == nil ? "There were none." : "None are known." }
            } else {
                HTML.table(
                    "Incidents since \(model.since.minute) UTC",
                    [
                        .init(title: "state"), .init(title: "event"), .init(title: "check"),
                        .init(title: "began (UTC)"),
                        .init(title: "lasted", isNumeric: true), .init(title: "last message, and what to do"),
                    ]
                ) {
                    HTML.element("tbody") { shown.map(row) }
                }
            }
            if more > 0 { HTML.note("And \(more) more; see connector-watch events.") }
        }
    }

    private func row(_ incident: IncidentRecord) -> HTML {
        .element("tr") {
            HTML.element("td", ["class": "text"]) { state(incident) }
            HTML.element("th", ["scope": "row", "class": "text"]) { "\(incident.event) \(incident.title)" }
            HTML.cell(incident.check + (incident.route.isEmpty ? "" : " (\(incident.route))"))
            HTML.element("td", ["class": "text nowrap"]) { HTML.time(incident.begins) }
            HTML.cell(incident.duration(at: model.time)?.text ?? "–", "number nowrap")
            HTML.element("td", ["class": "message"]) {
                HTML.element("p") { incident.message }
                if let remedy = incident.remedy { HTML.element("p", ["class": "where"]) { remedy } }
            }
        }
    }

    private func state(_ incident: IncidentRecord) -> HTML {
        switch incident.end {
        case .open: .badge(ReportModel.Status(priority: incident.priority), "open")
        case .recovered: .badge(.ok, "over")
        case .unseen: .badge(.unknown, "end unknown")
        case .once: .badge(.unknown, "once")
        }
    }
}
