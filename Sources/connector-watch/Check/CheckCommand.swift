internal import ArgumentParser
internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

/// `connector-watch check`: one probe everything, and a report.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look once at everything, and report what is fine and what is not.",
        discussion: """
            All checks look side by side, so that the report is there within the longest Timeout= and a second. \
            Exits 0 when all is fine, 1 with warnings, 2 when something fails, and 3 when it could not look.

            In JSON, one object with these keys; they are never left out: what is not known is null.

            The report: time (RFC 3339, UTC), connector, host, verdict (ok, warning, critical), duration_ms, left_out \
            (checks that need a tenant's id nothing told), checks.

            Each of checks: check, group (connectivity, login, tls, trust, host), target, verdict, timeout_ms, \
            answered, ways, findings, trust (thumbprint, in_user_store, stores, certificates_seen, file, \
            in_named_store, private_key with state, file and mode, copies, orphans with thumbprint, file and \
            not_after, not_before, not_after, days_left, issuer, tenant, connector_id, key, signature_algorithm, problems with \
            path and text), host (clock with source and ahead_s; openssl with allows_tls12, allows_sha512, detail).

            Each of ways: via (direct, proxy), proxy, verdict, phase_ms (by phase), addresses (address, ms, failure), \
            tunnel (status_line, demand), tls (version, cipher, signature, subject, issuer, not_after, chain, root \
            with subject and public, problems with text and depth), http (url, status, location), stop (phase, \
            reason), attempts (offer, and again phase_ms, addresses, tunnel, tls, http, stop).

            Each of findings: event, title, priority, via, phase, reason, message, details (by journal field).

            As nagios, the one line of a monitoring plugin, with the seconds that each check took and the days that \
            each certificate is still valid as performance data.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "Only the check of this name, as \"port login:443\", or all that begin with it, as \"port login\" or "
                + "\"port\"; may be repeated.", valueName: "name"),
        completion: .custom { @Sendable _, _, _ in CheckNames.known })
    var only: [String] = []

    @Option(help: "How the report is written.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case nagios
    }

    func run() async throws {
        do {
            let report = try await report()
            // Nobody may read it; the status tells all the same.
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
        let strays = selection.strays(among: settings.names)
        guard strays.isEmpty else { throw CommandFailure(strays) }
        return try await Report(probing: settings, only: selection).orNothing()
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
