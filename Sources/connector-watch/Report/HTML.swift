internal import SystemdHost

/// A fragment of an HTML page (HTML Living Standard).
///
/// Only literals of this program become markup; every other text is escaped when it becomes text or an attribute's
/// value, so that none can be forgotten.
///
/// It is a tree, and its text is put together once, when the page is complete.
struct HTML: Sendable {
    private enum Node: Sendable {
        case text(String)
        case markup([UInt8])
        case sequence([HTML])
        indirect case element(StaticString, KeyValuePairs<StaticString, String>, HTML)
    }

    private let node: Node

    private init(_ node: Node) {
        self.node = node
    }

    /// Nothing.
    static let none = HTML(.sequence([]))

    /// Escaped text; hidden characters become visible.
    static func text(_ text: String) -> HTML {
        HTML(.text(text))
    }

    /// An element; only the values of its attributes need not be literals.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
        @HTMLBuilder _ content: () -> HTML = { .none }
    ) -> HTML {
        HTML(.element(name, attributes, content()))
    }

    /// A style sheet.
    static func style(_ sheet: StaticString) -> HTML {
        HTML(.markup(Array("<style>\(sheet)</style>".utf8)))
    }

    /// A complete HTML file, in UTF-8, with this as its root element.
    var document: [UInt8] {
        var bytes = Self.empty
        bytes.append("<!DOCTYPE html>\n")
        write(to: &bytes)
        bytes.append("\n")
        return bytes
    }

    /// The same with its text put together, which may be done for several fragments side by side.
    var rendered: HTML {
        var bytes = Self.empty
        write(to: &bytes)
        return HTML(.markup(bytes))
    }

    /// Room for the page of 10,000 checks, which growing would copy again and again; what is not used takes no memory.
    private static var empty: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1 << 24)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch node {
        case .text(let text): bytes.append(escaping: text)
        case .markup(let markup): bytes += markup
        case .sequence(let pieces): for piece in pieces { piece.write(to: &bytes) }
        case .element(let name, let attributes, let content):
            bytes.append("<")
            bytes.append(name)
            for (key, value) in attributes {
                bytes.append(" ")
                bytes.append(key)
                bytes.append("=\"")
                bytes.append(escaping: value)
                bytes.append("\"")
            }
            bytes.append(">")
            // The only one in use that has no end.
            if name.description == "meta" { return }
            content.write(to: &bytes)
            bytes.append("</")
            bytes.append(name)
            bytes.append(">")
        }
    }

    /// Concatenates two fragments.
    static func + (a: HTML, b: HTML) -> HTML { HTML(joining: [a, b]) }

    /// Concatenates any number of fragments.
    init(joining pieces: [HTML]) {
        node = pieces.count == 1 ? pieces[0].node : .sequence(pieces)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Adds a text, escaped for use as text and as a value in double quotes; hidden characters become visible.
    fileprivate mutating func append(escaping text: String) {
        var text = text
        text.withUTF8 { bytes in
            // Nearly every text is.
            if Self.isPlain(bytes) { append(contentsOf: bytes) } else { append(escaping: bytes) }
        }
    }

    private mutating func append(escaping bytes: UnsafeBufferPointer<UInt8>) {
        for byte in PlainText.escaped(String(decoding: bytes, as: UTF8.self)).utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#39;")
            default: append(byte)
            }
        }
    }

    /// Whether all are printable ASCII that means nothing in HTML.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
                UInt8(ascii: "'"):
                return false
            case UInt8(ascii: " ")...UInt8(ascii: "~"): continue
            default: return false
            }
        }
        return true
    }
}

/// Combines fragments of a page; a string becomes text.
@resultBuilder enum HTMLBuilder {
    static func buildExpression(_ text: String) -> HTML { .text(text) }
    static func buildExpression(_ piece: HTML) -> HTML { piece }
    static func buildExpression(_ pieces: [HTML]) -> HTML { buildArray(pieces) }
    static func buildBlock(_ piece: HTML) -> HTML { piece }
    static func buildBlock(_ pieces: HTML...) -> HTML { buildArray(pieces) }
    static func buildArray(_ pieces: [HTML]) -> HTML { HTML(joining: pieces) }
    static func buildOptional(_ piece: HTML?) -> HTML { piece ?? .none }
    static func buildEither(first piece: HTML) -> HTML { piece }
    static func buildEither(second piece: HTML) -> HTML { piece }
}
