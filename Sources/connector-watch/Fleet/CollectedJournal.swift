internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What the journals of many hosts say, host by host: systemd-journal-remote(8) collects them.
struct CollectedJournal {
    /// What one host's entries say.
    struct Host {
        /// As `Name=` calls it, last.
        var connector: String?
        /// That of the last entry that tells it.
        var version: String?
        var lastEntry = Date.distantPast
        var log = IncidentLog()
        /// When each trust certificate ends, by the check that told it last; it may have been renewed since.
        var ends: [String: (date: Date, thumbprint: String?)] = [:]
    }

    /// More hosts are left out: any host may send what it likes.
    static let limit = 20_000

    private(set) var hosts: [String: Host] = [:]
    /// Whole sentences about what is missing.
    private(set) var remarks: [String] = []

    /// - Throws: One sentence if the journal cannot be read, or has nothing to tell.
    init(_ journal: JournalOptions) throws {
        let reader = try journal.reader()
        try reader.begin(since: nil)
        var omitted = 0
        while let record = try reader.next() {
            let name = record.host ?? "(unknown)"
            guard hosts[name] != nil || hosts.count < Self.limit else {
                omitted += 1
                continue
            }
            hosts[name, default: Host()].take(record)
        }
        guard !hosts.isEmpty else {
            let place = journal.place.map { " in \"\(PlainText.escaped($0))\"" } ?? ""
            let machine = journal.machine.map { " of \"\(PlainText.escaped($0))\"" } ?? ""
            throw CommandFailure(
                ["The journal\(place) has no alerts\(machine)."]
                    + [JournalAccess.hint(directory: journal.place)].compactMap(\.self))
        }
        if omitted > 0 {
            remarks.append("\(omitted) entries of hosts beyond the first \(Self.limit) were left out.")
        }
        let forgotten = hosts.values.reduce(0) { $0 + $1.log.omitted }
        if forgotten > 0 {
            remarks.append(
                "\(forgotten) older incidents of hosts with more than \(IncidentLog.limit) were left out.")
        }
    }
}

extension CollectedJournal.Host {
    fileprivate mutating func take(_ record: AlertRecord) {
        lastEntry = max(lastEntry, PointInTime.date(microseconds: record.time))
        connector = record.value(.name) ?? connector
        version = record.value(.version) ?? version
        log.take(record)
        takeCertificate(record)
    }

    /// Of the alerts about trust certificates, and the daily summary, which tells of the one that ends first.
    private mutating func takeCertificate(_ record: AlertRecord) {
        guard let check = record.value(.check), let ends = record.value(.notAfter).flatMap(Self.date)
        else { return }
        let thumbprint = record.value(.thumbprint)
        if record.event == AlertEvent.summarized.rawValue {
            // It names no check: the certificates that it does not speak of end later, or were told of themselves.
            self.ends = self.ends.filter { $0.value.date >= ends && $0.key != check }
            if !self.ends.values.contains(where: { $0.date == ends }) { self.ends[check] = (ends, nil) }
        } else if thumbprint != nil {
            self.ends[check] = (ends, thumbprint)
        }
    }

    /// RFC 3339, as the daemon writes it.
    private static func date(_ text: String) -> Date? {
        (try? PointInTime.microseconds(text, now: .distantPast)).map { PointInTime.date(microseconds: $0) }
    }
}
