internal import FoundationEssentials
internal import WatchCore

/// What failures have in common that are alike.
struct FailureKind: Hashable {
    var event: AlertEvent
    var priority: Priority
    var phase: Phase
    var reason: Reason?

    init(_ finding: Finding) {
        (event, priority) = (finding.event, finding.priority)
        (phase, reason) = (finding.phase, finding.reason)
    }

    init(_ alert: SnapshotAlert) {
        (event, priority) = (alert.event, alert.priority)
        (phase, reason) = (alert.phase, alert.reason)
    }

    /// The event tells nearly all of them apart, and its number is hashed much faster than the words.
    func hash(into hasher: inout Hasher) { hasher.combine(event.rawValue) }

    /// As in `1020 Port unreachable, connect: connection-refused`.
    var text: String {
        let place = [phase.rawValue, reason?.rawValue].compactMap(\.self).joined(separator: ": ")
        return "\(event.rawValue) \(event.title), \(place)"
    }
}

/// Failures that are like others which have a card: a row for each.
struct FailureTable {
    /// A check that fails on one route.
    struct Row {
        var check: String
        var target: String
        var route: String
        /// When its alert was raised, or `nil` if there is none.
        var since: Date?
        /// What was found, and which silence holds it back.
        var message: String
    }

    /// Those that are alike.
    private struct Group {
        var mark: ReportModel.Status
        var kinds: [FailureKind]
        var rows: [Row] = []
    }

    /// In the order in which they came.
    private var groups: [Group] = []
    private var places: [[FailureKind]: Int] = [:]

    mutating func add(_ row: Row, _ kinds: [FailureKind], _ mark: ReportModel.Status) {
        let place = places[kinds] ?? groups.count
        if place == groups.count {
            places[kinds] = place
            groups.append(Group(mark: mark, kinds: kinds))
        }
        groups[place].rows.append(row)
    }

    /// Empty without a row.
    var html: HTML {
        guard !groups.isEmpty else { return .none }
        let count = groups.reduce(0) { $0 + $1.rows.count }
        return .table(
            "And \(count) more that fail like the first \(FindingsSection.cardsOfAKind) of their kind, to be remedied likewise",
            [
                .init(title: "check"), .init(title: "target"), .init(title: "route"),
                .init(title: "since (UTC)"), .init(title: "message"),
            ]
        ) {
            for group in groups {
                HTML.element("tbody") {
                    HTML.groupRow(columns: 5) {
                        HTML.badge(group.mark)
                        " \(group.rows.count) more: \(group.kinds.isEmpty ? "no answer" : group.kinds.map(\.text).joined(separator: "; "))"
                    }
                    group.rows.map(row)
                }
            }
        }
    }

    private func row(_ row: Row) -> HTML {
        .element("tr") {
            HTML.element("th", ["scope": "row", "class": "text"]) { row.check }
            HTML.cell(CheckName(row.check).names(row.target) ? "" : row.target)
            HTML.cell(row.route, "nowrap")
            HTML.element("td", ["class": "nowrap"]) { if let since = row.since { HTML.time(since) } }
            HTML.cell(row.message, "message")
        }
    }
}
