internal import FoundationEssentials
internal import WatchCore

/// Pictures inside the page (SVG 2).
///
/// Pictures that stretch use percentages for widths, so that nothing is distorted.
enum SVG {
    /// A picture with a title and a description for assistive technology.
    ///
    /// - Parameters:
    ///   - kind: its class.
    ///   - id: unique on the page.
    ///   - title: its name.
    ///   - description: what it shows, in words.
    ///   - viewBox: its coordinates, or `nil` if they are percentages.
    ///   - height: in pixels, or `nil` for that of its class.
    ///   - content: its elements.
    /// - Returns: An `svg` element.
    static func picture(
        _ kind: String, id: String, title: String, description: String,
        viewBox: String? = nil, height: Double? = nil, @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        let names = "\(id)-title \(id)-text"
        let inner =
            HTML.element("title", ["id": "\(id)-title"]) { title }
            + HTML.element("desc", ["id": "\(id)-text"]) { description } + content()
        if let height {
            let attributes: KeyValuePairs<StaticString, String> = [
                "class": kind, "role": "img", "aria-labelledby": names, "width": "100%",
                "height": number(height),
            ]
            return .element("svg", attributes) { inner }
        }
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

    /// A rectangle; `x` and `width` are percentages of the picture's width.
    static func bar(_ kind: String, x: Double, width: Double, y: Double, height: Double) -> HTML {
        .element(
            "rect",
            [
                "class": kind, "x": percent(x), "width": percent(width), "y": number(y),
                "height": number(height),
            ])
    }

    /// A vertical line; `x` is a percentage of the picture's width.
    static func line(_ kind: String, x: Double, from top: Double, to bottom: Double) -> HTML {
        .element(
            "line",
            ["class": kind, "x1": percent(x), "x2": percent(x), "y1": number(top), "y2": number(bottom)])
    }

    static func path(_ kind: String, _ data: String) -> HTML {
        .element("path", ["class": kind, "d": data])
    }

    static func percent(_ value: Double) -> String { number(value) + "%" }

    /// A number with at most two decimals; 0 if it is not finite.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let rounded = (value * 100).rounded() / 100
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    /// Definitions shared by the pictures: the hatching that marks failures without colour.
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

/// A time axis across a picture.
struct TimeAxis {
    let from: Date
    let to: Date

    /// The most lines that can still be told apart.
    private static let mostDays = 14.0

    /// The position of a date: 0 at the beginning, 100 at the end, clamped to both.
    func percent(_ date: Date) -> Double {
        guard from < to else { return 0 }
        return min(100, max(0, date.timeIntervalSince(from) / to.timeIntervalSince(from) * 100))
    }

    /// The midnights (UTC) inside the axis; at most ``mostDays`` of them.
    var days: [Date] {
        let day = 86_400.0
        let step = max(1, (to.timeIntervalSince(from) / day / Self.mostDays).rounded(.up)) * day
        let first = (from.timeIntervalSince1970 / day).rounded(.up) * day
        return stride(from: first, to: to.timeIntervalSince1970, by: step).map {
            Date(timeIntervalSince1970: $0)
        }
    }
}
