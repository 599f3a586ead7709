internal import WatchCore

/// connector-watch.conf(5), generated from the parser's schema.
///
/// - Throws: An error if an example lacks a key or is invalid.
func configurationPage(date: String) throws(ManualError) -> String {
    var page = Mdoc(
        "connector-watch.conf", section: 5, date: date, summary: "configuration of connector-watchd")
    page.section("SYNOPSIS")
    page.literal([
        "/etc/connector-watch/connector-watch.conf", "/etc/connector-watch/connector-watch.conf.d/*.conf",
        "/run/connector-watch/connector-watch.conf.d/*.conf",
        "/usr/lib/connector-watch/connector-watch.conf.d/*.conf",
    ])
    page.section("DESCRIPTION")
    page.paragraph(
        """
        These files configure what connector-watchd watches and how. Everything has a default: with an empty file, it \
        watches the endpoints of the public cloud and the trust files in their default places. The syntax is that of \
        systemd.syntax(7). A comment is a line of its own that begins with # or ;.
        """, isFirst: true)
    page.paragraph(
        """
        Drop-ins are read after the main file, sorted by name regardless of their directories; of files with the same name, \
        the one in /etc takes precedence, then the one in /run. A section may appear in several files, which are merged: a \
        later value replaces an earlier one, and a later list adds to an earlier one. An empty assignment restores the \
        default.
        """)
    page.paragraph(
        """
        Time spans are those of systemd.time(7), such as 90s, 1min 30s or 2d; a bare number counts seconds. The values of a \
        list are separated by spaces, and quoted if they contain any.
        """)
    page.paragraph(
        """
        Unknown sections and keys, invalid values and values out of range are errors. All errors are reported at once, with \
        file, line and column; the daemon then keeps its settings, or does not start. "connector-watch config check" shows \
        the same errors, and "connector-watch config show" every value in effect and where it comes from. The built-in \
        endpoints are sections named after their hosts: a section of the same name changes one, and Enabled=no disables it.
        """)
    for kind in SectionKind.allCases { try write(kind, into: &page) }
    page.seeAlso([
        ("connector-watch", 1), ("connector-watch-events", 7), ("systemd.syntax", 7), ("systemd.time", 7),
        ("connector-watchd", 8),
    ])
    return page.document
}

private func write(_ kind: SectionKind, into page: inout Mdoc) throws(ManualError) {
    let header =
        switch kind.naming {
        case .never: "[\(kind.rawValue)]"
        case .optional: "[\(kind.rawValue)], [\(kind.rawValue) NAME]"
        case .always: "[\(kind.rawValue) NAME]"
        }
    page.section("\(header) section")
    page.paragraph(kind.help, isFirst: true)
    page.macro("Bl -tag -width indent")
    for row in kind.rows {
        page.macro("It Ic \(row.name)=")
        page.sentences("\(row.help).")
        let values = row.isList ? "A list of \(row.allowed)." : "Takes \(row.allowed)."
        page.sentences(values)
        switch row.fallback {
        case nil: page.sentences("Required.")
        case ""?: page.sentences(row.isList ? "Default: an empty list." : "Default: empty.")
        case let fallback?: page.sentences("Default: \(fallback).")
        }
    }
    page.macro("El")
    try check(kind)
    page.paragraph("Example, with every key:")
    page.literal(kind.example.split(separator: "\n").map(String.init))
}

/// Checks that the example has every key and is valid.
private func check(_ kind: SectionKind) throws(ManualError) {
    let lines = kind.example.split(separator: "\n")
    for row in kind.rows where !lines.contains(where: { $0.hasPrefix("\(row.name)=") }) {
        throw ManualError("The example of [\(kind.rawValue)] lacks \(row.name)=.")
    }
    let fragment = ConfigurationFragment(path: "example", text: kind.example)
    if case .failure(let problems) = Configuration.read([fragment], hostName: "localhost") {
        throw ManualError(
            "The example of [\(kind.rawValue)] is invalid: \(problems.lines.joined(separator: " "))")
    }
}
