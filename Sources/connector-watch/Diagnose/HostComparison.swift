internal import Diagnosis
internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// Holds what logs show against this host: its own probes of the same endpoints, its trust files, its incidents.
///
/// Only the connector's own endpoints are connected to, whatever host a log names.
struct HostComparison {
    let options: ConfigurationOptions
    /// The daemon's state directory.
    let memory: String
    let snapshot: Snapshot?
    let isWithoutProbes: Bool

    /// Adds what this host sees and remembers.
    func complete(_ report: inout DiagnosisReport) async {
        addIncidents(to: &report)
        do throws(CommandFailure) {
            let plan = EndpointPlan(
                try options.settings(), hosts: report.causes.flatMap(\.cause.hosts),
                withTrust: report.causes.contains {
                    $0.cause.signature.area == .trust || !$0.cause.thumbprints.isEmpty
                },
                withEndpoints: !isWithoutProbes)
            let seen =
                plan.names.isEmpty
                ? nil : try await Report(probing: plan.settings, only: CheckSelection(plan.names))
            let records = TrustMemory(snapshot, savedIn: memory, plan.settings).trusts.flatMap(\.records)
            for index in report.causes.indices {
                let cause = report.causes[index].cause
                let trust = (seen?.checks ?? []).filter(\.check.isTrust)
                report.causes[index].host += Self.trustFacts(cause, trust, records, at: report.time)
                report.causes[index].host += plan.facts(about: cause.hosts, seen)
            }
        } catch {
            report.remarks.append("Not compared with this host: \(error.summary)")
        }
    }

    // MARK: Trust files

    private static func trustFacts(
        _ cause: DiagnosedCause, _ checks: [CheckReport], _ records: [SnapshotCertificate], at now: Date
    ) -> [DiagnosisReport.HostFact] {
        let agents = checks.compactMap(TrustSeen.init)
        var facts = cause.thumbprints.map { thumbprint -> String in
            if let agent = agents.first(where: { $0.thumbprint == thumbprint }) {
                return "\(thumbprint) is the certificate that \(agent.file) names\(agent.validity(at: now))."
            }
            if let record = records.first(where: { $0.thumbprint == thumbprint }) {
                let until = record.notAfter.map { ", valid until \($0.rfc3339)" } ?? ""
                return "\(thumbprint) is an earlier certificate of this connector\(until)."
            }
            let named = agents.map { "\($0.file) names \($0.thumbprint)" }.joined(separator: "; ")
            return "\(thumbprint) is not known here\(named.isEmpty ? "" : ": \(named)")."
        }
        if cause.signature.area == .trust, cause.thumbprints.isEmpty {
            facts += agents.map { "\($0.file) names \($0.thumbprint)\($0.validity(at: now))." }
        }
        return facts.map { DiagnosisReport.HostFact(kind: .trust, text: $0) }
    }

    // MARK: Incidents

    /// How far apart a log and an incident may be, in seconds: a check must fail several times first.
    private static let nearness: Double = 15 * 60

    private func addIncidents(to report: inout DiagnosisReport) {
        guard let since = report.causes.compactMap(\.cause.first).min() else { return }
        do throws(MemoryError) {
            guard let memory = try MemoryReader(directory: memory) else { return }
            let incidents = try memory.incidents(since: since - Self.nearness)
            for index in report.causes.indices {
                guard let first = report.causes[index].cause.first, let last = report.causes[index].cause.last
                else {
                    continue
                }
                let near = incidents.filter {
                    $0.raised <= last + Self.nearness && ($0.ended ?? .distantFuture) >= first - Self.nearness
                }
                report.causes[index].host += near.suffix(3).map { Self.fact($0, at: report.time) }
            }
        } catch {
            report.remarks.append("Not compared with the incidents of this host: \(error)")
        }
    }

    private static func fact(_ incident: RememberedIncident, at now: Date) -> DiagnosisReport.HostFact {
        let lasted = incident.lasted(at: now).text
        let end = incident.ended == nil ? "still active" : "lasted \(lasted)"
        return DiagnosisReport.HostFact(
            kind: .incident,
            text:
                "At that time: \(incident.event) \(IncidentRecord(incident).title), \(incident.check), raised \(incident.raised.rfc3339), \(end)."
        )
    }
}

/// What TrustSettings.xml of an agent says now.
private struct TrustSeen {
    var file: String
    var thumbprint: Thumbprint
    var notAfter: Date?

    init?(_ report: CheckReport) {
        guard case .trust(let target) = report.check.target, case .trust(let seen) = report.observation,
            case .read(let settings) = seen.settings
        else { return nil }
        file = target.settingsFile
        thumbprint = settings.thumbprint
        notAfter = seen.inUse?.facts.notAfter
    }

    func validity(at now: Date) -> String {
        notAfter.map { ", \($0 < now ? "expired on" : "valid until") \($0.rfc3339)" }
            ?? ", which was not found in a store"
    }
}
