internal import SystemdHost
internal import WatchCore

/// A report for a terminal, or to be forwarded by mail: a table for each group, with what is wrong below its line.
struct ReportText {
    let report: Report
    /// Characters a line should hold at most.
    let width: Int
    let painter: Painter
    /// A sentence for somebody who may not read all; `nil`: nothing is to be said.
    var accessHint: String?

    var text: String {
        let first =
            "Connector \(shown(report.connector)), looked at from \(shown(report.host)) on \(report.time.rfc3339)"
        var lines = first.wrapped(width)
        for group in ReportGroup.allCases {
            let checks = report.checks(in: group)
            guard !checks.isEmpty else { continue }
            lines += ["", painter.paint(group.title, .bold)] + tableLines(checks)
        }
        return (lines + [""] + summary).joined(separator: "\n") + "\n"
    }

    private func tableLines(_ checks: [CheckReport]) -> [String] {
        let table = table(checks, withTargets: true)
        return (table.width <= width ? table : self.table(checks, withTargets: false)).lines(painter)
    }

    /// Without targets in the table they stand below the lines that do not name them.
    private func table(_ checks: [CheckReport], withTargets: Bool) -> TextTable {
        let phases = NetworkPhase.allCases
        var table = TextTable(
            columns: ["", "check", "target", "way"].map { TextTable.Column(title: $0) }
                + phases.map { TextTable.Column(title: $0.rawValue, isNumeric: true) })
        for check in checks {
            let target = check.namesTarget ? "" : shown(check.check.target.text)
            for line in check.lines {
                let timings = line.timings
                let texts = [
                    "", check.check.name.text, withTargets ? target : "", line.route?.rawValue ?? "",
                ]
                let mark = TextTable.Cell(line.verdict.mark, line.verdict.colour)
                let cells = texts.dropFirst().map { TextTable.Cell($0) }
                let times = phases.map { phase in
                    TextTable.Cell(timings.first { $0.phase == phase }?.duration.text ?? "")
                }
                let below = withTargets || target.isEmpty ? [] : note("target", target)
                table.rows.append(
                    TextTable.Row(cells: [mark] + cells + times, notes: below + notes(line)))
            }
        }
        return table
    }

    /// The findings, and the proof for them; what no timing shows is told where all is well, too.
    private func notes(_ line: ReportLine) -> [String] {
        let findings = line.findings.flatMap { finding in
            let place = ([finding.phase.rawValue] + [finding.reason?.rawValue].compactMap(\.self))
            let title = "\(finding.event.rawValue) \(finding.event.title) (\(place.joined(separator: ": ")))"
            return [Self.indent + painter.paint(title, ReportVerdict(finding.priority).colour)]
                + shown(finding.message).wrapped(width, first: Self.indent)
                + (finding.remedy.isEmpty ? [] : shown(finding.remedy).wrapped(width, first: Self.indent))
        }
        guard !line.findings.isEmpty || !line.isToldByTimings else { return [] }
        return findings + line.evidence(at: report.time).flatMap { note($0.label, shown($0.text)) }
    }

    private func note(_ label: String, _ text: String) -> [String] {
        let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return text.wrapped(width, first: Self.indent + label + padding)
    }

    /// Below the name of a check.
    private static let indent = "        "
    private static let labelWidth = 11

    private var summary: [String] {
        let counts = ReportVerdict.allCases.compactMap { verdict in
            let count = report.count(verdict)
            return count == 0 ? nil : "\(count) \(verdict.word(count))"
        }
        let total = "\(report.checks.count) check\(report.checks.count == 1 ? "" : "s")"
        let verdict = painter.paint(report.verdict.rawValue.uppercased(), report.verdict.colour)
        var lines = "\(verdict): \(total), \(counts.joined(separator: ", "))".wrapped(
            width + verdict.count - report.verdict.rawValue.count)
        let place =
            "Connector \(shown(report.connector)), \(report.time.rfc3339), took \(report.duration.text)"
        lines += place.wrapped(width)
        if !report.leftOut.isEmpty {
            let names = report.leftOut.map(\.text).joined(separator: ", ")
            lines += """
                Not looked at, as no trust certificate told the tenant's id (or give it as Tenant=): \(names).
                """.wrapped(width)
        }
        if report.verdict != .ok {
            lines += "What each number means, and what to do: connector-watch explain NUMBER".wrapped(
                width)
        }
        return lines + (accessHint?.wrapped(width) ?? [])
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension CheckReport {
    /// Whether the name of the check says already where it probes.
    fileprivate var namesTarget: Bool {
        switch check.target {
        case .port(let port): check.name.text == "port \(hostAndPort(port.host, port.port))"
        case .tls(let tls): check.name.text == "tls \(tls.host)" && tls.port == 443
        case .host: true
        case .login, .trust: false
        }
    }
}

extension ReportVerdict {
    fileprivate var mark: String {
        switch self {
        case .ok: "ok"
        case .warning: "warn"
        case .critical: "FAIL"
        }
    }

    /// After how many.
    fileprivate func word(_ count: Int) -> String {
        switch self {
        case .ok: "ok"
        case .warning: count == 1 ? "warning" : "warnings"
        case .critical: "failed"
        }
    }
}
