internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch check`: runs every check once, and reports.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Run every check once, and report.",
        usage: "connector-watch check [--only <name> ...] [<options>]",
        discussion: """
            All checks run at the same time, at most \(ProbeLimits.places) of them, and each ends within its Timeout= (a minute for \
            cloud) and 2 s. Those that need the tenant's id begin once the trust files have told it, and a server whose chain \
            leads to no root is looked at twice. \
            Exits with 0 if all is well, 1 with warnings, 2 if something failed, and 3 if the checks could not be run.

            The JSON is one object with the keys below. No key is ever left out: what is not known is null.

            The report: time (RFC 3339, UTC), connector, host, verdict (ok, warning, critical), duration_ms, left_out \
            (checks that need the tenant's id while it is not known), causes, checks.

            Each of causes, which are what several checks fail for alike: cause (resolver, proxy, network), target, checks \
            (the names of those that fail for it), finding.

            Each of checks: check, group (connectivity, login, tls, trust, cloud, host), target, verdict, timeout_ms, \
            answered, cause (of causes), flapping (by what the running daemon says: via, since, failures), ways, findings, trust (thumbprint, in_user_store, stores, certificates_seen, file, \
            in_named_store, private_key with state, file and mode, windows with friendly_name, key_provider and archived, copies, orphans with thumbprint, file and \
            not_after, not_before, not_after, days_left, issuer, tenant, connector_id, key, signature_algorithm, problems with \
            path and text), cloud (as in the JSON of status), host (clock with source and ahead_s; openssl with allows_tls12, allows_sha512, detail).

            Each of ways: via (direct, proxy), proxy, verdict, cause, phase_ms (by phase), addresses (address, ms, failure), \
            tunnel (status_line, demand), tls (version, cipher, signature, subject, issuer, not_after, chain, root \
            with subject and public, problems with text and depth, revocation with kind, url, depth, via_proxy, asked, \
            failure, next_update and status), http (url, status, location), stop (phase, \
            reason), attempts (offer, and again phase_ms, addresses, tunnel, tls, http, stop).

            Each of findings, and the finding of a cause: event, title, priority, via, phase, reason, message, remedy, details (by journal field), \
            silenced (by, until and reason of the silence that holds back its alert). A silence changes neither verdict nor exit status.

            The format nagios is the one line of a monitoring plugin; its performance data are the seconds that each \
            check took, and the days left for each certificate.
            """)

    @OptionGroup var options: ConfigurationOptions
    @OptionGroup var source: SnapshotOptions

    @Option(
        help: ArgumentHelp(
            "Run only the check of this name, such as \"port login:443\", or all that begin with it, such as "
                + "\"port login\" or \"port\"; may be repeated.", valueName: "name"),
        completion: .custom { @Sendable _, _, _ in CheckNames.known })
    var only: [String] = []

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case nagios
    }

    func run() async throws {
        do {
            let report = try await report()
            // The status counts even if nobody reads the report.
            _ = try Terminal.put(try text(of: report), orExit: CommandFailure.status)
            throw ExitCode(report.verdict.status)
        } catch let refusal as CommandFailure {
            if format == .nagios { _ = try Terminal.put(ReportPlugin.unknown(refusal.summary)) }
            throw refusal
        }
    }

    private func report() async throws -> Report {
        let settings = try options.settings()
        let selection = CheckSelection(only)
        let unmatched = selection.unmatched(among: settings.names)
        guard unmatched.isEmpty else { throw CommandFailure(unmatched) }
        return try await Report(probing: settings, only: selection).orNothing().silenced(
            by: options, settings
        ).flapping(by: source.current)
    }

    private func text(of report: Report) throws -> String {
        switch format {
        case .text:
            ReportText(
                report: report, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured),
                accessHint: AccessHint.sentence(about: report.checks)
            ).text
        case .json: try JSONDocument.text(ReportDocument(report))
        case .nagios: ReportPlugin(report: report).text
        }
    }
}

/// The names of this host's checks, for completion in a shell.
enum CheckNames {
    /// Empty if the configuration is invalid: a completion never complains.
    static var known: [String] {
        guard case .success(let configuration) = ConfigurationFiles(main: nil).read().configuration() else {
            return []
        }
        return configuration.settings.names.map(\.text)
    }
}
