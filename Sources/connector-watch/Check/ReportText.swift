internal import SystemdHost
internal import WatchCore

/// A report for a terminal or a mail: a table for each group, with the findings below each line.
struct ReportText {
    let report: Report
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter
    /// Advice for a user who cannot read all files, or `nil` if there is none.
    var accessHint: String?

    var text: String {
        let first =
            "Connector \(shown(report.connector)), checked from \(shown(report.host)) on \(report.time.rfc3339)"
        var lines = first.wrapped(width)
        if !report.causes.isEmpty {
            lines += ["", painter.paint("Shared causes", .bold)] + causes.lines(painter)
        }
        for group in ReportGroup.allCases {
            let checks = report.checks(in: group)
            guard !checks.isEmpty else { continue }
            lines += ["", painter.paint(group.title, .bold)] + tableLines(checks)
        }
        return (lines + [""] + summary).joined(separator: "\n") + "\n"
    }

    /// What several checks fail for alike, with those that do.
    private var causes: TextTable {
        var table = TextTable(columns: ["", "cause", "target"].map { TextTable.Column(title: $0) })
        table.rows = report.causes.map { cause in
            let verdict = ReportVerdict(cause.finding.priority)
            return TextTable.Row(
                cells: [
                    TextTable.Cell(verdict.mark, verdict.colour), TextTable.Cell(cause.name.text),
                    TextTable.Cell(shown(cause.target)),
                ],
                notes: notes(cause.finding, of: cause.name) + note("fails", shown(cause.checksText)))
        }
        return table
    }

    private func tableLines(_ checks: [CheckReport]) -> [String] {
        let table = table(checks, withTargets: true)
        return (table.width <= width ? table : self.table(checks, withTargets: false)).lines(painter)
    }

    /// Targets that have no column are shown below the lines whose check does not name them.
    private func table(_ checks: [CheckReport], withTargets: Bool) -> TextTable {
        let phases = NetworkPhase.allCases
        var table = TextTable(
            columns: ["", "check", "target", "route"].map { TextTable.Column(title: $0) }
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
                    TextTable.Row(
                        cells: [mark] + cells + times,
                        notes: below + notes(line, of: check.check.name) + flapping(line, of: check)))
            }
        }
        return table
    }

    /// The findings and the evidence for them; evidence that the timings do not show is given for good lines too.
    private func notes(_ line: ReportLine, of name: CheckName) -> [String] {
        let findings = line.ownFindings.flatMap { notes($0, of: name) }
        let cause = line.cause.map { note("cause", $0.text) } ?? []
        // What proves the cause stands with the cause.
        if line.cause != nil, findings.isEmpty { return cause }
        guard !line.findings.isEmpty || !line.isToldByTimings else { return [] }
        return findings + cause + line.evidence(at: report.time).flatMap { note($0.label, shown($0.text)) }
    }

    private func notes(_ finding: Finding, of name: CheckName) -> [String] {
        let silence = report.silence(of: finding, of: name).map { note("silenced", shown($0.text)) } ?? []
        let place = ([finding.phase.rawValue] + [finding.reason?.rawValue].compactMap(\.self))
        let title = "\(finding.event.rawValue) \(finding.event.title) (\(place.joined(separator: ": ")))"
        return [Self.indent + painter.paint(title, ReportVerdict(finding.priority).colour)]
            + shown(finding.message).wrapped(width, first: Self.indent)
            + (finding.remedy.isEmpty ? [] : shown(finding.remedy).wrapped(width, first: Self.indent))
            + silence
    }

    /// That the daemon finds that it flaps, however this probe went.
    private func flapping(_ line: ReportLine, of check: CheckReport) -> [String] {
        report.flapping(check.check.name, on: line.route).map {
            note("flapping", "since \($0.since.rfc3339), it failed \($0.failures) times")
        } ?? []
    }

    private func note(_ label: String, _ text: String) -> [String] {
        let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return text.wrapped(width, first: Self.indent + label + padding)
    }

    /// Indents what is below the name of a check.
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
                Not checked, because the tenant's id is not known (set Tenant=, or check the trust certificate): \
                \(names).
                """.wrapped(width)
        }
        if report.verdict != .ok {
            lines += "For what a number means and what to do, run: connector-watch explain NUMBER".wrapped(
                width)
        }
        return lines + (accessHint?.wrapped(width) ?? [])
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension SharedCause {
    /// The names of the first checks that fail for it, and how many more there are.
    var checksText: String {
        let shown = checks.prefix(Self.shownChecks).map(\.text).joined(separator: ", ")
        let more = checks.count - Self.shownChecks
        return more > 0 ? "\(shown) and \(more) more" : shown
    }

    /// More names than this are counted and not told; the JSON document has all.
    private static let shownChecks = 10
}

extension CheckReport {
    /// Whether the name of the check contains its target.
    fileprivate var namesTarget: Bool {
        switch check.target {
        case .port(let port): check.name.text == "port \(hostAndPort(port.host, port.port))"
        case .tls(let tls): check.name.text == "tls \(tls.host)" && tls.port == 443
        case .host: true
        case .login, .trust, .cloud: false
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

    /// The word after a number of checks.
    fileprivate func word(_ count: Int) -> String {
        switch self {
        case .ok: "ok"
        case .warning: count == 1 ? "warning" : "warnings"
        case .critical: "failed"
        }
    }
}
