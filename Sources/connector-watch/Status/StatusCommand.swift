internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch status`: what the running daemon knows.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the running daemon knows.",
        discussion: """
            Reads the snapshot, which the daemon rewrites within a second of a change, and at least once a minute. Every \
            user can read it. Exits with 0 if no alert is active, 1 with warnings, 2 with errors, and 3 if the daemon \
            does not run or hangs, which shows two minutes later at most.

            EXAMPLES
              connector-watch status
              connector-watch status --format json | jq '.snapshot.alerts[].title'

            The JSON is one object: running, age_s, and snapshot, which is the file itself. Its keys, none of which is \
            ever left out (what is not known is null): format, program, time, started, next_within_s (the latest age at \
            which the next snapshot is due), connector, tenant, journal_namespace (LogNamespace= of the service), verdict (ok, warning, critical), alerts, silences (those in force: by, the name of its section, until and reason), trusts, checks, counters, clock_offset_s (how far this host's clock is ahead), cloud.

            Each of alerts: event, title, priority (of syslog), check, target, via, phase, reason, incident, raised, \
            message, remedy, silenced (by, until and reason of the silence that holds it back), flapping (since, failures, \
            and passing: whether it would have recovered if its check did not flap). A silence changes neither verdict nor \
            exit status.

            Each of checks: check, group, target, state (pending; ok; failing: not yet an alert, or suppressed by the \
            alert of its cause; warning; critical), last_look (the time of the last probe), direct_ms and proxy_ms (the \
            duration of a complete probe on that route), and trend: the last \(Trend.limit) hours, for the first \
            \(Trend.checkLimit) checks (null for others), with hour (when the last one began) and the columns looks \
            (probes), passed (probes without a finding of warning or worse) and ms (the mean of complete probes), the \
            oldest hour first. routes are those of the last probe of the same checks: via, passed, resolve_ms, connect_ms, \
            tunnel_ms, handshake_ms, exchange_ms, tls_version, tls_cipher, tls_group, tls_signature, server_not_after, and \
            failures (event, priority, phase, reason).

            counters are those since the daemon started: probes_passed, probes_failed, the notifications raised, escalated, \
            reminder, recovered, info and dropped, and those waiting for the journal now.

            cloud is what the cloud says of the connector, or null if it was not asked: asked, told (when it told what \
            follows), listed, connectors (of the tenant), status (active, inactive), connector_id, machine_name, external_ip, \
            group, group_active, group_members, version, version_standing (newest; download-newer: a newer one can be \
            downloaded; automatic-newer: it should have upgraded by itself).

            Each of trusts: check, settings_file, thumbprint, in_user_store, since, change, last_renewal, not_before, \
            not_after, issuer, tenant, connector_id, key, phase (future, settled, due, overdue, expired), renewal_from, \
            overdue_from, history (thumbprint, in_user_store, since, change, not_before, not_after).
            """)

    @OptionGroup var source: SnapshotOptions

    @Option(help: "The output format.")
    var format = TrustCommand.Format.text

    func run() throws {
        let status = try DaemonStatus(path: source.path, at: HostClock.now().date)
        let text =
            switch format {
            case .text:
                StatusText(
                    status: status, width: Terminal.width,
                    painter: Painter(isColoured: Terminal.isColoured)
                ).text
            case .json: try status.document()
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
        if let failure = status.failure { throw CommandFailure([failure]) }
        throw ExitCode(status.snapshot.verdict.status)
    }
}

/// The snapshot of a daemon, and how old it is.
struct DaemonStatus {
    var snapshot: Snapshot
    var date: Date

    private static let advice = "See systemctl status connector-watch."

    /// Reads a snapshot.
    ///
    /// - Throws: A sentence that says why there is none.
    init(path: String, at date: Date) throws(CommandFailure) {
        let bytes: [UInt8]?
        do {
            bytes = try SnapshotFile.load(path)
        } catch {
            throw CommandFailure([error.description])
        }
        guard let bytes else {
            throw CommandFailure(["The daemon is not running: \"\(path)\" does not exist. \(Self.advice)"])
        }
        guard let snapshot = try? Snapshot(decoding: bytes) else {
            throw CommandFailure([
                "\"\(path)\" is not a snapshot of connector-watchd (\(bytes.count) bytes). \(Self.advice)"
            ])
        }
        guard snapshot.format == Snapshot.currentFormat else {
            throw CommandFailure([
                """
                "\(path)" has the format \(snapshot.format), but this program reads the format \
                \(Snapshot.currentFormat); restart the service after an upgrade.
                """
            ])
        }
        self.snapshot = snapshot
        self.date = date
    }

    /// The time since it was written.
    var age: Duration { .seconds(max(0, date.timeIntervalSince(snapshot.time))) }

    /// A sentence that says why the snapshot is outdated, or `nil` if the daemon runs.
    var failure: String? {
        guard snapshot.isStale(at: date) else { return nil }
        return """
            The daemon is not running, or it hangs: its snapshot is \(age.text) old, but a new one is due every \
            \(Duration.seconds(snapshot.nextWithinS).text). \(Self.advice)
            """
    }

    func document() throws -> String {
        try JSONDocument.text(
            Document(running: failure == nil, ageS: age.components.seconds, snapshot: snapshot))
    }

    private struct Document: Encodable {
        var running: Bool
        var ageS: Int64
        var snapshot: Snapshot
    }
}
