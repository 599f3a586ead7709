internal import FoundationEssentials
internal import WatchCore

/// Many hosts on one page, without scripts: the table, and the lives of their certificates on one axis.
struct FleetPage {
    let fleet: Fleet

    var html: HTML {
        .page("\(fleet.hosts.count) connector hosts, \(fleet.time.minute) UTC") {
            HTML.element("header", ["class": "top \(mark.rawValue)"]) {
                HTML.element("p", ["class": "eyebrow"]) { "Application proxy connectors" }
                HTML.element("h1") { fleet.hosts.count == 1 ? "1 host" : "\(fleet.hosts.count) hosts" }
                HTML.element("p", ["class": "verdict"]) {
                    HTML.sign(mark)
                    HTML.element("span") { fleet.sentence }
                }
                for remark in fleet.remarks { HTML.note(remark) }
            }
            HTML.element("main") {
                HTML.section("hosts", "Hosts") { table }
                FleetLives(fleet: fleet).html
            }
        }
    }

    private var mark: ReportModel.Status { .init(fleet.verdict) }

    private var table: HTML {
        .table(
            "The worst first; days left are those of the trust certificate that ends first",
            [
                HTML.Column(title: "host"), HTML.Column(title: "connector"), HTML.Column(title: "state"),
                HTML.Column(title: "alerts", isNumeric: true),
                HTML.Column(title: "days left", isNumeric: true), HTML.Column(title: "oldest trouble"),
                HTML.Column(title: "version"),
            ]
        ) {
            HTML.element("tbody") {
                for host in fleet.hosts { row(host) }
            }
        }
    }

    private func row(_ host: FleetHost) -> HTML {
        .element("tr") {
            HTML.cell(host.name)
            HTML.cell(host.connector ?? "")
            HTML.element("td", ["class": "text"]) {
                HTML.badge(host.state.mark, host.stateText(at: fleet.time))
            }
            HTML.cell(String(host.alerts), "number")
            HTML.cell(host.daysLeft(at: fleet.time).map(String.init) ?? "", "number")
            HTML.cell(host.oldest?.text(at: fleet.time) ?? "")
            HTML.cell(host.version ?? "")
        }
    }
}

extension FleetHost.State {
    fileprivate var mark: ReportModel.Status {
        switch self {
        case .critical: .critical
        case .silent: .unknown
        case .warning: .warning
        case .ok: .ok
        }
    }
}

/// The lives of all certificates, those that end first at the top.
struct FleetLives {
    let fleet: Fleet

    /// More cannot be told apart; all are in the table.
    static let limit = 200
    private static let height = 18.0

    private var lives: [(host: String, certificate: FleetHost.Certificate)] {
        fleet.hosts.flatMap { host in host.certificates.map { (host.name, $0) } }
            .sorted { ($0.certificate.ends, $0.host) < ($1.certificate.ends, $1.host) }
    }

    var html: HTML {
        let all = lives
        guard let last = all.last else { return .none }
        let shown = all.prefix(Self.limit)
        // What began long ago, or is not known to have begun, begins at the left edge.
        let earliest = shown.compactMap(\.certificate.begins).min() ?? fleet.time - 90 * 86_400
        let axis = TimeAxis(
            from: max(earliest, fleet.time - 400 * 86_400),
            to: max(last.certificate.ends, fleet.time + 86_400))
        return .section("lives", "Certificates' lives") {
            HTML.element("div", ["class": "fleet"]) {
                SVG.picture(
                    "lives", id: "fleet-lives", title: "The lives of the trust certificates",
                    description: "From \(axis.from.day) to \(axis.to.day); today is \(fleet.time.day).",
                    height: Double(shown.count) * Self.height + 24
                ) {
                    for (index, life) in shown.enumerated() { row(life, at: index, axis) }
                    SVG.line(
                        "today", x: axis.percent(fleet.time), from: 0,
                        to: Double(shown.count) * Self.height)
                    label(axis, at: Double(shown.count) * Self.height + 16)
                }
            }
            if all.count > shown.count {
                HTML.note("Those of \(all.count - shown.count) more end later.")
            }
        }
    }

    private func row(
        _ life: (host: String, certificate: FleetHost.Certificate), at index: Int, _ axis: TimeAxis
    ) -> HTML {
        let certificate = life.certificate
        let y = Double(index) * Self.height + 3
        let (begins, ends) = (axis.percent(certificate.begins ?? axis.from), axis.percent(certificate.ends))
        let isOver = certificate.ends <= fleet.time
        let settled = certificate.renewal.map { min(ends, max(begins, axis.percent($0))) } ?? ends
        return HTML.element("g") {
            HTML.element("title") { "\(life.host), \(certificate.check): until \(certificate.ends.day)" }
            SVG.bar(
                "zone \(isOver ? "critical" : "settled")", x: begins, width: settled - begins, y: y,
                height: Self.height - 6)
            if settled < ends, !isOver {
                SVG.bar("zone renewal", x: settled, width: ends - settled, y: y, height: Self.height - 6)
            }
            HTML.element("text", ["class": "name", "x": "4", "y": SVG.number(y + Self.height - 8)]) {
                life.host
            }
        }
    }

    private func label(_ axis: TimeAxis, at y: Double) -> HTML {
        HTML(
            joining: [
                (axis.from.day, 0.0, "start"), ("today", axis.percent(fleet.time), "middle"),
                (axis.to.day, 100.0, "end"),
            ].map { text, x, anchor in
                HTML.element("text", ["x": SVG.percent(x), "y": SVG.number(y), "text-anchor": anchor]) {
                    text
                }
            })
    }
}
