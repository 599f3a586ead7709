internal import FoundationEssentials
internal import WatchCore

/// What is wrong: a card for each check and route, the worst first, with message, remedy and evidence.
///
/// Nobody reads thousands of cards: of those that fail alike the first ones have a card, and each other one a row.
struct FindingsSection {
    static let cardsOfAKind = 20

    private let model: ReportModel
    /// The running daemon's alerts by their check.
    private let alerts: [CheckName: [SnapshotAlert]]

    init(model: ReportModel) {
        self.model = model
        alerts = Dictionary(grouping: model.activeAlerts ?? [], by: \.check)
    }

    /// The section; empty if nothing is wrong.
    var html: HTML {
        var shown = Shown()
        let active = model.activeAlerts ?? []
        if let probe = model.probe {
            for verdict in [ReportVerdict.critical, .warning] { add(probe, verdict, to: &shown) }
            // No probe shows that a check flaps.
            for alert in active where alert.event == .flapping { add(alert, to: &shown) }
        } else {
            for alert in active { add(alert, to: &shown) }
        }
        guard !shown.cards.isEmpty else { return .none }
        return .section("wrong", "What is wrong, and what to do") {
            shown.cards
            shown.table.html
        }
    }

    /// What has a card, and what has a row.
    private struct Shown {
        var cards: [HTML] = []
        var table = FailureTable()
        private var counts: [[FailureKind]: Int] = [:]

        /// Whether one more of these kinds has a card.
        mutating func takesCard(_ kinds: [FailureKind]) -> Bool {
            let count = counts[kinds, default: 0] + 1
            counts[kinds] = count
            return count <= FindingsSection.cardsOfAKind
        }
    }

    /// Adds what was found to be as bad as this, in the order of the settings.
    private func add(_ probe: Report, _ verdict: ReportVerdict, to shown: inout Shown) {
        shown.cards += probe.causes.filter { ReportVerdict($0.finding.priority) == verdict }.map(card)
        for check in probe.checks where check.verdict >= verdict {
            for line in check.lines where line.verdict == verdict {
                let own = line.ownFindings
                guard line.cause == nil || !own.isEmpty else { continue }
                let kinds = own.map(FailureKind.init)
                if shown.takesCard(kinds) {
                    shown.cards.append(card(check, line, at: probe.time))
                } else {
                    shown.table.add(row(check, line, own), kinds, .init(verdict))
                }
            }
        }
    }

    private func add(_ alert: SnapshotAlert, to shown: inout Shown) {
        let kinds = [FailureKind(alert)]
        if shown.takesCard(kinds) {
            shown.cards.append(card(alert))
        } else {
            shown.table.add(row(alert), kinds, .init(priority: alert.priority.rawValue))
        }
    }

    private func row(_ check: CheckReport, _ line: ReportLine, _ findings: [Finding]) -> FailureTable.Row {
        let name = check.check.name
        let messages = findings.map { message($0.message, model.probe?.silence(of: $0, of: name)) }
        return FailureTable.Row(
            check: name.text, target: check.check.target.text, route: line.route?.rawValue ?? "",
            since: findings.compactMap { alert(for: $0, of: name)?.raised }.min(),
            message: messages.joined(separator: " "))
    }

    private func row(_ alert: SnapshotAlert) -> FailureTable.Row {
        FailureTable.Row(
            check: alert.check.text, target: alert.target, route: alert.route?.rawValue ?? "",
            since: alert.raised, message: message(alert.message, alert.silenced))
    }

    private func message(_ text: String, _ silence: SnapshotSilence?) -> String {
        silence.map { "\(text) Silenced \($0.text)." } ?? text
    }

    private func card(_ cause: SharedCause) -> HTML {
        card(
            .init(ReportVerdict(cause.finding.priority)), check: cause.name.text, target: cause.target,
            route: nil, proxy: nil
        ) {
            finding(cause.finding, of: cause.name)
            HTML.facts([("fails for it", cause.checksText)])
        }
    }

