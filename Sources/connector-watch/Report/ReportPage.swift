internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// The page: self-contained, without scripts, for screens of every width and for paper.
struct ReportPage {
    let model: ReportModel

    /// The page, whose large parts are made side by side.
    var html: HTML {
        get async {
            async let firewall = FirewallSection(request: model.request).html.rendered
            async let findings = FindingsSection(model: model).html.rendered
            async let probes = ProbeSection(model: model).html.rendered
            let (top, foot) = (top, foot)
            let middle = HTML(joining: [
                CertificateSection(model: model).html, TrendSection(model: model).html,
                LongTermSection(model: model).html, IncidentSection(model: model).html,
            ])
            let sections = await [findings, middle, probes, firewall]
            return .page("Connector \(model.connector): \(model.mark.word), \(model.time.minute) UTC") {
                top
                HTML.element("main") { sections }
                foot
            }
        }
    }

    private var top: HTML {
        .element("header", ["class": "top \(model.mark.rawValue)"]) {
            HTML.element("p", ["class": "eyebrow"]) { "Application proxy connector" }
            HTML.element("h1") { model.connector }
            HTML.element("p", ["class": "verdict"]) {
                HTML.sign(model.mark)
                HTML.element("span") { model.sentence }
            }
            HTML.element("ul", ["class": "tiles"]) {
                for tile in model.tiles {
                    HTML.element("li", ["class": tile.mark.rawValue]) {
                        HTML.element("b") { tile.figure }
                        HTML.element("span") { tile.text }
                    }
                }
            }
            HTML.facts([
                ("checked from", model.host), ("time (UTC)", model.time.rfc3339),
                ("daemon", model.daemon),
            ])
        }
    }

    private var foot: HTML {
        .element("footer") {
            HTML.element("p") {
                "Written by connector-watch \(version) on \(model.host), \(model.time.rfc3339). All times are in UTC."
            }
            HTML.element("p") {
                "For what an event number means and what to do, run on the host: connector-watch explain NUMBER"
            }
        }
    }
}

extension ReportModel {
    /// The overall status.
    var mark: Status { verdict.map { Status($0) } ?? .unknown }

    /// Whether the daemon runs, its version, and the age of its snapshot.
    fileprivate var daemon: String {
        guard let snapshot else { return "not running, or its snapshot cannot be read" }
        let age = Duration.seconds(max(0, time.timeIntervalSince(snapshot.time))).text
        let told =
            "version \(snapshot.program), running since \(snapshot.started.minute), snapshot \(age) old"
        return snapshotFailure == nil ? told : "not running, or hanging: \(told)"
    }

    fileprivate struct Tile {
        var figure: String
        var text: String
        var mark: Status
    }

    /// The key figures.
    fileprivate var tiles: [Tile] {
        [checksTile, alertsTile, certificateTile, probesTile].compactMap(\.self)
    }

    private var checksTile: Tile? {
        guard !rows.isEmpty, verdict != nil else { return nil }
        let fine = rows.count { $0.mark == .ok }
        return Tile(figure: "\(fine) of \(rows.count)", text: "checks passed", mark: mark)
    }

    private var alertsTile: Tile? {
        guard let activeAlerts else { return nil }
        let worst = activeAlerts.map { ReportVerdict($0.priority) }.max() ?? .ok
        return Tile(
            figure: "\(activeAlerts.count)", text: activeAlerts.count == 1 ? "active alert" : "active alerts",
            mark: Status(worst))
    }

    private var certificateTile: Tile? {
        let ends = agents.compactMap { $0.facts?.notAfter ?? $0.memory?.notAfter }
        guard let first = ends.min() else { return nil }
        let left = Duration.seconds(first.timeIntervalSince(time))
        let names = Set(agents.map(\.report.check.name))
        let worst = rows.first { names.contains($0.check) && $0.mark != .ok }?.mark ?? .ok
        return left < .zero
            ? Tile(figure: (.zero - left).daysText, text: "since the certificate expired", mark: .critical)
            : Tile(figure: left.daysText, text: "until the certificate expires", mark: worst)
    }

    private var probesTile: Tile? {
        let hours = rows.compactMap(\.trend).flatMap(\.byHour).filter {
            $0.begins + 3600 > since && $0.probes > 0
        }
        guard let first = hours.map(\.begins).min() else { return nil }
        let probes = hours.reduce(0) { $0 + $1.probes }
        let passed = hours.reduce(0) { $0 + $1.passed }
        return Tile(
            figure: TrendSection.percent(passed, of: probes),
            text: "of \(probes) probes passed since \(max(since, first).minute) UTC",
            mark: .unknown)
    }
}
