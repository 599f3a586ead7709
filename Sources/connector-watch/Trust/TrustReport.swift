internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What is known about the trust certificates of this connector's agents.
struct TrustReport {
    var connector: String
    var host: String
    var time: Date
    var agents: [Agent]
    /// A sentence about the source of the history, or `nil` if it is the running daemon.
    var origin: String?
    /// Those in force.
    var silences: [ActiveSilence] = []

    /// What holds back the alert of a finding of an agent, or `nil` if nothing does.
    func silence(of finding: Finding, of agent: Agent) -> SnapshotSilence? {
        silences.silence(of: finding.event, of: agent.report.check.name).map(SnapshotSilence.init)
    }

    /// One `[Trust]` section.
    struct Agent {
        var target: TrustTarget
        var report: CheckReport
        /// What is remembered of its certificates, or `nil` if nothing is.
        var memory: SnapshotTrust?

        /// The one that was read, else the one that the configuration names.
        var settingsFile: String { observation?.settingsFile ?? target.settingsFile }

        var facts: CertificateFacts? { observation?.inUse?.facts }

        var observation: TrustObservation? {
            if case .trust(let trust) = report.observation { trust } else { nil }
        }
    }

    /// The worst verdict of all agents.
    var verdict: ReportVerdict { agents.map(\.report.verdict).max() ?? .ok }
}

extension TrustReport {
    init(_ probe: TrustProbe, _ memory: TrustMemory) {
        connector = probe.settings.connector.name
        origin = memory.origin
        host = HostName.current()
        time = probe.time
        agents = probe.parts.map { part in
            Agent(
                target: part.section.target, report: part.report,
                memory: memory.trust(of: part.report.check.name, part.section.target))
        }
    }
}

extension TrustReport.Agent {
    /// What it is, by its certificate's issuer; a connector where that is not known.
    var kind: AgentKind { AgentKind(issuer: facts?.issuerCommonName) ?? .connector }
}
