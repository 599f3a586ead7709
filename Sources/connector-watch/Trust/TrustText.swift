internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What is known about the trust certificates, for a terminal or a mail.
struct TrustText {
    let report: TrustReport
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter
    /// Advice for a user who cannot read all files, or `nil` if there is none.
    var accessHint: String?

    var text: String {
        let first =
            "Connector \(shown(report.connector)), checked from \(shown(report.host)) on \(report.time.rfc3339)"
        let agents = report.agents.flatMap { [""] + lines($0) }
        let hint = accessHint.map { [""] + $0.wrapped(width) } ?? []
        return (first.wrapped(width) + agents + hint).joined(separator: "\n") + "\n"
    }

    private func lines(_ agent: TrustReport.Agent) -> [String] {
        let verdict = agent.report.verdict
        let title =
            "\(painter.paint(agent.report.check.name.text, .bold)): \(painter.paint(verdict.rawValue.uppercased(), verdict.colour))"
        return [title] + facts(agent) + life(agent) + history(agent) + findings(agent)
    }

    private func facts(_ agent: TrustReport.Agent) -> [String] {
        var lines = note("settings", shown(agent.settingsFile))
        let line = agent.report.lines.first
        lines += (line?.evidence(at: report.time) ?? []).flatMap { note($0.label, shown($0.text)) }
        for (name, lookup) in agent.stores where lookup.found == nil {
            let places = lookup.places.isEmpty ? "no place configured" : lookup.places.joined(separator: " ")
            lines += note(
                "\(name) store", shown("\(places): \(lookup.end), \(lookup.certificates) certificates seen"))
        }
        return lines
    }

    private func life(_ agent: TrustReport.Agent) -> [String] {
        guard let facts = agent.facts, let life = CertificateTimeline(of: facts, agent.target) else {
            return []
        }
        let forecast = RenewalForecast(of: facts, agent.target, at: report.time)
        var text = forecast.text
        if let renewed = agent.memory?.lastRenewal { text += ", last renewed \(renewed.rfc3339)" }
        let picture = CertificateTimelineText(
            life: life, target: agent.target, today: report.time, painter: painter)
        return note("forecast", text) + [""] + picture.lines(width: min(width, Self.widest))
    }

    private static let labelWidth = 15
    /// In fewer characters a thumbprint does not fit beside its label.
    private static let labelledWidth = 60
    /// The largest width of the picture of a life.
    private static let widest = 100

    private func history(_ agent: TrustReport.Agent) -> [String] {
        let title = ["", "  History"] + (report.origin?.wrapped(width, first: "    ") ?? [])
        guard let memory = agent.memory else {
            return report.origin == nil
                ? title + "The running daemon has not seen a certificate yet.".wrapped(width, first: "    ")
                : title
        }
        let wide = table(memory.records, ["since", "change", "thumbprint", "valid until"])
        let lines = wide.lines(painter).map { "  " + $0 }
        guard wide.width + 2 > width else { return title + lines }
        return title + table(memory.records, ["since", "change"]).lines(painter)
    }

    /// The table of certificates; what has no column is shown below each row.
    private func table(_ records: [SnapshotCertificate], _ columns: [String]) -> TextTable {
        TextTable(
            columns: columns.map { TextTable.Column(title: $0) },
            rows: records.map { record in
                let end = record.notAfter?.rfc3339 ?? "?"
                let texts = [
                    record.since?.rfc3339 ?? "?", record.change?.rawValue ?? "-", record.thumbprint.text, end,
                ]
                let note = "\(record.thumbprint) valid until \(end)".wrapped(width, first: "      ")
                return TextTable.Row(
                    cells: texts.prefix(columns.count).enumerated().map {
                        TextTable.Cell($1, $0 == 1 && record.change == .unexpected ? .red : nil)
                    }, notes: columns.count < texts.count ? note.movedLeft(within: width) : [])
            })
    }

    private func findings(_ agent: TrustReport.Agent) -> [String] {
        let findings = agent.report.findings
        guard !findings.isEmpty else { return [] }
        var lines = ["", "  What is wrong"]
        for (index, finding) in findings.enumerated() {
            if index > 0 { lines.append("") }
            let title = "\(finding.event.rawValue) \(finding.event.title)"
            let colour = ReportVerdict(finding.priority).colour
            lines += title.wrapped(width - 4).map { "    " + painter.paint($0, colour) }
            let silence = report.silence(of: finding, of: agent).map { "silenced \($0.text)" }
            for text in [finding.message, finding.remedy, silence ?? ""] where !text.isEmpty {
                lines += shown(text).wrapped(width, first: "    ").movedLeft(within: width)
            }
        }
        lines +=
            [""]
            + "To register the \(agent.kind.name) again, run in PowerShell on its own host".wrapped(
                width, first: "  ")
        for registration in agent.kind.registrations {
            lines += [
                "    \(registration.age):", "      \(registration.first)",
                "      \(registration.command)",
            ].movedLeft(within: width)
        }
        return lines
    }

    private func note(_ label: String, _ text: String) -> [String] {
        guard width >= Self.labelledWidth else {
            return ["  " + label] + text.wrapped(width, first: "    ").movedLeft(within: width)
        }
        let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return text.wrapped(width, first: "  " + label + padding)
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension TrustReport.Agent {
    /// The stores that were searched, by the names people know.
    fileprivate var stores: [(name: String, lookup: StoreLookup)] {
        guard let observation, case .read(let settings) = observation.settings else { return [] }
        let (named, other) = settings.isInUserStore ? ("user", "machine") : ("machine", "user")
        return [(named, observation.lookup), (other, observation.elsewhere)].compactMap { name, lookup in
            lookup.map { (name, $0) }
        }
    }
}

extension StoreLookup {
    /// Why the search found nothing; what cannot be read may contain the certificate.
    fileprivate var end: String {
        if isUnfinished { return "not searched completely" }
        let missing = Set(problems.filter { $0.kind == .missing }.map(\.path))
        if problems.count > missing.count {
            return certificates == 0 ? "cannot be read" : "cannot be read completely"
        }
        return missing.isEmpty || !missing.isSuperset(of: places) ? "not there" : "does not exist"
    }
}
