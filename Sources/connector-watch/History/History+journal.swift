internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

extension History {
    /// Reads the incidents that a collected journal tells of.
    ///
    /// - Throws: A sentence that says why it cannot be read.
    init(in journal: JournalOptions, since: Date?, of selection: CheckSelection, at now: Date) throws {
        let collected = try CollectedJournal(journal)
        incidents = collected.hosts.values.flatMap { $0.log.all(active: nil) }
            .filter { incident in
                incident.end != .once && selection.includes(CheckName(incident.check))
                    && incident.ended.map { ended in since.map { ended >= $0 } ?? true } ?? true
            }
            .sorted { ($1.begins, $0.host ?? "") < ($0.begins, $1.host ?? "") }
        time = now
        self.since = since
        checks = []
        certificates = []
        remarks = collected.remarks
    }
}
