internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// Everything that the page shows, before it is a page.
struct ReportModel {
    var connector: String
    var host: String
    var time: Date
    /// How far back incidents and plots go.
    var since: Date
    /// `nil`: nobody looked.
    var probe: Report?
    var request: FirewallRequest
    /// What the daemon knows, or knew when it wrote last.
    var snapshot: Snapshot?
    /// Why the snapshot is missing or tells nothing about now: a sentence for a person.
    var snapshotFailure: String?
    var incidents: [IncidentRecord]
    /// How many more the journal has.
    var incidentsOmitted = 0
    /// Why the journal told nothing.
    var journalFailure: String?
    /// One for each agent.
    var agents: [TrustReport.Agent]
    /// A sentence about what is remembered of their certificates; `nil`: the running daemon told it.
    var memoryOrigin: String?
    /// What somebody is to do who may not read their files; `nil`: nothing.
    var accessHint: String?
    /// In the order of the settings.
    var rows: [Row]

    /// A check, how it stands, and how it fared.
    struct Row {
        var check: CheckName
        var group: ReportGroup
        var target: String
        var mark: Status
        var trend: SnapshotTrend?
        var incidents: [IncidentRecord]
        /// How long the last whole look took, in milliseconds.
        var latencyMs: Double?
    }

    /// How a check or a part of it stands.
    enum Status: String {
        case ok
        case warning
        case critical
        /// It fails, but there is no alert yet.
        case failing
        case unknown
    }

    /// What stands by what the daemon says; `nil`: none runs.
    var standing: [SnapshotAlert]? { snapshotFailure == nil ? snapshot?.alerts : nil }

    /// That of the probe; without one, of the daemon's alerts; `nil`: nothing tells.
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

    /// Of syslog's number.
    init(priority: Int) {
        self =
            Priority(rawValue: max(priority, Priority.critical.rawValue)).map { .init(ReportVerdict($0)) }
            ?? .unknown
    }

    /// For people.
    var word: String {
        switch self {
        case .ok: "ok"
        case .warning: "warning"
        case .critical: "failed"
        case .failing: "failing"
        case .unknown: "not seen"
        }
    }
}

extension ReportModel {
    /// How everything stands, in one sentence.
    var sentence: String {
        guard let probe else {
            guard let standing else {
                return "Nothing was looked at, and no running daemon tells what it knows."
            }
            guard let worst = standing.first else { return "No alert stands." }
            let count = standing.count == 1 ? "1 alert stands" : "\(standing.count) alerts stand, the worst"
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
    /// The worst finding in a few words; `nil`: there is none, or notices only.
    fileprivate var worst: String? {
        let findings = checks.flatMap { check in check.findings.map { (check.check.name, $0) } }
            .filter { $0.1.priority >= .warning }
        if let (name, finding) = findings.max(by: {
            ($0.1.priority, $1.1.event) < ($1.1.priority, $0.1.event)
        }) {
            return (findings.count == 1 ? "" : "first of all ")
                + "\(finding.event.title.uncapitalized) (\(name))"
        }
        return verdict == .ok ? nil : "a look gave no answer"
    }
}

extension String {
    /// With a small first letter, unless what begins it is an acronym or a name with an inner capital.
    fileprivate var uncapitalized: String {
        guard let first = unicodeScalars.first else { return self }
        let word = unicodeScalars.dropFirst().prefix { $0 != " " }
        guard !word.contains(where: \.properties.isUppercase) else { return self }
        return String(first).lowercased() + dropFirst()
    }
}

extension CheckName {
    /// Whether the name of the check says already where it probes.
    func tells(_ target: String) -> Bool {
        text == "host" || text.hasSuffix(" \(target)") || "\(text):443".hasSuffix(" \(target)")
    }
}
