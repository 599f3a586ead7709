internal import SystemdHost
internal import WatchCore

/// A firewall request as the text of a ticket: plain, in lines of 80 characters if names allow it.
struct FirewallRequestText {
    let request: FirewallRequest
    let width: Int
    let painter: Painter

    var text: String {
        let sections: [(title: String, lines: [String])] = [
            ("Destinations", destinations), ("Wildcards", wildcards),
            ("Requirements on the path", requirements),
            ("Violations found now", requirementFailures),
        ]
        var lines = [
            heading("Firewall request for the application proxy connector \(shown(request.connector))", "=")
        ]
        lines += [[""], facts].flatMap(\.self)
        for (number, section) in sections.filter({ !$0.lines.isEmpty }).enumerated() {
            lines += ["", heading("\(number + 1). \(section.title)", "-")] + section.lines
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func heading(_ title: String, _ rule: String) -> String {
        painter.paint(title, .bold) + "\n" + String(repeating: rule, count: title.count)
    }

    /// The source, the time, and how much is unreachable.
    private var facts: [String] {
        let sources = request.sources.isEmpty ? "" : " (\(request.sources.joined(separator: ", ")))"
        let facts = [
            ("Source host", shown(request.host) + sources),
            ("Direction", "outbound TCP from the source host; no inbound connections"),
            ("Proxy", request.proxy ?? "none: the source host connects directly"),
            ("Date", request.time.rfc3339), ("State", state),
        ]
        return facts.flatMap { label, text in
            text.wrapped(width, first: label + String(repeating: " ", count: 13 - label.count))
        }
    }

    private var state: String {
        guard request.isProbed else { return "not tested" }
        let everywhere = request.destinations.count { $0.failure == .everyRoute }
        let oneRoute = request.destinations.count { $0.failure == .oneRoute }
        let counts =
            (everywhere > 0 ? ["\(everywhere) unreachable"] : [])
            + (oneRoute > 0 ? ["\(oneRoute) unreachable on one route"] : [])
        let total = "\(request.destinations.count) destination\(request.destinations.count == 1 ? "" : "s")"
        return "\(total), \(counts.isEmpty ? "none unreachable" : counts.joined(separator: ", "))"
    }

    /// A table for each purpose.
    private var destinations: [String] {
        EndpointPurpose.allCases.flatMap { purpose -> [String] in
            let destinations = request.destinations.filter { $0.purpose == purpose }
            guard !destinations.isEmpty else { return [] }
            var table = TextTable(
                columns: ["host", "port", "route", "now"].map { TextTable.Column(title: $0) })
            for destination in destinations {
                table.rows += destination.passages.enumerated().map {
                    row($1, of: destination, isFirst: $0 == 0)
                }
            }
            return ["", "\(purpose.text):"] + table.lines(painter)
        }
    }

    private func row(_ passage: Passage, of destination: FirewallRequest.Destination, isFirst: Bool)
        -> TextTable.Row
    {
        let place = isFirst ? [destination.host, String(destination.port)] : ["", ""]
        let isFailure = passage.state.isFailure
        let now = passage.state == .open ? "open, \(passage.evidence)" : passage.state.word
        let cells =
            (place + [passage.route.rawValue]).map { TextTable.Cell(shown($0)) }
            + [TextTable.Cell(shown(now), isFailure ? .red : nil)]
        let isTold = passage.state == .open || passage.evidence.isEmpty
        let notes = isTold ? [] : shown(passage.evidence).wrapped(width, first: "      -> ")
        return TextTable.Row(cells: cells, notes: notes)
    }

    private var wildcards: [String] {
        guard !request.wildcards.isEmpty else { return [] }
        var table = TextTable(columns: ["names", "port", "for"].map { TextTable.Column(title: $0) })
        table.rows = request.wildcards.map { wildcard in
            TextTable.Row(
                cells: [wildcard.pattern.text, String(wildcard.port), wildcard.purpose.text].map {
                    TextTable.Cell($0)
                })
        }
        return ["", "Every name below these domains; wildcards cannot be tested:"]
            + table.lines(painter)
    }

    private var requirements: [String] {
        [""] + request.requirements.flatMap { $0.wrapped(width, first: "  * ") }
    }

    private var requirementFailures: [String] {
        guard !request.requirementFailures.isEmpty else { return [] }
        return [""]
            + request.requirementFailures.flatMap { failure in
                let finding = failure.finding
                let route = finding.route.map { " (\($0.rawValue))" } ?? ""
                let head = "\(failure.check)\(route), event \(finding.event.rawValue)"
                return shown("\(head): \(finding.message)").wrapped(width, first: "  * ")
                    + (finding.remedy.isEmpty ? [] : shown(finding.remedy).wrapped(width, first: "    "))
            }
    }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

extension Passage.State {
    fileprivate var word: String {
        switch self {
        case .notProbed: "not tested"
        case .open: "open"
        case .partly: "PARTLY REACHABLE"
        case .cut: "CUT OFF"
        case .unresolved: "NOT RESOLVED"
        case .shut: "UNREACHABLE"
        }
    }
}
