internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch status`: what the running daemon knows.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show what the running daemon knows, without looking.",
        discussion: """
            Reads the snapshot that the daemon rewrites within a second of a change, and once a minute at least. Exits 0 \
            when no alert stands, 1 with warnings, 2 with errors, and 3 when the daemon does not run or hangs. Every \
            user may read it.

            EXAMPLES
              connector-watch status
              connector-watch status --format json | jq '.snapshot.alerts[] | {event, check, raised}'

            In JSON, one object: running, age_s, and snapshot, which is the file itself. Its keys, of which none is ever \
            left out (what is not known is null): format, program, time, started, next_within_s (when the next one is \
            due at the latest), connector, tenant, verdict (ok, warning, critical), alerts, trusts, checks.

            Each of alerts: event, title, priority (syslog's number), check, target, via, phase, reason, incident, raised, \
            message. Each of checks: check, group, target, state (pending, ok, failing: not yet an alert, or told by that \
            of its cause; warning, critical), last_look, direct_ms and proxy_ms (a whole look on that way), and trend: the last \
            \(Trend.limit) hours, for the first \(Trend.checkLimit) checks (else null), with hour (when the last of them began) and the \
            columns looks, passed (without a finding of warning or worse) and ms (the mean of whole looks), the oldest \
            hour first.

            Each of trusts: check, settings_file, thumbprint, in_user_store, since, change, last_renewal, not_before, \
            not_after, issuer, tenant, connector_id, key, phase (future, settled, due, overdue, expired), renewal_from, \
            overdue_from, history (thumbprint, in_user_store, since, change, not_before, not_after).
            """)

    @OptionGroup var source: SnapshotOptions

    @Option(help: "How it is written.")
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

    /// Reads it; throws a sentence where there is none.
    init(path: String, at date: Date) throws(CommandFailure) {
        let bytes: [UInt8]?
        do {
            bytes = try SnapshotFile.load(path)
        } catch {
            throw CommandFailure([error.description])
        }
        guard let bytes else {
            throw CommandFailure(["The daemon does not run: there is no \"\(path)\". \(Self.advice)"])
        }
        guard let snapshot = try? Snapshot(decoding: bytes) else {
            throw CommandFailure([
                "\"\(path)\" is no snapshot of connector-watchd (\(bytes.count) bytes). \(Self.advice)"
            ])
        }
        guard snapshot.format == Snapshot.currentFormat else {
            throw CommandFailure([
                """
                "\(path)" has the format \(snapshot.format), this program reads \(Snapshot.currentFormat): restart the \
                service after an upgrade.
                """
            ])
        }
        self.snapshot = snapshot
        self.date = date
    }

    /// Since it was written.
    var age: Duration { .seconds(max(0, date.timeIntervalSince(snapshot.time))) }

    /// Why it says nothing about now; `nil`: the daemon runs.
    var failure: String? {
        guard snapshot.isStale(at: date) else { return nil }
        return """
            The daemon does not run, or hangs: its snapshot is \(age.text) old, and a new one comes within \
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
