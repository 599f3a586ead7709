internal import FoundationEssentials
internal import WatchCore

/// A check, its availability and its latency beside each other.
struct TrendRow {
    let row: ReportModel.Row
    let availability: AvailabilityPlot
    let latency: LatencyPlot
    /// How long the last complete probe took, in milliseconds, if that is of interest here.
    var latencyNow: Double?

    var html: HTML {
        .element("li", ["class": "row"]) {
            HTML.element("div", ["class": "who"]) {
                HTML.badge(row.mark)
                HTML.element("b") { row.check.text }
                if !row.check.names(row.target) { HTML.element("span", ["class": "where"]) { row.target } }
            }
            HTML.element("div", ["class": "plot"]) {
                availability.html
                HTML.element("p", ["class": "figure"]) { figure }
            }
            HTML.element("div", ["class": "plot"]) { timing }
        }
    }

    @HTMLBuilder private var figure: HTML {
        if let (passed, probes) = availability.share {
            HTML.element("b") { TrendSection.percent(passed, of: probes) }
            " of \(probes) probes passed"
        } else {
            "no probes counted"
        }
        if availability.silenced > 0 { ", \(availability.silenced) failed during silences" }
        if availability.length == TrendPeriod.day, availability.share != nil {
            let days = availability.shown.count
            days == 1 ? ", on 1 day" : ", on \(days) days"
        }
        let incidents = availability.incidents.count { $0.end != .once }
        if incidents > 0 { incidents == 1 ? ", 1 incident" : ", \(incidents) incidents" }
    }

    @HTMLBuilder private var timing: HTML {
        if let picture = latency.html, let range = latency.range {
            picture
            HTML.element("p", ["class": "figure"]) {
                if let latencyNow {
                    HTML.element("b") { Duration.text(milliseconds: latencyNow) }
                    " now, "
                }
                "\(Duration.text(milliseconds: range.lowerBound)) to \(Duration.text(milliseconds: range.upperBound)) by the \(latency.length < TrendPeriod.day ? "hour" : "day")"
            }
        } else if let latencyNow {
            HTML.element("p", ["class": "figure"]) {
                HTML.element("b") { Duration.text(milliseconds: latencyNow) }
                " now"
            }
        }
    }
}
