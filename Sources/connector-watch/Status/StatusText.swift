internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What the running daemon knows, for a terminal.
struct StatusText {
    let status: DaemonStatus
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter

    private var snapshot: Snapshot { status.snapshot }

    var text: String {
        let first = """
            Connector \(shown(snapshot.connector)), as of \(status.age.text) ago; connector-watchd \
            \(shown(snapshot.program)) has been running since \(snapshot.started.rfc3339)
            """
        return (first.wrapped(width) + alerts + trusts + cloud + checks + [""] + summary).joined(
            separator: "\n")
            + "\n"
    }

    private var alerts: [String] {
        guard !snapshot.alerts.isEmpty else { return [] }
        var lines = ["", painter.paint("Alerts", .bold)]
        for alert in snapshot.alerts {
            let route = alert.route.map { " (\($0.rawValue))" } ?? ""
            let title = "\(alert.event.rawValue) \(shown(alert.title)), \(shown(alert.check.text))\(route)"
            let since = Duration.seconds(max(0, snapshot.time.timeIntervalSince(alert.raised))).text
            lines += ["  " + painter.paint(title, ReportVerdict(alert.priority).colour)]
            lines += "for \(since), since \(alert.raised.rfc3339), incident \(shown(alert.incident))".wrapped(
                width, first: "    ")
            lines += shown(alert.message).wrapped(width, first: "    ")
            if let remedy = alert.remedy { lines += shown(remedy).wrapped(width, first: "    ") }
            if let silence = alert.silenced {
                lines += "silenced \(shown(silence.text))".wrapped(width, first: "    ")
            }
            if let flapping = alert.flapping, alert.event != .flapping {
                lines += "flapping \(flapping.text)".wrapped(width, first: "    ")
            }
        }
        return lines
    }

    private var trusts: [String] {
        guard !snapshot.trusts.isEmpty else { return [] }
        var lines = ["", painter.paint("Trust certificates", .bold)]
        for trust in snapshot.trusts {
            let text = trust.forecast.map(\.text) ?? "not found in its store"
            lines += "\(shown(trust.check.text)): \(trust.thumbprint), \(text)".wrapped(width, first: "  ")
        }
        return lines
    }

    private var cloud: [String] {
        guard let cloud = snapshot.cloud else { return [] }
        return ["", painter.paint("The cloud's word", .bold)]
            + shown(cloud.text).wrapped(width, first: "  ")
    }

    private var checks: [String] {
        let wide = table(withTargets: true)
        let table = wide.width <= width ? wide : table(withTargets: false)
        return ["", painter.paint("Checks", .bold)] + table.lines(painter)
    }

    private func table(withTargets: Bool) -> TextTable {
        var columns = ["", "check", "target", "probed", "direct", "proxy"].map {
            TextTable.Column(title: $0)
        }
        for index in 3..<6 { columns[index].isNumeric = true }
        return TextTable(
            columns: columns,
            rows: snapshot.checks.map { check in
                let age = check.lastProbe.map {
                    "\(Duration.seconds(max(0, snapshot.time.timeIntervalSince($0))).text) ago"
                }
                return TextTable.Row(cells: [
                    TextTable.Cell(check.state.mark, check.state.colour),
                    TextTable.Cell(shown(check.check.text)),
                    TextTable.Cell(withTargets ? shown(check.target) : ""), TextTable.Cell(age ?? ""),
                    TextTable.Cell(check.directMs.map(milliseconds) ?? ""),
                    TextTable.Cell(check.proxyMs.map(milliseconds) ?? ""),
                ])
            })
    }

    private func milliseconds(_ value: Double) -> String { Duration.milliseconds(value).text }

    private var summary: [String] {
        let verdict = painter.paint(snapshot.verdict.rawValue.uppercased(), snapshot.verdict.colour)
        let counts = CheckState.allCases.compactMap { state in
            let count = snapshot.checks.count { $0.state == state }
            return count == 0 ? nil : "\(count) \(state.rawValue)"
        }
        let states = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
        let total = snapshot.checks.count
        let alerts = snapshot.alerts.count
        let silenced = snapshot.alerts.count { $0.silenced != nil }
        return [
            "\(verdict): \(total) check\(total == 1 ? "" : "s")\(states), "
                + "\(alerts) alert\(alerts == 1 ? "" : "s")" + (silenced > 0 ? " (\(silenced) silenced)" : "")
        ]
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension SnapshotTrust {
    fileprivate var forecast: RenewalForecast? {
        guard let phase, let renewalFrom, let overdueFrom, let notAfter else { return nil }
        return RenewalForecast(
            phase: phase, renewalFrom: renewalFrom, overdueFrom: overdueFrom, expires: notAfter)
    }
}

extension CheckState {
    fileprivate var mark: String {
        switch self {
        case .pending: "..."
        case .ok: "ok"
        case .failing: "?"
        case .warning: "warn"
        case .critical: "FAIL"
        }
    }

    fileprivate var colour: Painter.Colour? {
        switch self {
        case .pending: nil
        case .ok: .green
        case .failing, .warning: .yellow
        case .critical: .red
        }
    }
}
