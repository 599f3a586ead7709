internal import FoundationEssentials
internal import WatchCore

/// A trust report as JSON; its keys are those that `connector-watch trust --help` names.
struct TrustReportDocument: Encodable {
    var time: Date
    var connector: String
    var host: String
    var verdict: ReportVerdict
    var agents: [AgentDocument]

    init(_ report: TrustReport) {
        time = report.time
        connector = report.connector
        host = report.host
        verdict = report.verdict
        agents = report.agents.map { AgentDocument($0, in: report) }
    }
}

/// One agent of a trust report.
struct AgentDocument: Encodable {
    var check: String
    var settingsFile: String
    var verdict: ReportVerdict
    var findings: [FindingDocument]
    @OrNull var trust: TrustDocument?
    @OrNull var life: LifeDocument?
    @OrNull var since: Date?
    @OrNull var change: ThumbprintChange?
    @OrNull var lastRenewal: Date?
    @OrNull var history: [SnapshotCertificate]?
    /// The commands of which one registers the connector again.
    var register: [String]

    /// When the certificate is renewed, and when what is announced about it.
    struct LifeDocument: Encodable {
        var phase: RenewalForecast.Phase
        var renewalFrom: Date
        var overdueFrom: Date
        var warningFrom: Date
        var errorFrom: Date
        var criticalFrom: Date

        init(_ facts: CertificateFacts, _ target: TrustTarget, at date: Date) {
            let forecast = RenewalForecast(of: facts, target, at: date)
            phase = forecast.phase
            renewalFrom = forecast.renewalFrom
            overdueFrom = forecast.overdueFrom
            warningFrom = facts.notAfter - target.warningLimit.inSeconds
            errorFrom = facts.notAfter - target.expiryError.inSeconds
            criticalFrom = facts.notAfter - target.expiryCritical.inSeconds
        }
    }

    /// Validity is counted from the time of the whole report.
    init(_ agent: TrustReport.Agent, in whole: TrustReport) {
        let date = whole.time
        check = agent.report.check.name.text
        settingsFile = agent.settingsFile
        verdict = agent.report.verdict
        findings = agent.report.findings.map {
            FindingDocument($0, silenced: whole.silence(of: $0, of: agent))
        }
        trust = agent.observation.map { TrustDocument($0, at: date) }
        life = agent.facts.map { LifeDocument($0, agent.target, at: date) }
        since = agent.memory?.since
        change = agent.memory?.change
        lastRenewal = agent.memory?.lastRenewal
        history = agent.memory?.history
        register = agent.kind.registrations.map(\.command)
    }
}
