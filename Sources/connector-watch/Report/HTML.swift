internal import SystemdHost

/// A fragment of an HTML page (HTML Living Standard).
///
/// Only literals of this program become markup; every other text is escaped when it becomes text or an attribute's
/// value, so that none can be forgotten.
///
/// It is a tree, and its text is put together once, when the page is complete.
struct HTML: Sendable {
    private enum Node: Sendable {
        case markup(String)
        case sequence([HTML])
        indirect case element(start: String, content: HTML, end: String)
    }

    private let node: Node

    private init(_ node: Node) {
        self.node = node
    }

    /// Nothing.
    static let none = HTML(.sequence([]))

    /// Escaped text; hidden characters become visible.
    static func text(_ text: String) -> HTML {
        HTML(.markup(escaped(text)))
    }

    /// An element; only the values of its attributes need not be literals.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        @HTMLBuilder _ content: () -> HTML = { .none }
    ) -> HTML {
        var start = "<\(name)"
        for (key, value) in attributes { start += " \(key)=\"\(escaped(value))\"" }
        start += ">"
        guard !voidElements.contains(name.description) else { return HTML(.markup(start)) }
        return HTML(.element(start: start, content: content(), end: "</\(name)>"))
    }

    /// A style sheet.
    static func style(_ sheet: StaticString) -> HTML {
        HTML(.markup("<style>\(sheet)</style>"))
    }

    /// A complete HTML file with this as its root element.
    var document: String {
        var text = "<!DOCTYPE html>\n"
        write(to: &text)
        return text + "\n"
    }

    private func write(to text: inout String) {
        switch node {
        case .markup(let markup): text += markup
        case .sequence(let pieces): for piece in pieces { piece.write(to: &text) }
        case .element(let start, let content, let end):
            text += start
            content.write(to: &text)
            text += end
        }
    }

    /// Concatenates two fragments.
    static func + (a: HTML, b: HTML) -> HTML { HTML(joining: [a, b]) }

    /// Concatenates any number of fragments.
    init(joining pieces: [HTML]) {
        node = pieces.count == 1 ? pieces[0].node : .sequence(pieces)
    }

    /// The elements in use that have no end tag.
    private static let voidElements: Set<String> = ["meta"]

    /// Whether it is printable ASCII that means nothing in HTML.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "&", "<", ">", "\"", "'": false
        case " "..."~": true
        default: false
        }
    }

    /// Escapes a text for use as text and as a value in double quotes.
    private static func escaped(_ text: String) -> String {
        // Nearly every text is.
        if text.utf8.allSatisfy(isPlain) { return text }
        return PlainText.escaped(text).unicodeScalars.reduce(into: "") { result, scalar in
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

/// Combines fragments of a page; a string becomes text.
@resultBuilder enum HTMLBuilder {
    static func buildExpression(_ text: String) -> HTML { .text(text) }
    static func buildExpression(_ piece: HTML) -> HTML { piece }
    static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }
    static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }
    static func buildArray(_ pieces: [HTML]) -> HTML { HTML(joining: pieces) }
    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .none }
    static func buildEither(first piece: HTML) -> HTML { piece }
    static func buildEither(second piece: HTML) -> HTML { piece }
}
