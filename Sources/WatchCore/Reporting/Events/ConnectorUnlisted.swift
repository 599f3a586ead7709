extension EventProfile {
    /// Event 1062.
    static let connectorUnlisted = EventProfile(
        "58c95674844d40718062fde990682f68", "Cloud does not list the connector any more", [.critical],
        [.connectorUnlisted],
        sends: .failure.union([.tenant]))
}

extension FindingText {
    /// Event 1062: the cloud does not list the connector.
    static func connectorUnlisted(_ identity: ConnectorIdentity, connectors: Int) -> FindingText {
        let name: Phrase = identity.id.map { "with the id \($0)" } ?? "on \"\(identity.machine)\""
        return FindingText(
            "The cloud does not list the connector \(name) any more, among \(connectors) connectors of the tenant.",
            remedy: """
                It was deleted in the admin centre, or removed after 10 days of inactivity; its certificate is of no use \
                then, and its applications are not served. Register it again on its own host, as "connector-watch explain \
                1000" shows. If it was registered in another tenant, correct Tenant= in [Connector].
                """)
    }
}