    private func finding(_ finding: Finding, of name: CheckName) -> HTML {
        .element("div", ["class": "finding"]) {
            title(finding.event, finding.phase, finding.reason, ReportVerdict(finding.priority))
            HTML.element("p") { finding.message }
            if !finding.remedy.isEmpty { HTML.element("p") { finding.remedy } }
            if let alert = alert(for: finding, of: name) { activity(of: alert) }
            silenced(model.probe?.silence(of: finding, of: name))
        }
    }

    private func card(_ check: CheckReport, _ line: ReportLine, at date: Date) -> HTML {
        card(
            .init(line.verdict), check: check.check.name.text, target: check.check.target.text,
            route: line.route?.rawValue, proxy: line.proxy?.description
        ) {
            line.ownFindings.map { finding($0, of: check.check.name) }
            if line.findings.isEmpty {
                HTML.element("p") { "The check did not answer within \(check.check.pace.timeout.text)." }
            }
            timings(line)
            HTML.facts(line.evidence(at: date).map { ($0.label, $0.text) }, kind: "facts evidence")
        }
    }

    private func card(_ alert: SnapshotAlert) -> HTML {
        card(
            .init(priority: alert.priority.rawValue), check: alert.check.text, target: alert.target,
            route: alert.route?.rawValue, proxy: nil
        ) {
            HTML.element("div", ["class": "finding"]) {
                title(alert.event, alert.phase, alert.reason, ReportVerdict(alert.priority))
                HTML.element("p") { alert.message }
                if let remedy = alert.remedy { HTML.element("p") { remedy } }
                activity(of: alert)
                silenced(alert.silenced)
            }
        }
    }

    /// That nobody is told of it.
    private func silenced(_ silence: SnapshotSilence?) -> HTML {
        guard let silence else { return .none }
        return .element("p", ["class": "where"]) {
            "Silenced until "
            HTML.time(silence.until)
            " UTC by \(silence.by): \(silence.reason)"
        }
    }

    private func card(
        _ mark: ReportModel.Status, check: String, target: String, route: String?, proxy: String?,
        @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        .element("article", ["class": "card \(mark.rawValue)"]) {
            HTML.element("header") {
                HTML.element("h3") { check }
                HTML.badge(mark)
            }
            HTML.element("p", ["class": "where"]) {
                target
                if let route {
                    ", \(proxy.map { "through the proxy \($0)" } ?? (route == Route.direct.rawValue ? "directly" : "through the proxy"))"
                }
            }
            content()
        }
    }

    private func title(_ event: AlertEvent, _ phase: Phase, _ reason: Reason?, _ verdict: ReportVerdict)
        -> HTML
    {
        .element("h4") {
            HTML.element("span", ["class": "event"]) { "\(event.rawValue)" }
            " \(event.title) "
            HTML.element("span", ["class": "reason"]) {
                [phase.rawValue, reason?.rawValue].compactMap(\.self).joined(separator: ": ")
            }
        }
    }

    private func alert(for finding: Finding, of name: CheckName) -> SnapshotAlert? {
        alerts[name]?.first { $0.event == finding.event && $0.route == finding.route }
    }

    private func activity(of alert: SnapshotAlert) -> HTML {
        let since = Duration.seconds(max(0, model.time.timeIntervalSince(alert.raised))).text
        return .element("p", ["class": "where"]) {
            "The alert has been active for \(since), since "
            HTML.time(alert.raised)
            " UTC, incident \(alert.incident)."
            if let flapping = alert.flapping, alert.event != .flapping {
                " It has been flapping \(flapping.text)."
            }
        }
    }

    private func timings(_ line: ReportLine) -> HTML {
        guard case .path(let path, _) = line.detail, !path.timings.all.isEmpty else { return .none }
        return .element("ul", ["class": "timings", "aria-label": "Timings"]) {
            for (phase, duration) in path.timings.all {
                HTML.element("li") {
                    "\(phase.rawValue) "
                    HTML.element("b") { duration.text }
                }
            }
            if let stop = path.stop {
                HTML.element("li", ["class": "stop"]) { "stopped: \(stop.phase.rawValue)" }
            }
        }
    }
}
