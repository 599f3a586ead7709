internal import FoundationEssentials
internal import WatchCore

/// The history of each check: its availability and latency as small pictures.
struct TrendSection {
    let model: ReportModel

    private var axis: TimeAxis { TimeAxis(from: model.since, to: model.time) }

    /// Latency is kept for a shorter time than incidents.
    private var latencyAxis: TimeAxis {
        TimeAxis(from: max(model.since, model.time - Double(Trend.limit) * 3600), to: model.time)
    }

    var html: HTML {
        .section("trend", "Availability and latency") {
            if let failure = model.snapshotFailure {
                HTML.note(
                    model.snapshot == nil
                        ? "The history of the checks is not available. \(failure)"
                        : "This is what the daemon knew when it last wrote its snapshot. \(failure)")
            }
            key
            for group in ReportGroup.allCases {
                let rows = model.rows.enumerated().filter { $0.element.group == group }
                if !rows.isEmpty {
                    HTML.element("h3") { group.title }
                    HTML.element("ul", ["class": "rows"]) { rows.map { row($0.element, "row-\($0.offset)") } }
                }
            }
        }
    }

    /// The legend, and the time shown.
    private var key: HTML {
        .element("ul", ["class": "legend"]) {
            for (kind, text) in [
                ("passed", "probes passed"), ("failed", "share of an hour's probes that failed"),
                ("open", "incident"),
                ("none", "no data"),
            ] {
                HTML.element("li") {
                    HTML.element("span", ["class": "swatch \(kind)", "aria-hidden": "true"])
                    text
                }
            }
            HTML.element("li") {
                "availability from \(axis.from.minute), latency from \(latencyAxis.from.minute), to \(axis.to.minute) UTC; a line marks midnight"
            }
        }
    }

    private func row(_ row: ReportModel.Row, _ id: String) -> HTML {
        let plot = AvailabilityPlot(
            id: "\(id)-a", check: row.check.text, axis: axis, trend: row.trend, incidents: row.incidents)
        return .element("li", ["class": "row"]) {
            HTML.element("div", ["class": "who"]) {
                HTML.badge(row.mark)
                HTML.element("b") { row.check.text }
                if !row.check.names(row.target) { HTML.element("span", ["class": "where"]) { row.target } }
            }
            HTML.element("div", ["class": "plot"]) {
                plot.html
                HTML.element("p", ["class": "figure"]) { figure(plot, row) }
            }
            HTML.element("div", ["class": "plot"]) { latency(row, id) }
        }
    }

    @HTMLBuilder private func figure(_ plot: AvailabilityPlot, _ row: ReportModel.Row) -> HTML {
        if let (passed, probes) = plot.share {
            HTML.element("b") { Self.percent(passed, of: probes) }
            " of \(probes) probes passed"
        } else {
            "no probes counted"
        }
        let incidents = row.incidents.count { $0.end != .once }
        if incidents > 0 { incidents == 1 ? ", 1 incident" : ", \(incidents) incidents" }
    }

    @HTMLBuilder private func latency(_ row: ReportModel.Row, _ id: String) -> HTML {
        let plot = row.trend.map {
            LatencyPlot(id: "\(id)-l", check: row.check.text, axis: latencyAxis, trend: $0)
        }
        if let plot, let picture = plot.html, let range = plot.range {
            picture
            HTML.element("p", ["class": "figure"]) {
                if let now = row.latencyMs {
                    HTML.element("b") { Duration.text(milliseconds: now) }
                    " now, "
                }
                "\(Duration.text(milliseconds: range.lowerBound)) to \(Duration.text(milliseconds: range.upperBound)) by the hour"
            }
        } else if let now = row.latencyMs {
            HTML.element("p", ["class": "figure"]) {
                HTML.element("b") { Duration.text(milliseconds: now) }
                " now"
            }
        }
    }

    /// A percentage, rounded down so that a failed probe never disappears in 100 %.
    static func percent(_ part: Int, of whole: Int) -> String {
        let tenths = whole == 0 ? 0 : part * 1000 / whole
        return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
    }
}
