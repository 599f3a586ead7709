internal import DequeModule
internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// An incident from the journal or the snapshot.
struct IncidentRecord: Equatable {
    /// The incident's id, or `nil` if it happened once and has no end.
    var id: String?
    /// Of which host it is, or `nil` if it is not known.
    var host: String?
    var event: Int
    var check: String
    var target: String
    var route: String
    /// The syslog priority of its worst entry.
    var priority: Int
    /// `Phase` and `Reason` of the first entry.
    var phase: String
    var reason: String?
    var begins: Date
    var end: End
    /// How long it stood, whatever the calendar did meanwhile, or `nil` if that is not known.
    var lasted: Duration?
    /// The message of the latest entry before its end.
    var message: String
    /// What that entry says is to be done, or `nil` if nothing is.
    var remedy: String?

    enum End: Equatable {
        case open
        case recovered(Date)
        /// The daemon no longer knows it, and no entry says when it ended.
        case unseen
        /// It was a single event.
        case once
    }

    /// A few words; only the number for an event of a later version.
    var title: String { AlertEvent(rawValue: event)?.title ?? "Event \(event)" }

    /// - Returns: How long it lasted up to `date`, or `nil` if that is not known.
    func duration(at date: Date) -> Duration? {
        switch end {
        case .open: .seconds(max(0, date.timeIntervalSince(begins)))
        case .recovered(let end): lasted ?? .seconds(max(0, end.timeIntervalSince(begins)))
        case .unseen, .once: nil
        }
    }
}

/// Incidents, assembled from their journal entries.
struct IncidentLog {
    /// The latest incidents that are kept: any local process may write entries that look like the daemon's.
    static let limit = 1000

    private var incidents: [String: IncidentRecord] = [:]
    /// Ids in the order of their first entries.
    private var order: Deque<String> = []
    /// The number of incidents that were left out.
    private(set) var omitted = 0
    var isEmpty: Bool { order.isEmpty }

    /// Adds an entry; entries must be added in the order of the journal.
    mutating func take(_ record: AlertRecord) {
        let date = PointInTime.date(microseconds: record.time)
        guard let id = record.value(.incident) else {
            takeSingle(record, at: date)
            return
        }
        let stood = record.value(.incidentSeconds).flatMap { Int32($0) } ?? 0
        let begins = date - Double(max(0, stood))
        let isOver = record.value(.state) == NotificationState.recovered.rawValue
        let end: IncidentRecord.End = isOver ? .recovered(date) : .open
        guard var known = incidents[id] else {
            var new = IncidentRecord(record, begins: begins, end: end)
            if isOver { new.lasted = .seconds(max(0, stood)) }
            add(new, id)
            return
        }
        (known.end, known.lasted) = (end, isOver ? .seconds(max(0, stood)) : nil)
        // The entry that raised it may be missing or late.
        known.begins = min(known.begins, begins)
        if !isOver {
            known.priority = min(known.priority, record.priority ?? known.priority)
            known.message = record.message
            known.remedy = record.value(.remedy)
        }
        incidents[id] = known
    }

    /// Adds a single event, unless it is informational, like a start of the daemon.
    private mutating func takeSingle(_ record: AlertRecord, at date: Date) {
        guard let priority = record.priority, priority <= Priority.notice.rawValue else { return }
        // No incident has such an id.
        add(IncidentRecord(record, begins: date, end: .once), "once \(order.count + omitted)")
    }

    private mutating func add(_ record: IncidentRecord, _ key: String) {
        incidents[key] = record
        order.append(key)
        guard order.count > Self.limit else { return }
        incidents[order.removeFirst()] = nil
        omitted += 1
    }

    /// Takes incidents as the daemon remembers them, which knows their begins and ends better; of those that the journal has,
    /// only that.
    ///
    /// - Parameters:
    ///   - remembered: the incidents.
    ///   - since: those that were over before are left out.
    mutating func take(_ remembered: [RememberedIncident], since: Date) {
        for incident in remembered where incident.ended.map({ $0 >= since }) ?? true {
            let record = IncidentRecord(incident)
            guard var known = incidents[incident.id] else {
                if order.count < Self.limit { add(record, incident.id) } else { omitted += 1 }
                continue
            }
            (known.begins, known.end, known.lasted) = (record.begins, record.end, record.lasted)
            incidents[incident.id] = known
        }
    }

    /// Lists the incidents.
    ///
    /// - Parameter alerts: the running daemon's active alerts, which decide what is active, or `nil` if no daemon runs.
    /// - Returns: All incidents: active ones first, then the latest first.
    func all(active alerts: [SnapshotAlert]?) -> [IncidentRecord] {
        var all = order.compactMap { incidents[$0] }
        if let alerts {
            let active = Set(alerts.map(\.incident))
            for index in all.indices where all[index].end == .open && !active.contains(all[index].id ?? "") {
                all[index].end = .unseen
            }
            all += alerts.filter { incidents[$0.incident] == nil }.map { IncidentRecord($0) }
        }
        return all.sorted { ($0.end == .open ? 0 : 1, $1.begins) < ($1.end == .open ? 0 : 1, $0.begins) }
    }
}

extension IncidentRecord {
    fileprivate init(_ record: AlertRecord, begins: Date, end: End) {
        self.init(
            id: record.value(.incident), host: record.host, event: record.event,
            check: record.value(.check) ?? "",
            target: record.value(.target) ?? "", route: record.value(.route) ?? "",
            priority: record.priority ?? Priority.info.rawValue, phase: record.value(.phase) ?? "",
            reason: record.value(.reason), begins: begins, end: end, message: record.message,
            remedy: record.value(.remedy))
    }

    fileprivate init(_ alert: SnapshotAlert) {
        self.init(
            id: alert.incident, event: alert.event.rawValue, check: alert.check.text, target: alert.target,
            route: alert.route?.rawValue ?? "", priority: alert.priority.rawValue,
            phase: alert.phase.rawValue, reason: alert.reason?.rawValue, begins: alert.raised, end: .open,
            message: alert.message, remedy: alert.remedy)
    }
}
