internal import SystemdHost

/// A piece of a page (HTML Living Standard).
///
/// Its markup is made of literals of this program alone; every other text becomes text or an attribute's value and is
/// escaped on the way, so that none can be left out by mistake.
struct HTML {
    private let markup: String

    private init(markup: String) {
        self.markup = markup
    }

    /// Nothing.
    static let none = HTML(markup: "")

    /// Text as a reader sees it; hidden characters are shown escaped, as everywhere.
    static func text(_ text: String) -> HTML {
        HTML(markup: escaped(text))
    }

    /// An element; names are literals, values are not.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        @HTMLBuilder _ content: () -> HTML = { .none }
    ) -> HTML {
        let values = attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
        let start = "<\(name)\(values)>"
        guard !voidElements.contains(name.description) else { return HTML(markup: start) }
        return HTML(markup: start + content().markup + "</\(name)>")
    }

    /// A style sheet.
    static func style(_ sheet: StaticString) -> HTML {
        HTML(markup: "<style>\(sheet)</style>")
    }

    /// The text of a file that has this as its root element.
    var document: String { "<!DOCTYPE html>\n\(markup)\n" }

    /// Several, one after the other.
    static func + (a: HTML, b: HTML) -> HTML { HTML(markup: a.markup + b.markup) }

    /// Those without an end tag that are in use here.
    private static let voidElements: Set<String> = ["meta"]

    /// Safe as text and as a value in double quotes.
    private static func escaped(_ text: String) -> String {
        PlainText.escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

/// Puts pieces of a page together; a string is text.
@resultBuilder enum HTMLBuilder {
    static func buildExpression(_ text: String) -> HTML { .text(text) }
    static func buildExpression(_ piece: HTML) -> HTML { piece }
    static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }
    static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }
    static func buildArray(_ pieces: [HTML]) -> HTML { pieces.reduce(.none, +) }
    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .none }
    static func buildEither(first piece: HTML) -> HTML { piece }
    static func buildEither(second piece: HTML) -> HTML { piece }
}
