internal import WatchCore

/// connector-watch(1), generated from the program's own help.
func commandPage(_ dump: HelpDump, date: String) -> String {
    var page = Mdoc(
        "connector-watch", section: 1, date: date,
        summary: "check what a cloud application proxy connector needs")
    page.section("SYNOPSIS")
    for command in dump.command.shownSubcommands {
        page.macro("Nm")
        page.macro("Cm \(command.commandName)")
        page.macro("Op Ar argument ...")
    }
    page.section("DESCRIPTION")
    page.paragraph(
        """
        The command line of connector-watch. It runs every check once, shows what the daemon connector-watchd knows and \
        has reported, and checks the configuration. Every user can run every command, within the user's file permissions.
        """, isFirst: true)
    page.paragraph(
        """
        Colours are used only on a terminal, and only if NO_COLOR is not set. The keys of JSON are documented, and none is \
        ever left out or renamed. Times are RFC 3339 in UTC.
        """)
    page.section("COMMANDS")
    for command in dump.command.shownSubcommands { write(command, named: command.commandName, into: &page) }
    page.section("ENVIRONMENT")
    page.list(
        [
            ("NO_COLOR", "If set and not empty, no colours are used."),
            (
                "CREDENTIALS_DIRECTORY",
                "The directory of this process's systemd credentials, for StorePassword= and Credential=."
            ),
        ], width: "CREDENTIALS_DIRECTORY"
    ) { ("Ev \($0.0)", $0.1) }
    files(&page)
    page.section("EXIT STATUS")
    page.list(
        [
            ("0", "Success; all is well."), ("1", "There are warnings, or the configuration has errors."),
            ("2", "A check failed."), ("3", "The checks could not be run, or something could not be read."),
            ("64", "The command line is invalid."),
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

/// Writes paragraphs, and indented examples as literal text.
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
        A daemon that watches everything the on-premises agent of a cloud application proxy needs: the outbound ports, the \
        login endpoint, TLS 1.2 and SHA-512 signatures through every firewall and proxy, TrustSettings.xml and the \
        certificate that it names, and that certificate's renewal and expiry. What breaks is reported in the journal, \
        with what to do.
        """, isFirst: true)
    page.paragraph(
        """
        It runs as the systemd service connector-watch, under its own user and without any capability. It has no listening \
        socket, and it never uses the connector's private key.
        """)
    page.paragraph(
        """
        Started by hand, it runs in the foreground and also writes its alerts to standard error: on a terminal with time, \
        priority and wrapped lines, otherwise as lines with the <N> prefixes of sd-daemon(3). Without STATE_DIRECTORY, \
        nothing survives a restart.
        """)
    page.list(dump.command.shownArguments, width: "Fl") { ($0.term, $0.text) }
    page.section("SIGNALS")
    page.list(
        [
            (
                "SIGHUP",
                "Reloads the configuration and the file of silences; systemctl reload waits until that is done."
            ),
            ("SIGTERM", "Stops the checks, sends pending alerts, saves the state, and exits."),
            ("SIGINT", "The same."),
        ], width: "SIGTERM"
    ) { ("Dv \($0.0)", $0.1) }
    page.section("ENVIRONMENT")
    page.list(
        [
            (
                "STATE_DIRECTORY",
                "The directory of memory.db: alerts, counters, trends, the history of the certificates."
            ),
            ("RUNTIME_DIRECTORY", "The directory of status.json, which connector-watch status shows."),
            (
                "CREDENTIALS_DIRECTORY",
                "The directory of the credentials that StorePassword= and Credential= name."
            ),
            (
                "CONNECTOR_WATCH_BOOT",
                "The id of this start of the host, where the sandbox hides the kernel's; the shipped unit sets it."
            ),
            (
                "LOG_NAMESPACE",
                "The journal namespace of the service (LogNamespace=), which status.json names for the commands."
            ),
            ("NO_COLOR", "If set and not empty, no colours are used on a terminal."),
            ("NOTIFY_SOCKET", "The service manager's socket; see sd_notify(3)."),
        ], width: "CREDENTIALS_DIRECTORY"
    ) { ("Ev \($0.0)", $0.1) }
    page.section("LIMITS")
    page.paragraph(
        """
        Of the descriptors (LimitNOFILE=, RLIMIT_NOFILE) it keeps 64 for itself, and probes as many targets at a time as it has \
        times 16 of the others, at most 1000. Where a probe lacks one, nothing is said about its target: one event 1099 of the \
        check descriptors says that there are none left. Below 32 it does not start.
        """, isFirst: true)
    files(&page)
    page.section("EXIT STATUS")
    page.list(
        [
            ("0", "The daemon was asked to stop."), ("64", "The command line is invalid."),
            ("78", "The configuration has errors, which event 1093 lists; or there are too few descriptors."),
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
            (
                "/etc/connector-watch/silences.conf",
                "Silences for once, as connector-watch silence writes them."
            ),
            (
                "/etc/connector-watch/signatures.d/*.conf",
                "Failures that connector-watch diagnose knows beside its own."
            ),
            (
                "/var/lib/connector-watch/memory.db",
                "What must survive a restart; only the daemon can read it."
            ),
            ("/run/connector-watch/status.json", "What the running daemon knows; every user can read it."),
            (
                "*.prom",
                "The same as metrics for Prometheus, where TextFile= in [Metrics] says; see docs/metrics.md."
            ),
            (
                "connector-watch-access.path, connector-watch-access.service",
                "Units that repeat the grant of read access after each change of a store; not enabled by default."
            ),
        ], width: "indent"
    ) { ("Pa \($0.0)", $0.1) }
}
