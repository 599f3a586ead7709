internal import FoundationEssentials
internal import WatchCore

/// The history of each check: its availability and latency as small pictures.
///
/// Beyond the first checks of the settings the daemon keeps none; where the page has no other list of checks, those have a
/// row.
struct TrendSection {
    let model: ReportModel

    private var axis: TimeAxis { TimeAxis(from: model.since, to: model.time) }

    /// Latency is kept for a shorter time than incidents.
    private var latencyAxis: TimeAxis {
        TimeAxis(from: max(model.since, model.time - Double(Trend.limit) * 3600), to: model.time)
    }

    var html: HTML {
        let drawn = drawn
        return .section("trend", "Availability and latency") {
            if let failure = model.snapshotFailure {
                HTML.note(
                    model.snapshot == nil
                        ? "The history of the checks is not available. \(failure)"
                        : "This is what the daemon knew when it last wrote its snapshot. \(failure)")
            }
            key
            for group in ReportGroup.allCases {
                let rows = drawn.filter { $0.element.group == group }
                if !rows.isEmpty {
                    HTML.element("h3") { group.title }
                    HTML.element("ul", ["class": "rows"]) { rows.map { row($0.element, "row-\($0.offset)") } }
                }
            }
            leftOut
        }
    }

    private var drawn: [(offset: Int, element: ReportModel.Row)] {
        model.rows.enumerated().filter { $0.offset < Trend.checkLimit || $0.element.trend != nil }
    }

    @HTMLBuilder private var leftOut: HTML {
        let rows = model.rows.dropFirst(Trend.checkLimit).filter { $0.trend == nil }
        if !rows.isEmpty {
            HTML.note(
                "The history of \(rows.count) of \(model.rows.count) checks is not kept, as they are beyond the first \(Trend.checkLimit) of the settings."
            )
            if model.probe == nil { CheckTable(rows: rows).html }
        }
    }

    /// The legend, and the time shown.
    private var key: HTML {
        .element("ul", ["class": "legend"]) {
            HTML.swatch("passed", "probes passed")
            HTML.swatch("failed", "share of an hour's probes that failed")
            HTML.swatch("open", "incident")
            HTML.swatch("none", "no data")
            HTML.element("li") {
                "availability from \(axis.from.minute), latency from \(latencyAxis.from.minute), to \(axis.to.minute) UTC; a line marks midnight"
            }
        }
    }

    private func row(_ row: ReportModel.Row, _ id: String) -> HTML {
        let hours = row.trend?.byHour ?? []
        return TrendRow(
            row: row,
            availability: AvailabilityPlot(
                id: "\(id)-a", check: row.check.text, axis: axis, periods: hours, incidents: row.incidents),
            latency: LatencyPlot(id: "\(id)-l", check: row.check.text, axis: latencyAxis, periods: hours),
            latencyNow: row.latencyMs
        ).html
    }

    /// A percentage, rounded down so that a failed probe never disappears in 100 %.
    static func percent(_ part: Int, of whole: Int) -> String {
        let tenths = whole == 0 ? 0 : part * 1000 / whole
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
