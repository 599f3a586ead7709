package import FoundationEssentials

/// What one probe everything showed, as a person reads it and forwards it.
package struct Report: Sendable, Equatable {
    /// When the probe began.
    package var time: Date
    package var connector: String
    /// The name of the host that looked.
    package var host: String
    /// How long the probe took.
    package var duration: Duration
    /// In the order of the settings.
    package var checks: [CheckReport]
    /// What several checks fail for alike.
    package var causes: [SharedCause]
    /// Checks that were not probed, as nothing told the tenant's id.
    package var leftOut: [CheckName]
    /// Those in force when the probe began.
    package var silences: [ActiveSilence] = []
    /// What the running daemon says of checks that flap.
    package var flapping: [SnapshotAlert] = []

    package init(
        time: Date, connector: String, host: String, duration: Duration, checks: [CheckReport],
        causes: [SharedCause] = [], leftOut: [CheckName] = []
    ) {
        self.causes = causes
        self.time = time
        self.connector = connector
        self.host = host
        self.duration = duration
        self.checks = checks
        self.leftOut = leftOut
    }

    /// The worst of all.
    package var verdict: ReportVerdict { checks.map(\.verdict).max() ?? .ok }

    /// What is told one by one: each shared cause, then each finding that none explains.
    package var entries: [(name: CheckName, finding: Finding)] {
        causes.map { ($0.name, $0.finding) }
            + checks.flatMap { report in
                report.findings.filter { report.causes[$0.key] == nil }.map { (report.check.name, $0) }
            }
    }

    /// What holds back the alert of a finding of a check, or of a shared cause, or `nil` if nothing does.
    package func silence(of finding: Finding, of name: CheckName) -> SnapshotSilence? {
        let checks = causes.first { $0.name == name }?.checks
        let silence =
            checks.map { silences.silence(of: finding.event, of: name, standingFor: $0) }
            ?? silences.silence(of: finding.event, of: name)
        return silence.map(SnapshotSilence.init)
    }

    /// That a check flaps by what the daemon says, on this route if it is about one.
    package func flapping(_ name: CheckName, on route: Route?) -> SnapshotFlapping? {
        flapping.first { $0.check == name && $0.route == route }?.flapping
    }

    package func checks(in group: ReportGroup) -> [CheckReport] {
        checks.filter { $0.group == group }
    }

    package func count(_ verdict: ReportVerdict) -> Int {
        checks.count { $0.verdict == verdict }
    }
}

/// How bad it is, as exit statuses and monitoring systems tell it.
package enum ReportVerdict: String, Sendable, Codable, CaseIterable, Comparable {
    case ok
    case warning
    case critical

    /// What a finding of this priority makes of its check; a notice is but a remark.
    package init(_ priority: Priority) {
        switch priority {
        case .critical, .error: self = .critical
        case .warning: self = .warning
        case .notice, .info: self = .ok
        }
    }

    /// 0, 1 or 2, as plugins of monitoring systems exit.
    package var status: Int32 {
        switch self {
        case .ok: 0
        case .warning: 1
        case .critical: 2
        }
    }

    /// The worse one is the greater one.
    package static func < (a: ReportVerdict, b: ReportVerdict) -> Bool { a.status < b.status }
}

/// What checks have in common for a person, in the order of a report.
package enum ReportGroup: String, Sendable, Codable, CaseIterable {
    case connectivity
    case login
    case tls
    case trust
    case cloud
    case host

    package var title: String {
        switch self {
        case .connectivity: "Connectivity"
        case .login: "Login"
        case .tls: "TLS on the path"
        case .trust: "Trust certificate"
        case .cloud: "The cloud's word"
        case .host: "This host"
        }
    }
}

extension Check {
    package var group: ReportGroup {
        switch target {
        case .port: .connectivity
        case .login: .login
        case .tls: .tls
        case .trust: .trust
        case .cloud: .cloud
        case .host: .host
        }
    }
}
