internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch trust`: everything about the trust certificate.
struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show the trust certificate: its place, its life, and what is wrong.",
        usage: "connector-watch trust [<options>] [<name> ...]",
        discussion: """
            Shows what TrustSettings.xml says, where the certificate was found and where not, its contents, when to \
            expect its renewal, and which certificates there were before, according to the daemon. Exits like "check": \
            with 0 if all is well, 1 with warnings, 2 if something is wrong, and 3 if the checks could not be run.

            EXAMPLES
              connector-watch trust
              connector-watch trust --format json | jq '.agents[].trust.not_after'

            The JSON is one object: time, connector, host, verdict, agents. Each of agents: check, settings_file, \
            verdict, findings and trust as in "check", life (phase, renewal_from, overdue_from, warning_from, \
            error_from, critical_from; null if no certificate was found), since, change, last_renewal and history \
            (thumbprint, in_user_store, since, change, not_before, not_after; null if no daemon knows them), and \
            register (the cmdlets that register the connector again).
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var snapshot: SnapshotOptions
    @OptionGroup var state: StateOptions

    @Argument(
        help: ArgumentHelp(
            "Only these agents: \"b\" for the section [Trust b]. Default: all.",
            valueName: "name"))
    var names: [String] = []

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func run() async throws {
        let probe = try await TrustProbe(options, names)
        let memory = TrustMemory(
            snapshot.current, savedIn: state.directory, probe.settings)
        var report = TrustReport(probe, memory)
        report.silences = options.silences(probe.settings).active(at: probe.time)
        let text =
            switch format {
            case .text:
                TrustText(
                    report: report, width: Terminal.width,
                    painter: Painter(isColoured: Terminal.isColoured),
                    accessHint: AccessHint.sentence(about: report.agents.map(\.report))
                ).text
            case .json: try JSONDocument.text(TrustReportDocument(report))
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
        throw ExitCode(report.verdict.status)
    }
}

/// One probe of the agents that the user picked, and its findings.
struct TrustProbe {
    /// The settings of these agents only.
    let settings: Settings
    let time: Date
    let parts: [(section: TrustSection, report: CheckReport)]

    /// Reads the configuration and probes.
    ///
    /// - Parameters:
    ///   - options: name the configuration.
    ///   - names: the instance names of the sections; empty for all.
    /// - Throws: A failure if the configuration is invalid, a name is unknown, or there is nothing to probe.
    init(_ options: ConfigurationOptions, _ names: [String]) async throws {
        var settings = try options.settings()
        let known = settings.trusts.map { $0.name ?? "" }
        let unknown = names.filter { !known.contains($0) }
        guard unknown.isEmpty else {
            let agents = settings.trusts.map { $0.name.map { "[Trust \($0)]" } ?? "[Trust]" }
            throw CommandFailure(
                unknown.map {
                    "Unknown section [Trust \(PlainText.escaped($0))]; the sections are \(agents.joined(separator: ", "))."
                })
        }
        if !names.isEmpty { settings.trusts.removeAll { !names.contains($0.name ?? "") } }
        (settings.ports, settings.logins, settings.tls, settings.hostPace) = ([], [], [], nil)
        guard !settings.trusts.isEmpty else {
            throw CommandFailure([
                "No checks were run: the configuration watches no trust certificate ([Trust] has Enabled=no)."
            ])
        }
        self.settings = settings
        let time = HostClock.now().date
        self.time = time
        let seen = try await ProbeRun.standard().observe(settings)
        parts = zip(settings.trusts, seen.parts).map { section, part in
            let findings = judge(part.observation, of: part.check, at: time).findings
            return (
                section, CheckReport(check: part.check, observation: part.observation, findings: findings)
            )
        }
    }
}
