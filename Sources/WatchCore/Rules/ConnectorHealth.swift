/// What this host knows of a connector, which the cloud's word about it is held against.
package struct ConnectorHealth: Sendable, Equatable {
    /// What keeps the connector from working, and for how long it has done so.
    package struct Outage: Sendable, Equatable {
        package var alert: RelatedFact.ActiveEvent
        package var duration: Duration

        package init(_ alert: RelatedFact.ActiveEvent, for duration: Duration) {
            self.alert = alert
            self.duration = duration
        }
    }

    /// `nil` if nothing does.
    package var outage: Outage?
    /// For how long nothing that it needs has failed here, as far as was seen, or `nil` if something does.
    package var goodFor: Duration?
    /// For how long an alert has said that the cloud lists it as inactive, or `nil` if none does.
    package var inactiveFor: Duration?
    /// Whether the list had it when it was read last.
    package var wasListed: Bool
    /// How many questions in a row had no answer before this one.
    package var misses: Int
    /// Whether an alert says that this host's resolver, proxy or network fails, so that a question has no answer either.
    package var isCutOff: Bool

    package init(
        outage: Outage? = nil, goodFor: Duration? = nil, inactiveFor: Duration? = nil,
        wasListed: Bool = false,
        misses: Int = 0, isCutOff: Bool = false
    ) {
        self.outage = outage
        self.goodFor = goodFor
        self.inactiveFor = inactiveFor
        self.wasListed = wasListed
        self.misses = misses
        self.isCutOff = isCutOff
    }
}
