internal import FoundationEssentials
internal import WatchCore

/// The life of each agent's trust certificate, its contents, and its predecessors.
struct CertificateSection {
    let model: ReportModel

    var html: HTML {
        guard !model.agents.isEmpty else { return .none }
        let title = model.agents.count == 1 ? "The trust certificate" : "The trust certificates"
        return .section("certificate", title) {
            if let hint = model.accessHint { HTML.note(hint) }
            for (index, agent) in model.agents.enumerated() { article(agent, "life-\(index)") }
        }
    }

    private func article(_ agent: TrustReport.Agent, _ id: String) -> HTML {
        .element("article", ["class": "card"]) {
            HTML.element("header") {
                HTML.element("h3") { agent.report.check.name.text }
                HTML.badge(model.rows.first { $0.check == agent.report.check.name }?.mark ?? .unknown)
            }
            life(agent, id)
            HTML.facts(facts(agent))
            history(agent)
        }
    }

    private func life(_ agent: TrustReport.Agent, _ id: String) -> HTML {
        guard let (begins, ends) = agent.validity,
            let life = CertificateTimeline(from: begins, to: ends, agent.target)
        else {
            return .note("No certificate was found, and no earlier one is known.")
        }
        let plot = CertificateTimelinePlot(id: id, life: life, target: agent.target, today: model.time)
        let forecast = RenewalForecast(from: begins, to: ends, agent.target, at: model.time)
        return .element("p", ["class": "lead"]) { forecast.sentence(at: model.time) } + plot.html
            + plot.legend
    }

    private func facts(_ agent: TrustReport.Agent) -> [(label: String, text: String)] {
        let settings = [("settings", agent.settingsFile)]
        if model.probe != nil {
            let evidence = agent.report.lines.first?.evidence(at: model.time) ?? []
            return settings + evidence.map { ($0.label, $0.text) }
        }
        guard let memory = agent.memory else { return settings }
        return settings
            + [
                (
                    "thumbprint",
                    "\(memory.thumbprint), in the \(memory.inUserStore ? "user" : "machine") store"
                ),
                ("issuer", memory.issuer ?? "not known"), ("key", memory.key ?? "not known"),
            ]
    }

    private func history(_ agent: TrustReport.Agent) -> HTML {
        guard let memory = agent.memory else {
            return .note(model.memoryOrigin ?? "The running daemon has not seen a certificate yet.")
        }
        return (model.memoryOrigin.map(HTML.note) ?? .none)
            + .table(
                "Certificates of \(agent.report.check.name)",
                ["since (UTC)", "change", "thumbprint", "valid until"].map { HTML.Column(title: $0) }
            ) {
                HTML.element("tbody") {
                    for record in memory.records.reversed() { row(record) }
                }
            }
    }

    private func row(_ record: SnapshotCertificate) -> HTML {
        .element("tr") {
            HTML.element("th", ["scope": "row", "class": "text"]) {
                record.since?.minute ?? "before monitoring began"
            }
            HTML.cell(record.change?.rawValue ?? "–")
            HTML.cell(record.thumbprint.text, "code")
            HTML.cell(record.notAfter?.day ?? "not known")
        }
    }
}

extension TrustReport.Agent {
    /// The validity of the certificate as it is now or was last seen, or `nil` if it is not known.
    fileprivate var validity: (Date, Date)? {
        if let facts { return (facts.notBefore, facts.notAfter) }
        guard let begins = memory?.notBefore, let ends = memory?.notAfter else { return nil }
        return (begins, ends)
    }
}

extension RenewalForecast {
    /// What to expect, for a reader new to the subject.
    fileprivate func sentence(at date: Date) -> String {
        let left = Duration.seconds(abs(expires.timeIntervalSince(date))).daysText
        return switch phase {
        case .future: "It is not valid yet; it expires on \(expires.day), in \(left)."
        case .settled:
            "It expires on \(expires.day), in \(left); the connector renews it from \(renewalFrom.day) on."
        case .due:
            "It expires on \(expires.day), in \(left); its renewal has been due since \(renewalFrom.day)."
        case .overdue:
            "It expires on \(expires.day), in \(left), and its renewal has been overdue since \(overdueFrom.day)."
        case .expired:
            "It expired on \(expires.day), \(left) ago; the connector must be registered again."
        }
    }
}
