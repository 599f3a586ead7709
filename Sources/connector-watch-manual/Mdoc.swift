/// A manual page in the language of mdoc(7), written line by line.
struct Mdoc {
    private var lines: [String] = []

    /// Begins a page.
    ///
    /// - Parameters:
    ///   - name: the name of the page.
    ///   - section: the number of the manual's section.
    ///   - date: as in "November 24, 2026".
    ///   - summary: a phrase without a full stop.
    init(_ name: String, section: Int, date: String, summary: String) {
        lines = [
            ".Dd \(date)", ".Dt \(name.uppercased()) \(section)", ".Os", ".Sh NAME", ".Nm \(name)",
            ".Nd \(Self.text(summary))",
        ]
    }

    var document: String { lines.joined(separator: "\n") + "\n" }

    /// A line with a macro, whose arguments are already escaped.
    mutating func macro(_ line: String) { lines.append(".\(line)") }

    mutating func section(_ title: String) { macro("Sh \(Self.text(title))") }

    mutating func subsection(_ title: String) { macro("Ss \(Self.text(title))") }

    /// A paragraph of text, one sentence on each line.
    mutating func paragraph(_ text: String, isFirst: Bool = false) {
        if !isFirst { macro("Pp") }
        sentences(text)
    }

    /// Sentences that continue a paragraph or an item.
    mutating func sentences(_ text: String) {
        var line = ""
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            if !line.isEmpty, line.count + 1 + word.count > Self.width {
                lines.append(Self.text(line))
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
            if word.hasSuffix("."), word.count > 2 {
                lines.append(Self.text(line))
                line = ""
            }
        }
        if !line.isEmpty { lines.append(Self.text(line)) }
    }

    /// The most characters in a source line.
    private static let width = 78

    /// Literal lines.
    mutating func literal(_ text: some Collection<String>) {
        macro("Bd -literal -offset indent")
        lines += text.map(Self.text)
        macro("Ed")
    }

    /// Literal lines within a display that was begun.
    mutating func verbatim(_ text: some Collection<String>) { lines += text.map(Self.text) }

    /// A list of terms and their meanings.
    mutating func list<Item>(_ items: [Item], width: String, _ item: (Item) -> (term: String, text: String)) {
        macro("Bl -tag -width \(width) -compact")
        for element in items {
            let (term, text) = item(element)
            macro("It \(term)")
            sentences(text)
        }
        macro("El")
    }

    mutating func seeAlso(_ pages: [(String, Int)]) {
        section("SEE ALSO")
        for (index, page) in pages.enumerated() {
            macro("Xr \(page.0) \(page.1)\(index == pages.count - 1 ? "" : " ,")")
        }
    }

    /// Escaped text, without requests and escape sequences.
    static func text(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\e"
            case _ where !scalar.isASCII: result += "\\[u\(hexadecimal(scalar))]"
            case _: result.unicodeScalars.append(scalar)
            }
        }
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    /// Text as one argument of a macro.
    static func argument(_ text: String) -> String {
        "\"\(Self.text(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }

    /// At least four hexadecimal digits (groff_char(7)).
    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
