internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// An incident as the journal and the snapshot tell it.
struct IncidentRecord: Equatable {
    /// `nil`: it happened once and has no end.
    var id: String?
    var event: Int
    var check: String
    var target: String
    var route: String
    /// syslog's number for the worst of its entries.
    var priority: Int
    var begins: Date
    var end: End
    /// What the latest entry before its end said.
    var message: String

    enum End: Equatable {
        case open
        case recovered(Date)
        /// The daemon no longer knows it, and no entry tells when that came.
        case unseen
        /// It has none.
        case once
    }

    /// In a few words; a later version's event has its number only.
    var title: String { AlertEvent(rawValue: event)?.title ?? "Event \(event)" }

    /// `nil`: it is not known.
    func duration(at date: Date) -> Duration? {
        switch end {
        case .open: .seconds(max(0, date.timeIntervalSince(begins)))
        case .recovered(let end): .seconds(max(0, end.timeIntervalSince(begins)))
        case .unseen, .once: nil
        }
    }
}

/// The incidents of some time, put together from their entries.
struct IncidentLog {
    /// So many are kept, the latest: any local process may write entries that look like the daemon's.
    static let limit = 1000

    private var incidents: [String: IncidentRecord] = [:]
    /// Ids in the order in which they came up.
    private var order: [String] = []
    /// How many were left out.
    private(set) var omitted = 0

    /// Takes an entry; they come in the order of the journal.
    mutating func take(_ record: AlertRecord) {
        let date = Date(timeIntervalSince1970: Double(record.time) / 1_000_000)
        guard let id = record.value(.incident) else {
            takeSingle(record, at: date)
            return
        }
        let stood = record.value(.incidentSeconds).flatMap { Int32($0) } ?? 0
        let begins = date - Double(max(0, stood))
        let isOver = record.value(.state) == NotificationState.recovered.rawValue
        let end: IncidentRecord.End = isOver ? .recovered(date) : .open
        guard var known = incidents[id] else {
            add(IncidentRecord(record, begins: begins, end: end), id)
            return
        }
        known.end = end
        // The entry that raised it may be missing, or have come late.
        known.begins = min(known.begins, begins)
        if !isOver {
            known.priority = min(known.priority, record.priority ?? known.priority)
            known.message = record.message
        }
        incidents[id] = known
    }

    /// What happened once; starts and reloads of the daemon tell nothing of how things stand.
    private mutating func takeSingle(_ record: AlertRecord, at date: Date) {
        guard let priority = record.priority, priority <= Priority.notice.rawValue else { return }
        // Not an id that an incident may have.
        add(IncidentRecord(record, begins: date, end: .once), "once \(order.count + omitted)")
    }

    private mutating func add(_ record: IncidentRecord, _ key: String) {
        incidents[key] = record
        order.append(key)
        guard order.count > Self.limit else { return }
        incidents[order.removeFirst()] = nil
        omitted += 1
    }

    /// All of them, those that stand first, then the latest first.
    ///
    /// What stands is what the daemon says, where one runs: `alerts`; `nil`: none does.
    func all(standing alerts: [SnapshotAlert]?) -> [IncidentRecord] {
        var all = order.compactMap { incidents[$0] }
        if let alerts {
            let standing = Set(alerts.map(\.incident))
            for index in all.indices where all[index].end == .open && !standing.contains(all[index].id ?? "")
            {
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
            id: record.value(.incident), event: record.event, check: record.value(.check) ?? "",
            target: record.value(.target) ?? "", route: record.value(.route) ?? "",
            priority: record.priority ?? Priority.info.rawValue, begins: begins, end: end,
            message: record.message)
    }

    fileprivate init(_ alert: SnapshotAlert) {
        self.init(
            id: alert.incident, event: alert.event.rawValue, check: alert.check.text, target: alert.target,
            route: alert.route?.rawValue ?? "", priority: alert.priority.rawValue, begins: alert.raised,
            end: .open,
            message: alert.message)
    }
}
