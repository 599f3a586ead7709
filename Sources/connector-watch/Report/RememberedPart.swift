internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// What the daemon remembers for long: each check day by day, and incidents that the journal may have lost.
struct RememberedPart {
    /// So far back the pictures go.
    static let days = 90

    var byCheck: [String: [TrendPeriod]] = [:]
    /// Those that stood since, active ones first, then the latest.
    var incidents: [RememberedIncident] = []
    /// How many more there were since the time that the page's list begins at.
    var omitted = 0
    /// Why nothing is known, or `nil`.
    var failure: String?

    init() {}

    /// Reads the memory in a directory; the page lists incidents since a time.
    init(in directory: String, since listed: Date, at now: Date) {
        do {
            guard let memory = try MemoryReader(directory: directory) else {
                failure = "There is no memory in \"\(PlainText.escaped(directory))\"."
                return
            }
            let since = now - Double(Self.days) * TrendPeriod.day
            byCheck = try memory.days(since: since, at: now).mapValues { $0.map(TrendPeriod.init) }
            incidents = try memory.latestIncidents(since: min(since, listed), atMost: IncidentLog.limit)
            omitted =
                try memory.incidentCount(since: listed)
                - incidents.count { $0.ended.map { $0 >= listed } ?? true }
        } catch {
            failure = PlainText.escaped("\(error)")
        }
    }
}

extension IncidentRecord {
    init(_ known: RememberedIncident) {
        self.init(
            id: known.id, event: known.event, check: known.check, target: known.target,
            route: known.route ?? "", priority: known.priority, phase: known.phase, reason: known.reason,
            begins: known.raised, end: known.ended.map(End.recovered) ?? .open, lasted: known.lasted,
            message: known.message)
    }
}
