extension EventProfile {
    /// Event 1061.
    static let connectorInactive = EventProfile(
        "d56b3a1fa219418aab9d0c3590c9c669", "Cloud lists the connector as inactive", [.error],
        [.connectorInactive],
        sends: .failure.union([.tenant, .id]))
}

extension FindingText {
    /// Event 1061: the cloud lists the connector as inactive.
    static func connectorInactive(_ connector: ListedConnector, _ outage: ConnectorHealth.Outage?)
        -> FindingText
    {
        let clue: Phrase =
            outage.map {
                """
                Remedy alert \($0.alert.event.rawValue) of "\($0.alert.check.text)" first, which has lasted for \
                \(words: $0.duration.text) here.
                """
            } ?? "Nothing that was seen here explains it, so begin with its own host."
        return FindingText(
            "The cloud lists the connector on \"\(connector.name)\" as inactive\(connector.groupClause).",
            remedy: """
                \(clue) See whether the connector's service runs on "\(connector.name)" (services.msc), and what its log in \
                the event viewer says. A connector that stays inactive for 10 days is removed, and must be registered again.
                """)
    }
}

extension ListedConnector {
    /// As in `, in the group "Default" (1 of 2 is active)`; empty if its group is not known.
    var groupClause: Phrase {
        group.map { ", in the group \"\($0)\" (\(active) of \(members) active)" } ?? ""
    }
}
