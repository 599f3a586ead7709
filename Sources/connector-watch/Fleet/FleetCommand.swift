internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch fleet`: many hosts in one table.
struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Show many hosts in one table.",
        usage: "connector-watch fleet --directory <directory>|--prometheus <url> [<options>]",
        discussion: """
            Reads the journals that systemd-journal-remote has collected, or asks a Prometheus that scrapes the hosts' \
            metrics ([Metrics] TextFile=). Each host has its state, how many alerts are active, the days that its trust \
            certificate is still valid, what has stood for longest, and the version of its daemon; the worst host is the \
            first. Below stand what only many hosts show: a trust certificate on two of them, and several versions.

            A host is silent if its journal has had nothing for \(Int(Fleet.silence.inSeconds / 3600)) hours (each daemon \
            tells once a day how things are, unless SummaryTime= is empty), or its metrics nothing new for \
            \(Int(Fleet.staleness.inSeconds)) seconds. A journal tells of a certificate only in alerts and once a day.

            Exits with 0 if all is well, 1 with warnings, 2 if something failed or a host is silent, and 3 if nothing \
            could be read.

            EXAMPLES
              connector-watch fleet --directory /var/log/journal/remote
              connector-watch fleet --prometheus http://prometheus.example.com:9090 --html fleet.html

            The JSON is one object: time, verdict, hosts (host, connector, version, state, last_seen, alerts, oldest \
            (since, event, check), days_left, certificates (check, thumbprint, not_before, not_after, renewal_from)), remarks.
            """)

    @OptionGroup var journal: JournalOptions

    @Option(
        help: ArgumentHelp(
            "Ask the Prometheus at this address, without a proxy.", valueName: "url"))
    var prometheus: String?

    @Option(
        help: ArgumentHelp(
            "Trust only these roots when asking it; a file in PEM.", valueName: "file"),
        completion: .file(extensions: ["pem", "crt"]))
    var authorities: String?

    @Option(
        help: ArgumentHelp(
            "Write a page with a picture of all certificates' lives to this file, which is replaced, or to standard "
                + "output if it is \"-\".", valueName: "file"),
        completion: .file(extensions: ["html"]))
    var html: String?

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func validate() throws {
        if journal.place == nil, prometheus == nil {
            throw ValidationError(
                "Name where to read: \"--directory \(JournalOptions.collected)\", or \"--prometheus\" and a URL."
            )
        }
        if journal.place != nil, prometheus != nil {
            throw ValidationError(
                "\"--prometheus\" cannot be combined with \"--directory\" or \"--machine\".")
        }
        if let prometheus, WebAddress(prometheus) == nil {
            throw ValidationError(
                "\"\(PlainText.escaped(prometheus))\" is no URL, as in \"http://prometheus.example.com:9090\"."
            )
        }
        if authorities != nil, prometheus == nil {
            throw ValidationError("\"--authorities\" is for \"--prometheus\".")
        }
    }

    func run() async throws {
        let fleet = try await fleet(at: HostClock.now().date)
        if let html {
            try FilePage.write(FleetPage(fleet: fleet).html.document, to: html, saying: fleet.sentence)
        } else {
            let text =
                switch format {
                case .text:
                    FleetText(
                        fleet: fleet, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured)
                    ).text
                case .json: try JSONDocument.text(FleetDocument(fleet))
                }
            _ = try Terminal.put(text, orExit: CommandFailure.status)
        }
        throw ExitCode(fleet.verdict.status)
    }

    private func fleet(at now: Date) async throws -> Fleet {
        guard let address = prometheus.flatMap({ WebAddress($0) }) else { return try Fleet(journal, at: now) }
        let path = try HostProber.standard().path
        return try await Fleet(
            PrometheusClient(path: path, address: address, authorities: authorities), at: now)
    }
}
