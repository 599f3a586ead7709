internal import FoundationEssentials
internal import WatchCore

/// The results of every check: verdict and timings on each route, and the evidence that the timings do not show.
struct ProbeSection {
    let model: ReportModel

    var html: HTML {
        guard let probe = model.probe else { return .none }
        return .section("look", "Results of the checks") {
            HTML.element("p") { "The checks began at \(probe.time.rfc3339) and took \(probe.duration.text)." }
            if !probe.leftOut.isEmpty {
                HTML.note(
                    """
                    Not checked, because the tenant's id is not known (set Tenant=, or check the trust certificate): \
                    \(probe.leftOut.map(\.text).joined(separator: ", ")).
                    """)
            }
            for group in ReportGroup.allCases { table(probe.checks(in: group), group, at: probe.time) }
        }
    }

    private func table(_ checks: [CheckReport], _ group: ReportGroup, at date: Date) -> HTML {
        guard !checks.isEmpty else { return .none }
        // A phase that no check reached has no column.
        let reached = checks.reduce(into: Set<NetworkPhase>()) { reached, check in
            for line in check.lines { reached.formUnion(line.timings.map(\.phase)) }
        }
        let phases = NetworkPhase.allCases.filter(reached.contains)
        let hasRoutes = checks.contains { $0.lines.contains { $0.route != nil } }
        let hasTargets = checks.contains { !$0.check.name.names($0.check.target.text) }
        let titles = ["verdict", "check"] + (hasTargets ? ["target"] : []) + (hasRoutes ? ["route"] : [])
        return .table(
            group.title,
            titles.map { HTML.Column(title: $0) }
                + phases.map { HTML.Column(title: $0.rawValue, isNumeric: true) }
        ) {
            HTML.element("tbody") {
                for check in checks {
                    for line in check.lines {
                        row(check.check, line, phases, hasTargets: hasTargets, hasRoutes: hasRoutes)
                        proof(line, columns: titles.count + phases.count, at: date)
                    }
                }
            }
        }
    }

    private func row(
        _ check: Check, _ line: ReportLine, _ phases: [NetworkPhase], hasTargets: Bool, hasRoutes: Bool
    ) -> HTML {
        let timings = line.timings
        return .element("tr") {
            HTML.element("td", ["class": "text"]) { HTML.badge(.init(line.verdict)) }
            HTML.element("th", ["scope": "row", "class": "text"]) { check.name.text }
            if hasTargets {
                let target = check.target.text
                HTML.cell(check.name.names(target) ? "" : target)
            }
            if hasRoutes { HTML.cell(line.route?.rawValue ?? "", "nowrap") }
            for phase in phases {
                HTML.cell(timings.first { $0.phase == phase }?.duration.text ?? "", "number nowrap")
            }
        }
    }

    /// The remarks and the evidence of a line that is good; bad ones have a card of their own.
    private func proof(_ line: ReportLine, columns: Int, at date: Date) -> HTML {
        guard line.verdict == .ok, !line.findings.isEmpty || !line.isToldByTimings else { return .none }
        let remarks = line.findings.map { finding in
            let text = finding.text
            return (
                "\(finding.event.rawValue)",
                [finding.event.title + ": " + text.message, text.remedy].joined(separator: " ")
            )
        }
        return .element("tr", ["class": "proof"]) {
            HTML.element("td", ["colspan": "\(columns)"]) {
                HTML.facts(
                    remarks + line.evidence(at: date).map { ($0.label, $0.text) }, kind: "facts evidence")
            }
        }
    }
}

extension ReportLine {
    /// Those of the phases that were reached.
    var timings: [(phase: NetworkPhase, duration: Duration)] {
        if case .path(let path, _) = detail { path.timings.all } else { [] }
    }

    /// Whether the timings say everything about a line that is good.
    var isToldByTimings: Bool {
        switch detail {
        case .path(_, let attempts): attempts.isEmpty
        case .trust, .cloud, .host, .none: false
        }
    }
}
