internal import FoundationEssentials
internal import WatchCore

/// Pictures inside the page (SVG 2).
///
/// Those that stretch count across in percent, so that nothing in them is distorted.
enum SVG {
    /// A picture that has something to say; `id` is its own on the page.
    static func picture(
        _ kind: String, id: String, title: String, description: String,
        viewBox: String? = nil, @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        let names = "\(id)-title \(id)-text"
        let inner =
            HTML.element("title", ["id": "\(id)-title"]) { title }
            + HTML.element("desc", ["id": "\(id)-text"]) { description } + content()
        guard let viewBox else {
            return .element("svg", ["class": kind, "role": "img", "aria-labelledby": names]) { inner }
        }
        return .element(
            "svg",
            [
                "class": kind, "role": "img", "aria-labelledby": names, "viewBox": viewBox,
                "preserveAspectRatio": "none",
            ]
        ) { inner }
    }

    /// `x` and `width` in percent of the picture.
    static func bar(_ kind: String, x: Double, width: Double, y: Double, height: Double) -> HTML {
        .element(
            "rect",
            [
                "class": kind, "x": percent(x), "width": percent(width), "y": number(y),
                "height": number(height),
            ])
    }

    /// Upright, `x` in percent.
    static func line(_ kind: String, x: Double, from top: Double, to bottom: Double) -> HTML {
        .element(
            "line",
            ["class": kind, "x1": percent(x), "x2": percent(x), "y1": number(top), "y2": number(bottom)])
    }

    static func path(_ kind: String, _ data: String) -> HTML {
        .element("path", ["class": kind, "d": data])
    }

    static func percent(_ value: Double) -> String { number(value) + "%" }

    /// With two decimals at most; 0 for what is no number.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    /// What pictures share: the hatching that marks trouble without colour.
    static var definitions: HTML {
        .element("svg", ["class": "definitions", "aria-hidden": "true", "width": "0", "height": "0"]) {
            HTML.element("defs") {
                HTML.element(
                    "pattern",
                    [
                        "id": "hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
                        "patternTransform": "rotate(45)",
                    ]
                ) {
                    HTML.element("rect", ["width": "2.5", "height": "6", "class": "hatching"])
                }
            }
        }
    }
}

/// A span of time across a picture.
struct TimeAxis {
    let from: Date
    let to: Date

    /// More lines than this only blur.
    private static let mostDays = 14.0

    /// 0 at its beginning, 100 at its end, clamped to both.
    func percent(_ date: Date) -> Double {
        guard from < to else { return 0 }
        return min(100, max(0, date.timeIntervalSince(from) / to.timeIntervalSince(from) * 100))
    }

    /// The beginnings of days (UTC) inside it; of many, some.
    var days: [Date] {
        let day = 86_400.0
        let step = max(1, (to.timeIntervalSince(from) / day / Self.mostDays).rounded(.up)) * day
        let first = (from.timeIntervalSince1970 / day).rounded(.up) * day
        return stride(from: first, to: to.timeIntervalSince1970, by: step).map {
            Date(timeIntervalSince1970: $0)
        }
    }
}
