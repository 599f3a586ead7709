extension EventProfile {
    /// Event 1063.
    static let connectorAlone = EventProfile(
        "c8bd1536ba7f4a0783cd2872152ea187", "Connector is the last active one of its group", [.warning],
        [.connectorAlone],
        sends: .failure.union([.tenant, .id]))
}

extension FindingText {
    /// Event 1063: no other connector of its group is active.
    static func connectorAlone(_ connector: ListedConnector) -> FindingText {
        FindingText(
            "The connector on \"\(connector.name)\" is the last active one of \(connector.members) in its group\(connector.groupName).",
            remedy: """
                If it fails as well, the applications of the group are gone. See why the cloud lists the others as inactive \
                (admin centre: Global Secure Access, Connect, Connectors), and delete those that are no longer wanted: a \
                group with one connector is no finding.
                """)
    }
}

extension ListedConnector {
    fileprivate var groupName: Phrase { group.map { " \"\($0)\"" } ?? "" }
}
