internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

extension Fleet {
    /// A daemon tells at least once a day how things are (event 1097), so that one which has not for longer is silent.
    static let silence = Duration.seconds(25 * 3600)

    /// Reads what systemd-journal-remote(8) collected.
    ///
    /// - Throws: A sentence that says why nothing can be told.
    init(_ journal: JournalOptions, at now: Date) throws {
        let collected = try CollectedJournal(journal)
        let hosts = collected.hosts.map { FleetHost($0.key, $0.value, at: now) }
        self.init(hosts, remarks: collected.remarks, at: now)
    }
}

extension FleetHost {
    fileprivate init(_ name: String, _ host: CollectedJournal.Host, at now: Date) {
        self.init(
            name: name, connector: host.connector, version: host.version, lastSeen: host.lastEntry,
            certificates: host.ends.map { check, end in
                Certificate(check: check, thumbprint: end.thumbprint, ends: end.date)
            }.sorted { $0.ends < $1.ends })
        for incident in host.log.all(active: nil) where incident.end == .open {
            guard incident.priority <= Priority.warning.rawValue else { continue }
            alerts += 1
            add(
                Trouble(since: incident.begins, event: incident.event, check: incident.check),
                priority: incident.priority)
        }
        if now.timeIntervalSince(lastSeen) > Fleet.silence.inSeconds { state = min(state, .silent) }
    }
}
