internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch trust`: everything about the trust certificate.
struct TrustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Show the trust certificate: where it is, its life, and what is wrong.",
        discussion: """
            Says what TrustSettings.xml names, where the certificate was found and where not, what it says, when its \
            renewal is to be expected, and, from the running daemon or what the last one saved, which certificates stood \
            there before. Exits as "check" does: 0 fine, 1 with warnings, 2 when something is wrong, 3 when it could not look.

            EXAMPLES
              connector-watch trust
              connector-watch trust --format json | jq '.agents[] | {check, not_after: .trust.not_after}'

            In JSON, one object: time, connector, host, verdict, agents. Each of agents: check, settings_file, verdict, \
            findings and trust as "check" has them, life (phase, renewal_from, overdue_from, warning_from, error_from, \
            critical_from; null while no certificate is found), since, change, last_renewal and history (thumbprint, \
            in_user_store, since, change, not_before, not_after), which are null where no daemon told them, and \
            register (the cmdlets that register the connector again).
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var snapshot: SnapshotOptions
    @OptionGroup var state: StateOptions

    @Argument(
        help: ArgumentHelp(
            "Only the agents of these names: \"b\" for the section [Trust b]. Default: all.",
            valueName: "name"))
    var names: [String] = []

    @Option(help: "How it is written.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func run() async throws {
        let probe = try await TrustProbe(options, names)
        let memory = TrustMemory(
            snapshot.current, savedIn: state.directory, probe.settings)
        let report = TrustReport(probe, memory)
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

/// One probe the agents that a person picked, and what that means.
struct TrustProbe {
    /// Of the agents only.
    let settings: Settings
    let time: Date
    let parts: [(section: TrustSection, report: CheckReport)]

    /// `names`: those of the sections; empty: all.
    init(_ options: ConfigurationOptions, _ names: [String]) async throws {
        var settings = try options.settings()
        let known = settings.trusts.map { $0.name ?? "" }
        let strays = names.filter { !known.contains($0) }
        guard strays.isEmpty else {
            let agents = settings.trusts.map { $0.name.map { "[Trust \($0)]" } ?? "[Trust]" }
            throw CommandFailure(
                strays.map {
                    "There is no section [Trust \(PlainText.escaped($0))]; there are \(agents.joined(separator: ", "))."
                })
        }
        if !names.isEmpty { settings.trusts.removeAll { !names.contains($0.name ?? "") } }
        (settings.ports, settings.logins, settings.tls, settings.hostPace) = ([], [], [], nil)
        guard !settings.trusts.isEmpty else {
            throw CommandFailure(["The configuration watches no trust certificate ([Trust] has Enabled=no)."])
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
