package import WatchCore

/// Looks for notifications in the journal.
package enum JournalSearch {
    /// Which of these the journal has; none where it may not be read.
    ///
    /// - Parameter waiting: those to look for.
    /// - Returns: their ids.
    package static func ids(of waiting: [WaitingNotification]) -> Set<String> {
        guard let reader = try? JournalReader(notifications: waiting.map(\.id)) else { return [] }
        var found: Set<String> = []
        guard (try? reader.begin(since: nil)) != nil else { return [] }
        while found.count < waiting.count, let record = try? reader.next() {
            if let id = record.value(.notification) { found.insert(id) }
        }
        return found
    }
}
