internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// One table of many hosts, for a terminal or a mail.
struct FleetText {
    let fleet: Fleet
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter

    var text: String {
        var table = TextTable(
            columns: ["host", "connector", "state"].map { TextTable.Column(title: $0) } + [
                TextTable.Column(title: "alerts", isNumeric: true),
                TextTable.Column(title: "days left", isNumeric: true),
                TextTable.Column(title: "oldest trouble"), TextTable.Column(title: "version"),
            ])
        table.rows = fleet.hosts.map(row)
        let remarks = fleet.remarks.flatMap { [""] + PlainText.escaped($0).wrapped(width, first: "  ") }
        let lines = [painter.paint(fleet.sentence, .bold), ""] + table.lines(painter) + remarks
        return lines.joined(separator: "\n") + "\n"
    }

    private func row(_ host: FleetHost) -> TextTable.Row {
        TextTable.Row(cells: [
            TextTable.Cell(PlainText.escaped(host.name)),
            TextTable.Cell(PlainText.escaped(host.connector ?? "")),
            TextTable.Cell(host.stateText(at: fleet.time), host.state.colour),
            TextTable.Cell(host.alerts == 0 ? "" : String(host.alerts)),
            TextTable.Cell(host.daysLeft(at: fleet.time).map(String.init) ?? ""),
            TextTable.Cell(PlainText.escaped(host.oldest?.text(at: fleet.time) ?? "")),
            TextTable.Cell(PlainText.escaped(host.version ?? "")),
        ])
    }
}

extension Fleet {
    /// How things are, in one sentence.
    var sentence: String {
        let all = hosts.count == 1 ? "1 host" : "\(hosts.count) hosts"
        let parts = [FleetHost.State.critical, .silent, .warning].compactMap { state in
            let number = count(state)
            return number == 0 ? nil : "\(number) \(state.word)"
        }
        return parts.isEmpty ? "\(all), all ok." : "\(all): \(parts.joined(separator: ", "))."
    }
}

extension FleetHost {
    /// The state, and for how long a silent host has been so.
    func stateText(at date: Date) -> String {
        guard state == .silent else { return state.word }
        return "silent for \(Duration.seconds(max(0, date.timeIntervalSince(lastSeen))).text)"
    }
}

extension FleetHost.Trouble {
    /// As in `1020 port login:443, for 2 d`.
    func text(at date: Date) -> String {
        "\(event) \(check), for \(Duration.seconds(max(0, date.timeIntervalSince(since))).text)"
    }
}

extension FleetHost.State {
    var word: String {
        switch self {
        case .critical: "critical"
        case .silent: "silent"
        case .warning: "warning"
        case .ok: "ok"
        }
    }

    fileprivate var colour: Painter.Colour {
        switch self {
        case .critical, .silent: .red
        case .warning: .yellow
        case .ok: .green
        }
    }
}
