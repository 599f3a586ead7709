internal import FoundationEssentials
internal import Memory
internal import WatchCore

/// How each check fared over the last months, day by day, as the daemon remembers it.
struct LongTermSection {
    let model: ReportModel

    private var axis: TimeAxis {
        let first = model.time - Double(RememberedPart.days - 1) * TrendPeriod.day
        let midnight = (first.timeIntervalSince1970 / TrendPeriod.day).rounded(.down) * TrendPeriod.day
        return TimeAxis(from: Date(timeIntervalSince1970: midnight), to: model.time)
    }

    var html: HTML { model.remembered.map(section) ?? .none }

    private func section(_ remembered: RememberedPart) -> HTML {
        let rows = model.rows.enumerated().filter { !$0.element.days.isEmpty }
        let incidents = Dictionary(grouping: remembered.incidents, by: \.check)
        return .section("months", "The last \(RememberedPart.days) days") {
            if let failure = remembered.failure {
                HTML.note("What the daemon remembers is not available. \(failure)")
            } else if rows.isEmpty {
                HTML.element("p") { "Nothing is remembered yet." }
            }
            if !rows.isEmpty {
                key
                leftOut(model.rows.count - rows.count)
                for group in ReportGroup.allCases {
                    let own = rows.filter { $0.element.group == group }
                    if !own.isEmpty {
                        HTML.element("h3") { group.title }
                        HTML.element("ul", ["class": "rows"]) {
                            own.map {
                                row($0.element, incidents[$0.element.check.text] ?? [], "months-\($0.offset)")
                            }
                        }
                    }
                }
            }
        }
    }

    private var key: HTML {
        .element("ul", ["class": "legend"]) {
            HTML.swatch("passed", "probes passed")
            HTML.swatch("failed", "share of a day's probes that failed")
            HTML.swatch("silenced", "that failed during a silence")
            HTML.swatch("open", "incident")
            HTML.swatch("none", "unknown: no daemon ran")
            HTML.element("li") { "\(axis.from.day) to \(axis.to.day) UTC; a line marks each week" }
        }
    }

    @HTMLBuilder private func leftOut(_ count: Int) -> HTML {
        if count > 0 {
            HTML.note(
                "Nothing is remembered of \(count) of \(model.rows.count) checks: they are new, or beyond the first \(Trend.checkLimit) of the settings."
            )
        }
    }

    private func row(_ row: ReportModel.Row, _ incidents: [RememberedIncident], _ id: String) -> HTML {
        TrendRow(
            row: row,
            availability: AvailabilityPlot(
                id: "\(id)-a", check: row.check.text, axis: axis, periods: row.days, length: TrendPeriod.day,
                incidents: incidents.map(IncidentRecord.init)),
            latency: LatencyPlot(
                id: "\(id)-l", check: row.check.text, axis: axis, periods: row.days, length: TrendPeriod.day)
        ).html
    }
}
