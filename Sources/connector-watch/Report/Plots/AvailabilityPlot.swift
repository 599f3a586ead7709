internal import FoundationEssentials
internal import WatchCore

/// The share of a check's probes that passed, hour by hour or day by day, with its incidents below.
struct AvailabilityPlot {
    let id: String
    let check: String
    let axis: TimeAxis
    /// Oldest first.
    let periods: [TrendPeriod]
    /// That of each period, in seconds.
    var length = TrendPeriod.hour
    let incidents: [IncidentRecord]

    private static let (top, height) = (2.0, 24.0)
    /// One failed probe among many must still be visible.
    private static let leastHeight = 4.0

    var html: HTML {
        SVG.picture("availability", id: id, title: "Availability of \(check)", description: description) {
            SVG.bar("track", x: 0, width: 100, y: Self.top, height: Self.height)
            for run in runs { bars(run) }
            for day in axis.days {
                SVG.line("day", x: axis.percent(day), from: Self.top, to: Self.top + Self.height)
            }
            for incident in incidents { bar(incident) }
        }
    }

    /// The counts over the time shown, without what failed during silences, or `nil` if no probe was counted.
    var share: (passed: Int, probes: Int)? {
        let probes = shown.reduce(0) { $0 + $1.probes - $1.silenced }
        return probes == 0 ? nil : (shown.reduce(0) { $0 + $1.passed }, probes)
    }

    /// How many probes failed during silences.
    var silenced: Int { shown.reduce(0) { $0 + $1.silenced } }

    /// Those with probes.
    var shown: [TrendPeriod] {
        periods.filter { $0.begins + length > axis.from && $0.begins < axis.to && $0.probes > 0 }
    }

    /// Consecutive periods with the same bar.
    private struct Run {
        var from: Date
        var to: Date
        /// The height of the failed share, from above.
        var failed: Double
        /// Below it, that of what failed during a silence.
        var silenced: Double
    }

    private var runs: [Run] {
        shown.reduce(into: []) { runs, period in
            func height(_ probes: Int) -> Double {
                let share = Double(probes) / Double(period.probes)
                return share <= 0 ? 0 : max(Self.leastHeight, (share * Self.height).rounded())
            }
            let failed = height(period.probes - period.passed - period.silenced)
            let silenced = min(Self.height - failed, height(period.silenced))
            if let last = runs.last, last.to == period.begins, last.failed == failed,
                last.silenced == silenced
            {
                runs[runs.count - 1].to = period.begins + length
            } else {
                runs.append(
                    Run(
                        from: period.begins, to: period.begins + length, failed: failed, silenced: silenced))
            }
        }
    }

    private func bars(_ run: Run) -> HTML {
        let x = axis.percent(run.from)
        let width = axis.percent(run.to) - x
        var y = Self.top
        func bar(_ kinds: [String], _ height: Double) -> HTML {
            defer { y += height }
            guard height > 0 else { return .none }
            return kinds.map { SVG.bar($0, x: x, width: width, y: y, height: height) }.reduce(.none, +)
        }
        return bar(["failed", "hatch"], run.failed) + bar(["silenced"], run.silenced)
            + bar(["passed"], Self.height - run.failed - run.silenced)
    }

    private func bar(_ incident: IncidentRecord) -> HTML {
        let end: Date
        switch incident.end {
        case .open: end = axis.to
        case .recovered(let date): end = date
        case .unseen, .once: return .none
        }
        guard end >= axis.from else { return .none }
        let x = axis.percent(incident.begins)
        let kind = ReportModel.Status(priority: incident.priority)
        return SVG.bar(
            "incident \(kind.rawValue)", x: x, width: max(0.4, axis.percent(end) - x),
            y: Self.top + Self.height + 4,
            height: 5)
    }

    private var description: String {
        let probes = share.map { "\($0.passed) of \($0.probes) probes passed" } ?? "no probes counted"
        let count = incidents.count { $0.end != .once }
        let apart = silenced == 0 ? "" : ", \(silenced) more failed during silences"
        let told = count == 0 ? "no incidents" : count == 1 ? "1 incident" : "\(count) incidents"
        return "\(axis.from.minute) to \(axis.to.minute) UTC: \(probes)\(apart), \(told)."
    }
}
