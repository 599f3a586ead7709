internal import WatchCore

/// connector-watch.conf(5), from the schema that the parser goes by; throws where an example lacks a key or is wrong.
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
        What connector-watchd watches and how. Every key has a default: an empty file watches the endpoints of the public \
        cloud and the trust files in their default places. The syntax is that of systemd.syntax(7). Comments stand on lines \
        of their own and begin with # or ;.
        """, isFirst: true)
    page.paragraph(
        """
        Drop-ins are read after the main file, sorted by their names whatever their directories; of two with the same name \
        the one in /etc counts, then the one in /run. The same section may stand in several files, and its keys add up: the \
        later value replaces the earlier. Lists add up as well; an empty assignment goes back to the default.
        """)
    page.paragraph(
        """
        Time spans are those of systemd.time(7), as in 90s, 1min 30s or 2d; a bare number counts seconds. Words of a list are \
        separated by spaces and quoted where they hold some.
        """)
    page.paragraph(
        """
        Unknown sections and keys, bad values and values out of range are errors, which are told all at once with file, line \
        and column; the daemon then keeps the settings it has, or does not start. "connector-watch config check" tells the \
        same, "connector-watch config show" every value in force and where it comes from. The built-in endpoints are sections \
        named after their hosts: a section of the same name changes one, and Enabled=no switches it off.
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
        let values = row.isList ? "A list of values, each \(row.allowed)." : "Takes \(row.allowed)."
        page.sentences(values)
        switch row.fallback {
        case nil: page.sentences("It must be given.")
        case ""?: page.sentences(row.isList ? "Default: an empty list." : "Default: empty.")
        case let fallback?: page.sentences("Default: \(fallback).")
        }
    }
    page.macro("El")
    try check(kind)
    page.paragraph("Example, with every key:")
    page.literal(kind.example.split(separator: "\n").map(String.init))
}

/// Fails where the example lacks a key or would be refused.
private func check(_ kind: SectionKind) throws(ManualError) {
    let lines = kind.example.split(separator: "\n")
    for row in kind.rows where !lines.contains(where: { $0.hasPrefix("\(row.name)=") }) {
        throw ManualError("The example of [\(kind.rawValue)] lacks \(row.name)=.")
    }
    let fragment = ConfigurationFragment(path: "example", text: kind.example)
    if case .failure(let problems) = Configuration.read([fragment], hostName: "localhost") {
        throw ManualError(
            "The example of [\(kind.rawValue)] is wrong: \(problems.lines.joined(separator: " "))")
    }
}
