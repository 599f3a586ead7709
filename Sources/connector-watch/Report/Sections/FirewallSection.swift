internal import WatchCore

/// What must be open, why, and what is unreachable now.
struct FirewallSection {
    let request: FirewallRequest

    var html: HTML {
        .section("firewall", "Firewall request") {
            HTML.facts([
                (
                    "source host",
                    request.host
                        + (request.sources.isEmpty ? "" : " (\(request.sources.joined(separator: ", ")))")
                ),
                ("direction", "outbound TCP from the source host; no inbound connections"),
                ("proxy", request.proxy ?? "none: the source host connects directly"),
            ])
            destinations
            wildcards
            HTML.element("h3") { "Requirements on the path" }
            HTML.element("ul", ["class": "plain"]) {
                request.requirements.map { text in HTML.element("li") { text } }
            }
            requirementFailures
        }
    }

    private var destinations: HTML {
        .table(
            "Destinations that must be open",
            [
                .init(title: "host"), .init(title: "port", isNumeric: true), .init(title: "route"),
                .init(title: "now"),
            ]
        ) {
            for purpose in EndpointPurpose.allCases {
                let own = request.destinations.filter { $0.purpose == purpose }
                if !own.isEmpty {
                    HTML.element("tbody") {
                        HTML.groupRow(columns: 4) { purpose.text }
                        own.map(rows)
                    }
                }
            }
        }
    }

    private func rows(_ destination: FirewallRequest.Destination) -> HTML {
        let passages = destination.passages.isEmpty ? [nil] : destination.passages.map(Optional.init)
        let rows = passages.map { passage in
            HTML.element("tr") {
                HTML.element("th", ["scope": "row", "class": "text"]) { destination.host }
                HTML.cell("\(destination.port)", "number")
                HTML.cell(passage?.route.rawValue ?? "", "nowrap")
                HTML.element("td", ["class": "message"]) {
                    HTML.badge(
                        passage?.state.mark ?? .unknown, passage?.state.word ?? Passage.State.notProbed.word)
                    if let passage, !passage.evidence.isEmpty { " \(passage.evidence)" }
                }
            }
        }
        return HTML(joining: rows)
    }

    private var wildcards: HTML {
        guard !request.wildcards.isEmpty else { return .none }
        return .table(
            "Every name below these domains; wildcards cannot be tested",
            [.init(title: "names"), .init(title: "port", isNumeric: true), .init(title: "for")]
        ) {
            HTML.element("tbody") {
                for wildcard in request.wildcards {
                    HTML.element("tr") {
                        HTML.element("th", ["scope": "row", "class": "text"]) { wildcard.pattern.text }
                        HTML.cell("\(wildcard.port)", "number")
                        HTML.cell(wildcard.purpose.text)
                    }
                }
            }
        }
    }

    @HTMLBuilder private var requirementFailures: HTML {
        if !request.requirementFailures.isEmpty {
            HTML.element("h3") { "Violations found now" }
            HTML.element("ul", ["class": "plain"]) {
                for failure in request.requirementFailures {
                    let finding = failure.finding
                    HTML.element("li") {
                        HTML.element("b") {
                            "\(failure.check)\(finding.route.map { " (\($0.rawValue))" } ?? ""), event \(finding.event.rawValue): "
                        }
                        finding.message
                        if !finding.remedy.isEmpty { " \(finding.remedy)" }
                    }
                }
            }
        }
    }
}

extension Passage.State {
    fileprivate var mark: ReportModel.Status {
        switch self {
        case .notProbed: .unknown
        case .open: .ok
        case .partly: .warning
        case .cut, .unresolved, .shut: .critical
        }
    }

    fileprivate var word: String {
        switch self {
        case .notProbed: "not tested"
        case .open: "open"
        case .partly: "partly reachable"
        case .cut: "cut off"
        case .unresolved: "not resolved"
        case .shut: "unreachable"
        }
    }
}
