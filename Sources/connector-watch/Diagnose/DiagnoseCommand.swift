internal import ArgumentParser
internal import Diagnosis
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch diagnose`: what logs of the connector's host show.
struct DiagnoseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract:
            "Find causes in logs of the connector's host: of its installation, registration and running.",
        usage: "connector-watch diagnose [<options>] <file> ...",
        discussion: """
            Reads what was copied from the Windows host: logs of the installer and of Windows Installer from %TEMP%, the \
            connector's trace logs, events as XML or CSV, and pasted text. What a file is, and its encoding, is told by its \
            contents, whatever the language of Windows. Events are exported on the Windows host with \
            "wevtutil qe CHANNEL /f:RenderedXml >events.xml" or with Event Viewer. The file "-" is the standard input.

            The causes are in the order of time. Each is proven (two independent tokens in one record, or an event of the \
            connector's own log), likely, or a hint. What is found is compared with this host: thumbprints with \
            TrustSettings.xml, the connector's endpoints with a probe of them now, times with the incidents that the \
            daemon remembers. User names, addresses and secrets of the logs are masked in the output.

            Exits with 0 if nothing known was found, or hints only; 1 if a cause is likely, 2 if one is proven, and 3 if a \
            file could not be read.

            EXAMPLES
              connector-watch diagnose install.log events.xml
              unzip -p logs.zip | connector-watch diagnose -
              connector-watch diagnose --time-zone Europe/Berlin --format json MSI1f2e.LOG
              connector-watch diagnose --list

            The JSON is one object: time, verdict (nothing, hint, likely, proven, unreadable), files (path, kind, encodings, \
            bytes, records, remarks, failure), causes, remarks. Each of causes: signature, title, cause (connectivity, \
            trust-establishment, administrator, connector-host, not-the-connector), grade, evidence, count, first, last, \
            follows (the signature of an earlier cause), quotes (file, line, record, time, text), hosts, thumbprints, \
            remedy, sources, this_host (kind: trust, probe or incident; text).
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var snapshot: SnapshotOptions
    @OptionGroup var state: StateOptions

    @Argument(
        help: ArgumentHelp("The logs; \"-\" is the standard input.", valueName: "file"), completion: .file())
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "The time zone of the Windows host, for times that do not say it, such as Europe/Berlin. Default: this host's.",
            valueName: "name"))
    var timeZone: String?

    @Flag(name: .customLong("no-probe"), help: "Probe nothing: compare with what is remembered only.")
    var isWithoutProbes = false

    @Flag(help: "List the failures that are known, with their evidence, and read nothing.")
    var list = false

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func validate() throws {
        guard list || !files.isEmpty else { throw ValidationError("Missing expected argument '<file> ...'") }
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("The standard input (\"-\") can be read only once.")
        }
    }

    func run() async throws {
        let signatures = try SignaturesOnHost(beside: options.files.main).read()
        if list {
            _ = try Terminal.put(SignatureList(signatures: signatures, width: Terminal.width).text)
            return
        }
        var diagnosis = Diagnosis(signatures, zone: try zone())
        for file in files {
            Terminal.progress("reading \(PlainText.escaped(file))")
            diagnosis.read(file == "-" ? nil : file)
        }
        Terminal.progress("")
        var report = DiagnosisReport(diagnosis, at: HostClock.now().date)
        if !report.causes.isEmpty {
            let host = HostComparison(
                options: options, memory: state.directory, snapshot: snapshot.current,
                isWithoutProbes: isWithoutProbes)
            await host.complete(&report)
        }
        let text =
            switch format {
            case .text:
                DiagnosisText(
                    report: report, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured)
                ).text
            case .json: try JSONDocument.text(DiagnosisDocument(report))
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
        throw ExitCode(report.verdict.status)
    }

    private func zone() throws -> TimeZoneRules {
        guard let timeZone else { return TimeZones().local() }
        guard let rules = TimeZones().rules(ofZone: timeZone) else {
            throw ValidationError(
                "Unknown time zone \"\(PlainText.escaped(timeZone))\"; \"timedatectl list-timezones\" lists them."
            )
        }
        return rules
    }
}
