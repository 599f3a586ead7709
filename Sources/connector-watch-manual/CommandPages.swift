internal import WatchCore

/// connector-watch(1), from what the program says of itself.
func commandPage(_ dump: HelpDump, date: String) -> String {
    var page = Mdoc(
        "connector-watch", section: 1, date: date,
        summary: "see what a cloud application proxy connector needs")
    page.section("SYNOPSIS")
    for command in dump.command.shownSubcommands {
        page.macro("Nm")
        page.macro("Cm \(command.commandName)")
        page.macro("Op Ar argument ...")
    }
    page.section("DESCRIPTION")
    page.paragraph(
        """
        The command line beside the daemon connector-watchd. It looks once, shows what the daemon knows and has announced, \
        and checks the configuration. Every command may be run by any user, as far as that user may read the files.
        """, isFirst: true)
    page.paragraph(
        """
        Colours are used on a terminal only, and not where NO_COLOR is set. JSON has documented keys, of which none is ever \
        left out or renamed. Times are RFC 3339 in UTC.
        """)
    page.section("COMMANDS")
    for command in dump.command.shownSubcommands { write(command, named: command.commandName, into: &page) }
    page.section("ENVIRONMENT")
    page.list(
        [
            ("NO_COLOR", "If set and not empty, nothing is coloured."),
            (
                "CREDENTIALS_DIRECTORY",
                "Where systemd shows this process its credentials, for StorePassword= and Credential=."
            ),
        ], width: "CREDENTIALS_DIRECTORY"
    ) { ("Ev \($0.0)", $0.1) }
    files(&page)
    page.section("EXIT STATUS")
    page.list(
        [
            ("0", "Fine."), ("1", "There are warnings, or the configuration has errors."),
            ("2", "Something is wrong."), ("3", "It could not look or read."),
            ("64", "The command line cannot be understood."),
        ], width: "64"
    ) { ("\($0.0)", $0.1) }
    page.seeAlso([
        ("journalctl", 1), ("connector-watch.conf", 5), ("connector-watch-events", 7),
        ("connector-watchd", 8),
    ])
    return page.document
}

private func write(_ command: HelpDump.Command, named name: String, into page: inout Mdoc) {
    let subcommands = command.shownSubcommands
    guard subcommands.isEmpty else {
        for subcommand in subcommands {
            write(subcommand, named: "\(name) \(subcommand.commandName)", into: &page)
        }
        return
    }
    page.subsection(name)
    page.macro("Nm")
    page.macro("Cm \(name)")
    for argument in command.shownArguments { page.macro(argument.synopsis) }
    page.paragraph(command.abstract ?? "")
    discuss(command.discussion ?? "", &page)
    guard !command.shownArguments.isEmpty else { return }
    page.macro("Pp")
    page.list(command.shownArguments, width: "Fl") { ($0.term, $0.text) }
}

/// Paragraphs, and examples as they stand: those are indented.
private func discuss(_ discussion: String, _ page: inout Mdoc) {
    for paragraph in discussion.split(separator: "\n\n") {
        let lines = paragraph.split(separator: "\n").map(String.init)
        let examples = lines.filter { $0.hasPrefix("  ") }
        let text = lines.filter { !$0.hasPrefix("  ") }.joined(separator: " ")
        if !text.isEmpty { page.paragraph(text == "EXAMPLES" ? "Examples:" : text) }
        if !examples.isEmpty { page.literal(examples.map { String($0.dropFirst(2)) }) }
    }
}

/// connector-watchd(8).
func daemonPage(_ dump: HelpDump, date: String) -> String {
    var page = Mdoc(
        "connector-watchd", section: 8, date: date,
        summary: "watch everything an application proxy connector needs")
    page.section("SYNOPSIS")
    page.macro("Nm")
    for argument in dump.command.shownArguments { page.macro(argument.synopsis) }
    page.section("DESCRIPTION")
    page.paragraph(
        """
        A daemon that watches what the on-premises agent of a cloud application proxy needs: the outbound ports, the login \
        endpoint, TLS 1.2 and SHA-512 signatures through every firewall and proxy on the way, TrustSettings.xml and the \
        certificate it names, and that certificate's renewal and expiry. What breaks is said in the journal, with what to do.
        """, isFirst: true)
    page.paragraph(
        """
        It runs as the service connector-watch of systemd, as a user of its own and without any capability. It listens \
        nowhere, and it never uses the connector's private key.
        """)
    page.paragraph(
        """
        Started by hand it runs in the foreground and writes its alerts to standard error as well; without STATE_DIRECTORY \
        nothing survives a restart.
        """)
    page.list(dump.command.shownArguments, width: "Fl") { ($0.term, $0.text) }
    page.section("SIGNALS")
    page.list(
        [
            ("SIGHUP", "Reads the configuration again at once; systemctl reload waits until that is done."),
            ("SIGTERM", "Stops looking, tells what is still to be told, saves, and ends."),
            ("SIGINT", "The same."),
        ], width: "SIGTERM"
    ) { ("Dv \($0.0)", $0.1) }
    page.section("ENVIRONMENT")
    page.list(
        [
            (
                "STATE_DIRECTORY",
                "Where state.json is kept: standing alerts, counters, and the history of the certificates."
            ),
            ("RUNTIME_DIRECTORY", "Where status.json is written, which connector-watch status shows."),
            ("CREDENTIALS_DIRECTORY", "Where the credentials lie that StorePassword= and Credential= name."),
            ("NOTIFY_SOCKET", "The service manager's socket, see sd_notify(3)."),
        ], width: "CREDENTIALS_DIRECTORY"
    ) { ("Ev \($0.0)", $0.1) }
    files(&page)
    page.section("EXIT STATUS")
    page.list(
        [
            ("0", "It was asked to stop."), ("64", "The command line cannot be understood."),
            ("78", "The configuration has errors; event 1093 tells them all."),
        ], width: "78"
    ) { ("\($0.0)", $0.1) }
    page.seeAlso([
        ("connector-watch", 1), ("journalctl", 1), ("systemctl", 1), ("connector-watch.conf", 5),
        ("connector-watch-events", 7),
    ])
    return page.document
}

private func files(_ page: inout Mdoc) {
    page.section("FILES")
    page.list(
        [
            (
                "/etc/connector-watch/connector-watch.conf",
                "The configuration, with drop-ins in connector-watch.conf.d."
            ),
            ("/var/lib/connector-watch/state.json", "What must survive a restart; for the daemon alone."),
            ("/run/connector-watch/status.json", "What the running daemon knows; for everybody."),
        ], width: "indent"
    ) { ("Pa \($0.0)", $0.1) }
}
