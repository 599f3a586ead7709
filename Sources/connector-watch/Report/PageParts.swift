internal import FoundationEssentials
internal import WatchCore

/// Fragments shared by the sections of the page.
extension HTML {
    /// Even if foreign text became markup by a mistake, nothing would be run, sent or fetched.
    private static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    /// A whole page, with what is common to all.
    static func page(_ title: String, @HTMLBuilder _ body: () -> HTML) -> HTML {
        .element("html", ["lang": "en"]) {
            HTML.element("head") {
                HTML.element("meta", ["charset": "utf-8"])
                HTML.element("meta", ["http-equiv": "Content-Security-Policy", "content": policy])
                HTML.element("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                HTML.element("meta", ["name": "color-scheme", "content": "light dark"])
                HTML.element("title") { title }
                PageStyle.html
            }
            HTML.element("body") {
                SVG.definitions
                body()
            }
        }
    }

    /// A symbol and a word: colour is never the only sign.
    static func badge(_ mark: ReportModel.Status, _ word: String? = nil) -> HTML {
        .element("span", ["class": "badge \(mark.rawValue)"]) {
            HTML.sign(mark)
            word ?? mark.word
        }
    }

    /// The symbol of a status; assistive technology reads the word beside it.
    static func sign(_ mark: ReportModel.Status) -> HTML { signs[mark] ?? .none }

    /// Made once, as a page may have thousands.
    private static let signs = Dictionary(
        uniqueKeysWithValues: ReportModel.Status.allCases.map { mark in
            let sign = HTML.element(
                "svg", ["class": "sign", "aria-hidden": "true", "viewBox": "0 0 16 16"]
            ) { HTML.element("path", ["d": mark.shape]) }
            return (mark, sign)
        })

    /// A point in time in UTC, to the minute.
    static func time(_ date: Date) -> HTML {
        .element("time", ["datetime": date.rfc3339]) { date.minute }
    }

    /// A section of the page with its heading.
    static func section(_ id: String, _ title: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        .element("section", ["id": id, "aria-labelledby": "\(id)-title"]) {
            HTML.element("h2", ["id": "\(id)-title"]) { title }
            content()
        }
    }

    /// A remark about the page itself.
    static func note(_ text: String) -> HTML {
        .element("p", ["class": "note"]) { text }
    }

    /// An entry of a legend.
    static func swatch(_ kind: String, _ text: String) -> HTML {
        .element("li") {
            HTML.element("span", ["class": "swatch \(kind)", "aria-hidden": "true"])
            text
        }
    }

    /// Labels and their values.
    static func facts(_ facts: [(label: String, text: String)], kind: String = "facts") -> HTML {
        .element("dl", ["class": kind]) {
            for fact in facts {
                HTML.element("div") {
                    HTML.element("dt") { fact.label }
                    HTML.element("dd") { fact.text }
                }
            }
        }
    }

    /// A table that scrolls by itself on a narrow page.
    static func table(_ caption: String, _ columns: [Column], @HTMLBuilder _ rows: () -> HTML) -> HTML {
        .element("div", ["class": "scroll", "role": "region", "tabindex": "0", "aria-label": caption]) {
            HTML.element("table") {
                HTML.element("caption") { caption }
                HTML.element("thead") {
                    HTML.element("tr") {
                        for column in columns {
                            HTML.element(
                                "th", ["scope": "col", "class": column.isNumeric ? "number" : "text"]
                            ) {
                                column.title
                            }
                        }
                    }
                }
                rows()
            }
        }
    }

    /// The heading of those rows of a table that follow it.
    static func groupRow(columns: Int, @HTMLBuilder _ title: () -> HTML) -> HTML {
        .element("tr", ["class": "group"]) {
            HTML.element("th", ["scope": "rowgroup", "colspan": "\(columns)"], title)
        }
    }

    struct Column {
        var title: String
        var isNumeric = false
    }

    static func cell(_ text: String, _ kind: String = "text") -> HTML {
        .element("td", ["class": kind]) { text }
    }
}

extension ReportModel.Status {
    /// The path of the symbol, in a view box of 16 by 16.
    fileprivate var shape: String {
        switch self {
        case .ok: "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zm-1.2 11.6L3.2 8l1.4-1.4 2.2 2.2 4.6-4.6L12.8 5.6z"
        case .warning, .failing: "M8 .6L16 15H0zM7 5.5v5h2v-5zm0 6.2v2h2v-2z"
        case .critical:
            "M4.7 0h6.6L16 4.7v6.6L11.3 16H4.7L0 11.3V4.7zM5.4 4L4 5.4 6.6 8 4 10.6 5.4 12 8 9.4l2.6 2.6 1.4-1.4L9.4 8 12 5.4 10.6 4 8 6.6z"
        case .unknown: "M8 0a8 8 0 1 0 0 16A8 8 0 0 0 8 0zM3.5 7h9v2h-9z"
        }
    }
}

extension Duration {
    /// Milliseconds for people, as in "12 ms".
    static func text(milliseconds: Double) -> String { Duration.milliseconds(milliseconds).text }
}
