import WatchCore

extension InstalledHost {
    /// The first `count` entries of an event, once there are so many.
    func entries(_ count: Int, of event: AlertEvent) async throws -> [JournalRecord] {
        try await machine.entries(count, "CONNECTOR_EVENT_ID=\(event.rawValue)")
    }

    /// The first `count` entries of an event in a state, once there are so many.
    func entries(_ count: Int, of event: AlertEvent, _ state: String) async throws -> [JournalRecord] {
        try await machine.entries(
            count, "CONNECTOR_EVENT_ID=\(event.rawValue)", "CONNECTOR_STATE=\(state)")
    }

    /// Every entry of an event that is in the journal by now.
    func announced(_ event: AlertEvent) async throws -> [JournalRecord] {
        try await machine.journal("CONNECTOR_EVENT_ID=\(event.rawValue)")
    }
}
