internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What is known about the trust certificates, for a terminal or a mail.
struct TrustText {
    let report: TrustReport
    /// Characters a line should hold at most.
    let width: Int
    let painter: Painter

    var text: String {
        let first =
            "Connector \(shown(report.connector)), looked at from \(shown(report.host)) on \(report.time.rfc3339)"
        let agents = report.agents.flatMap { [""] + lines($0) }
        return (first.wrapped(width) + agents).joined(separator: "\n") + "\n"
    }

    private func lines(_ agent: TrustReport.Agent) -> [String] {
        let verdict = agent.report.verdict
        let title =
            "\(painter.paint(agent.report.check.name.text, .bold)): \(painter.paint(verdict.rawValue.uppercased(), verdict.colour))"
        return [title] + facts(agent) + life(agent) + history(agent) + findings(agent)
    }

    private func facts(_ agent: TrustReport.Agent) -> [String] {
        var lines = note("settings", shown(agent.subject.settingsFile))
        let line = agent.report.lines.first
        lines += (line?.evidence(at: report.time) ?? []).flatMap { note($0.label, shown($0.text)) }
        for (name, lookup) in agent.stores where lookup.found == nil {
            let places = lookup.places.isEmpty ? "no place" : lookup.places.joined(separator: " ")
            let end = lookup.isUnfinished ? "not searched to its end" : "it is not there"
            lines += note(
                "\(name) store", shown("\(places): \(end), \(lookup.certificates) certificates seen"))
        }
        return lines
    }

    private func life(_ agent: TrustReport.Agent) -> [String] {
        guard let facts = agent.facts, let life = Lifeline(of: facts, agent.subject) else { return [] }
        let forecast = RenewalForecast(of: facts, agent.subject, at: report.time)
        var text = forecast.text
        if let renewed = agent.memory?.lastRenewal { text += ", last renewed \(renewed.rfc3339)" }
        let picture = LifelineText(life: life, subject: agent.subject, today: report.time, painter: painter)
        return note("forecast", text) + [""] + picture.lines(width: min(width, Self.widest))
    }

    private static let labelWidth = 15
    /// The picture of a life gets no wider.
    private static let widest = 100

    private func history(_ agent: TrustReport.Agent) -> [String] {
        let title = ["", "  History"] + (report.origin?.wrapped(width, first: "    ") ?? [])
        guard let memory = agent.memory else {
            return report.origin == nil
                ? title + "The running daemon has not seen a certificate yet.".wrapped(width, first: "    ")
                : title
        }
        var table = TextTable(
            columns: ["since", "change", "thumbprint", "valid until"].map { TextTable.Column(title: $0) })
        func row(_ since: Date?, _ change: ThumbprintChange?, _ thumbprint: Thumbprint, _ end: Date?) {
            let cells = [
                since?.rfc3339 ?? "?", change?.rawValue ?? "-", thumbprint.text, end?.rfc3339 ?? "?",
            ]
            table.rows.append(
                TextTable.Row(
                    cells: cells.enumerated().map {
                        TextTable.Cell($1, $0 == 1 && change == .unexpected ? .red : nil)
                    }))
        }
        for stay in memory.history { row(stay.since, stay.change, stay.thumbprint, stay.notAfter) }
        row(memory.since, memory.change, memory.thumbprint, memory.notAfter)
        return title + table.lines(painter).map { "  " + $0 }
    }

    private func findings(_ agent: TrustReport.Agent) -> [String] {
        let findings = agent.report.findings
        guard !findings.isEmpty else { return [] }
        var lines = ["", "  What is wrong"]
        for (index, finding) in findings.enumerated() {
            if index > 0 { lines.append("") }
            let title = "\(finding.event.rawValue) \(finding.event.title)"
            lines.append("    " + painter.paint(title, ReportVerdict(finding.priority).colour))
            lines += shown(finding.message).wrapped(width, first: "    ")
        }
        lines += [
            "", "  To register it again, in PowerShell on the connector's own host",
        ]
        for registration in Registration.cmdlets {
            lines += [
                "    \(registration.age):", "      Import-Module \(registration.module)",
                "      \(registration.cmdlet)",
            ]
        }
        return lines
    }

    private func note(_ label: String, _ text: String) -> [String] {
        let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return text.wrapped(width, first: "  " + label + padding)
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension TrustReport.Agent {
    /// The stores as a person knows them, as far as they were searched.
    fileprivate var stores: [(name: String, lookup: StoreLookup)] {
        guard let observation, case .read(let settings) = observation.settings else { return [] }
        let (named, other) = settings.isInUserStore ? ("user", "machine") : ("machine", "user")
        return [(named, observation.lookup), (other, observation.elsewhere)].compactMap { name, lookup in
            lookup.map { (name, $0) }
        }
    }
}
