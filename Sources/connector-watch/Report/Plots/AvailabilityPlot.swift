internal import FoundationEssentials
internal import WatchCore

/// The share of a check's probes that passed, hour by hour, with its incidents below.
struct AvailabilityPlot {
    let id: String
    let check: String
    let axis: TimeAxis
    let trend: SnapshotTrend?
    let incidents: [IncidentRecord]

    private static let (top, height) = (2.0, 24.0)
    /// One failed probe among many in an hour must still be visible.
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

    /// The counts over the time shown, or `nil` if no probe was counted.
    var share: (passed: Int, probes: Int)? {
        let hours = hours
        let probes = hours.reduce(0) { $0 + $1.probes }
        return probes == 0 ? nil : (hours.reduce(0) { $0 + $1.passed }, probes)
    }

    private var hours: [SnapshotTrend.Hour] {
        (trend?.byHour ?? []).filter { $0.begins + 3600 > axis.from && $0.begins < axis.to }
    }

    /// Consecutive hours with the same bar.
    private struct Run {
        var from: Date
        var to: Date
        /// The height of the failed share, from above.
        var failed: Double
    }

    private var runs: [Run] {
        hours.filter { $0.probes > 0 }.reduce(into: []) { runs, hour in
            let share = Double(hour.probes - hour.passed) / Double(hour.probes)
            let failed = share == 0 ? 0 : max(Self.leastHeight, (share * Self.height).rounded())
            if let last = runs.last, last.to == hour.begins, last.failed == failed {
                runs[runs.count - 1].to = hour.begins + 3600
            } else {
                runs.append(Run(from: hour.begins, to: hour.begins + 3600, failed: failed))
            }
        }
    }

    private func bars(_ run: Run) -> HTML {
        let x = axis.percent(run.from)
        let width = axis.percent(run.to) - x
        let passed = SVG.bar(
            "passed", x: x, width: width, y: Self.top + run.failed, height: Self.height - run.failed)
        guard run.failed > 0 else { return passed }
        let failed = ["failed", "hatch"].map {
            SVG.bar($0, x: x, width: width, y: Self.top, height: run.failed)
        }
        return (run.failed < Self.height ? passed : .none) + failed[0] + failed[1]
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
        let told = count == 0 ? "no incidents" : count == 1 ? "1 incident" : "\(count) incidents"
        return "\(axis.from.minute) to \(axis.to.minute) UTC: \(probes), \(told)."
    }
}
