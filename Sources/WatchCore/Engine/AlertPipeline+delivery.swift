/// What is told, and whether it has reached the journal.
extension AlertPipeline {
    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? { delivery.wakesAt }
    /// Whether everything that was announced has reached the journal.
    var isDelivered: Bool { delivery.isDone }

    /// Announces something that happened once.
    mutating func announce(_ finding: Finding, of source: AlertSource, at now: Timestamp) -> [Effect] {
        delivery.announce(finding, of: source, at: now)
    }

    /// Follows a lasting problem of an alert source; `finding` is `nil` when it is over.
    mutating func follow(_ finding: Finding?, _ key: AlertKey, of source: AlertSource, at now: Timestamp)
        -> [Effect]
    {
        delivery.send(
            trackers.follow(finding, key, of: source, connector: connector, at: now), at: now)
    }

    /// What has recovered since it was taken last.
    mutating func takeRecovered() -> [RelatedFact.ActiveEvent] { delivery.takeRecovered() }

    /// Takes what became of the entry handed over last.
    mutating func take(_ result: JournalDelivery, at now: Timestamp) -> [Effect] {
        delivery.take(result, &trackers, at: now)
    }

    mutating func wake(at now: Timestamp) -> [Effect] {
        delivery.wake(&trackers, at: now)
    }

    /// The end: what has not reached the journal is at least seen.
    mutating func printUnsent() -> [Effect] { delivery.printUnsent() }
}
