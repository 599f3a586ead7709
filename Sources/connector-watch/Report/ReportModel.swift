internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// Everything that the page shows.
struct ReportModel {
    var settings: Settings
    var host: String
    /// Its addresses towards what was probed.
    var sources: [String]
    var time: Date
    /// How far back incidents and plots go.
    var since: Date
    /// The results of the checks, or `nil` if they were not run.
    var probe: Report?
    /// What the daemon knows, or knew when it last wrote.
    var snapshot: Snapshot?
    /// A sentence that says why the snapshot is missing or outdated, or `nil` if it is current.
    var snapshotFailure: String?
    var incidents: [IncidentRecord]
    /// The number of further incidents in the journal.
    var incidentsOmitted = 0
    /// What the daemon remembers for long, or `nil` if that is another host's.
    var remembered: RememberedPart?
    /// Why incidents are missing, or `nil` if they are complete.
    var journalFailure: String?
    /// One for each agent.
    var agents: [TrustReport.Agent]
    /// A sentence about the source of the certificates' history, or `nil` if it is the running daemon.
    var memoryOrigin: String?
    /// Advice for a user who cannot read all files, or `nil` if there is none.
    var accessHint: String?
    /// In the order of the settings.
    var rows: [Row]

    /// A check, its status and its history.
    struct Row {
        var check: CheckName
        var group: ReportGroup
        var target: String
        var mark: Status
        var trend: SnapshotTrend?
        /// As far as they are remembered, oldest first.
        var days: [TrendPeriod] = []
        var incidents: [IncidentRecord]
        /// How long the last complete probe took, in milliseconds.
        var latencyMs: Double?
    }

    /// The status of a check or a part of it.
    enum Status: String, CaseIterable {
        case ok
        case warning
        case critical
        /// It fails, but there is no alert yet.
        case failing
        case unknown
    }

    var connector: String { settings.connector.name }

    /// What must be open, made anew each time.
    var request: FirewallRequest {
        FirewallRequest(of: settings, report: probe, host: host, sources: sources, time: time)
    }

    /// The running daemon's active alerts, or `nil` if no daemon runs.
    var activeAlerts: [SnapshotAlert]? { snapshotFailure == nil ? snapshot?.alerts : nil }

    /// The verdict of the checks, or else that of the daemon's alerts, or `nil` if neither is known.
    var verdict: ReportVerdict? {
        probe?.verdict ?? (snapshotFailure == nil ? snapshot?.verdict : nil)
    }
}

extension ReportModel.Status {
    init(_ verdict: ReportVerdict) {
        self =
            switch verdict {
            case .ok: .ok
            case .warning: .warning
            case .critical: .critical
            }
    }

    init(_ state: CheckState) {
        self =
            switch state {
            case .pending: .unknown
            case .ok: .ok
            case .failing: .failing
            case .warning: .warning
            case .critical: .critical
            }
    }

    /// The status for a syslog priority.
    init(priority: Int) {
        self =
            Priority(rawValue: max(priority, Priority.critical.rawValue)).map { .init(ReportVerdict($0)) }
            ?? .unknown
    }

    /// The word for people.
    var word: String {
        switch self {
        case .ok: "ok"
        case .warning: "warning"
        case .critical: "failed"
        case .failing: "failing"
        case .unknown: "unknown"
        }
    }
}

extension ReportModel {
    /// The state of everything, in one sentence.
    var sentence: String {
        guard let probe else {
            guard let activeAlerts else {
                return "No checks were run, and no running daemon could be asked."
            }
            guard let worst = activeAlerts.first else { return "No alert is active." }
            let count =
                activeAlerts.count == 1 ? "1 active alert" : "\(activeAlerts.count) active alerts, the worst"
            return "\(count): \(worst.title) (\(worst.check))."
        }
        let total = probe.checks.count == 1 ? "1 check" : "\(probe.checks.count) checks"
        let (failed, warned) = (probe.count(.critical), probe.count(.warning))
        guard let worst = probe.worst else { return "All is well: \(total) passed." }
        let counts = [
            failed == 0 ? nil : "\(failed) of \(total) failed",
            warned == 0 ? nil : failed == 0 ? "\(warned) of \(total) warned" : "\(warned) warned",
        ]
        return counts.compactMap(\.self).joined(separator: " and ") + ": \(worst)."
    }
}

extension Report {
    /// The worst finding in a few words, or `nil` if there are only notices.
    fileprivate var worst: String? {
        let findings = entries.filter { $0.finding.priority >= .warning }
        if let (name, finding) = findings.max(by: {
            ($0.finding.priority, $1.finding.event) < ($1.finding.priority, $0.finding.event)
        }) {
            return (findings.count == 1 ? "" : "first of all ")
                + "\(finding.event.title.uncapitalized) (\(name))"
        }
        return verdict == .ok ? nil : "a check did not answer"
    }
}

extension String {
    /// The text with a lower-case first letter, unless it begins with an acronym or a name with an inner capital.
    fileprivate var uncapitalized: String {
        guard let first = unicodeScalars.first else { return self }
        let word = unicodeScalars.dropFirst().prefix { $0 != " " }
        guard !word.contains(where: \.properties.isUppercase) else { return self }
        return String(first).lowercased() + dropFirst()
    }
}

extension CheckName {
    /// Whether the name of the check contains this target.
    func names(_ target: String) -> Bool {
        text == "host" || text.hasSuffix(" \(target)") || "\(text):443".hasSuffix(" \(target)")
    }
}
