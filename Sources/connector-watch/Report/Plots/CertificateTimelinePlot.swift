internal import FoundationEssentials
internal import WatchCore

/// A certificate's life as a wedge that grows with the risk, with the renewal marked above it and today below.
struct CertificateTimelinePlot {
    let id: String
    let life: CertificateTimeline
    let target: TrustTarget
    let today: Date

    private var axis: TimeAxis { TimeAxis(from: life.begins, to: life.ends) }

    var html: HTML {
        SVG.picture("lifeline", id: id, title: "The certificate's life", description: description) {
            for (index, zone) in life.zones.enumerated() {
                bar(
                    zone.zone, from: zone.from,
                    to: index + 1 < life.zones.count ? life.zones[index + 1].from : life.ends)
            }
            mark(
                "renewal", at: life.ends - target.renewalWindow.inSeconds, text: "renewal", from: 18, to: 55,
                label: 12)
            mark("today", at: today, text: word, from: 25, to: 62, label: 78)
        }
    }

    /// The zones and the day on which each begins, as a list below the picture.
    var legend: HTML {
        .element("ul", ["class": "legend"]) {
            for zone in life.zones {
                HTML.element("li") {
                    HTML.element("span", ["class": "swatch \(zone.zone.rawValue)", "aria-hidden": "true"])
                    "\(zone.zone.rawValue) from \(zone.from.day)"
                }
            }
            HTML.element("li") { "ends \(life.ends.day)" }
        }
    }

    private func bar(_ zone: CertificateTimeline.Zone, from: Date, to: Date) -> HTML {
        let (x, end) = (axis.percent(from), axis.percent(to))
        let height = zone.height
        let y = 40 - height / 2
        let bar = SVG.bar("zone \(zone.rawValue)", x: x, width: end - x, y: y, height: height)
        return zone.isFailure ? bar + SVG.bar("hatch", x: x, width: end - x, y: y, height: height) : bar
    }

    private func mark(_ kind: String, at date: Date, text: String, from: Double, to: Double, label: Double)
        -> HTML
    {
        let x = axis.percent(date)
        return SVG.line(kind, x: x, from: from, to: to)
            + HTML.element(
                "text",
                [
                    "class": kind, "x": SVG.percent(x), "y": SVG.number(label),
                    "text-anchor": x > 66 ? "end" : x < 33 ? "start" : "middle",
                ]
            ) { text }
    }

    private var word: String {
        if today < life.begins { return "today, not valid yet" }
        let left = Duration.seconds(life.ends.timeIntervalSince(today))
        return left < .zero ? "today, expired" : "today, \(left.daysText) left"
    }

    private var description: String {
        let zones = life.zones.map { "\($0.zone.rawValue) from \($0.from.day)" }.joined(separator: ", ")
        return "Valid from \(life.begins.day) to \(life.ends.day): \(zones). It is \(word)."
    }
}

extension CertificateTimeline.Zone {
    fileprivate var height: Double {
        switch self {
        case .settled: 10
        case .renewal: 14
        case .warning: 18
        case .error: 24
        case .critical: 30
        }
    }

    fileprivate var isFailure: Bool {
        switch self {
        case .settled, .renewal, .warning: false
        case .error, .critical: true
        }
    }
}

extension Date {
    /// The day in UTC, as in `2026-11-24`.
    var day: String { String(rfc3339.prefix(10)) }

    /// The minute in UTC, as in `2026-11-24 07:40`.
    var minute: String {
        let text = rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))"
    }
}
