internal import WatchCore

/// Checks without a history, a row for each, by their status.
struct CheckTable {
    let rows: [ReportModel.Row]

    /// The worst first.
    private static let order: [ReportModel.Status] = [.critical, .warning, .failing, .unknown, .ok]

    var html: HTML {
        let byStatus = Dictionary(grouping: rows, by: \.mark)
        return .table(
            "Checks without a history",
            [.init(title: "check"), .init(title: "target"), .init(title: "latency now", isNumeric: true)]
        ) {
            for (status, rows) in Self.order.compactMap({ status in byStatus[status].map { (status, $0) } }) {
                HTML.element("tbody") {
                    HTML.groupRow(columns: 3) {
                        HTML.badge(status)
                        " \(rows.count)"
                    }
                    rows.map(row)
                }
            }
        }
    }

    private func row(_ row: ReportModel.Row) -> HTML {
        .element("tr") {
            HTML.element("th", ["scope": "row", "class": "text"]) { row.check.text }
            HTML.cell(row.check.names(row.target) ? "" : row.target)
            HTML.cell(row.latencyMs.map { Duration.text(milliseconds: $0) } ?? "", "number nowrap")
        }
    }
}
