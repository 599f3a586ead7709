internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// What is remembered of some checks.
struct History {
    /// How a check fared over the last days.
    struct Availability: Equatable {
        var days: Int
        /// Those in which it was probed; nothing is known of all others.
        var hours: Int
        var probes: Int
        var passed: Int
        var silenced: Int

        /// `nil` if nothing was probed, or all of it failed during silences.
        var percent: Double? {
            let counted = probes - silenced
            return counted > 0 ? Double(passed) / Double(counted) * 100 : nil
        }
    }

    static let periods = [1, 7, 30, 90, 365]

    var time: Date
    var since: Date?
    /// The latest first.
    var incidents: [IncidentRecord]
    /// By name; one element for each of ``periods``.
    var checks: [(check: String, availability: [Availability])]
    /// Of each agent, the latest last.
    var certificates: [(check: String, record: CertificateRecord)]
    /// Whole sentences about what is left out.
    var remarks: [String] = []

    /// Reads the memory in a directory.
    ///
    /// - Throws: A sentence that says why it cannot be read.
    init(in directory: String, since: Date?, of selection: CheckSelection, at now: Date) throws {
        guard let memory = try MemoryReader(directory: directory) else {
            throw CommandFailure(["There is no memory in \"\(PlainText.escaped(directory))\"."])
        }
        time = now
        self.since = since
        incidents = try memory.incidents(since: since).map { IncidentRecord($0) }
            .filter { selection.includes(CheckName($0.check)) }
        checks = try Self.availability(memory, at: now).filter { selection.includes(CheckName($0.check)) }
        certificates = try memory.state(at: now).certificates.filter { selection.includes($0.check) }
            .map { ($0.check.text, $0.record) }
    }

    private static func availability(
        _ memory: MemoryReader, at now: Date
    ) throws -> [(check: String, availability: [Availability])] {
        var byCheck: [String: [Availability]] = [:]
        for (index, days) in periods.enumerated() {
            for record in try memory.records(since: now - Double(days) * 86_400, at: now) {
                let empty = periods.map {
                    Availability(days: $0, hours: 0, probes: 0, passed: 0, silenced: 0)
                }
                byCheck[record.check, default: empty][index] = Availability(
                    days: days, hours: record.hours, probes: record.probes, passed: record.passed,
                    silenced: record.silenced)
            }
        }
        return byCheck.sorted { CheckName($0.key) < CheckName($1.key) }.map { ($0.key, $0.value) }
    }

    /// The incidents as comma-separated values (RFC 4180).
    var csv: String {
        let titles = [
            "id", "check", "target", "event", "via", "priority", "phase", "reason", "raised", "ended",
            "seconds", "message", "host",
        ]
        let rows = incidents.map { incident in
            [
                incident.id ?? "", incident.check, incident.target, String(incident.event), incident.route,
                String(incident.priority), incident.phase, incident.reason ?? "", incident.begins.rfc3339,
                incident.ended?.rfc3339 ?? "", String(incident.seconds(at: time)), incident.message,
                incident.host ?? "",
            ]
        }
        return ([titles] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ field: String) -> String {
        // A spreadsheet takes what begins so for a formula.
        let isFormula = field.first.map { "=+-@\t".contains($0) } ?? false
        let text = PlainText.escaped(isFormula ? "'" + field : field)
        guard text.contains(where: { ",\"\r\n".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension IncidentRecord {
    /// `nil` while it stands.
    var ended: Date? {
        if case .recovered(let date) = end { date } else { nil }
    }

    /// How long it stood, or has stood by then.
    func seconds(at date: Date) -> Int { Int((duration(at: date) ?? .zero).components.seconds) }
}
