extension EventProfile {
    /// Event 1064.
    static let connectorContradicted = EventProfile(
        "446a2a2830b041939701f82ffc57b10e", "Cloud and host disagree about the connector", [.warning],
        [.connectorContradicted],
        sends: .failure.union([.tenant, .id]))
}

extension FindingText {
    /// Event 1064: what the cloud says of the connector is not what this host sees.
    static func connectorContradicted(
        _ connector: ListedConnector, _ contradiction: Contradiction
    ) -> FindingText {
        switch contradiction {
        case .activeDespite(let outage):
            FindingText(
                """
                The cloud lists the connector on "\(connector.name)" as active, but alert \(outage.alert.event.rawValue) of \
                "\(outage.alert.check.text)" has lasted for \(words: outage.duration.text) (limit \(words: cloudLag.text)).
                """,
                remedy: """
                    Do not rely on the cloud's list. Either the connector takes another way out than this host (then correct \
                    Via=, [Proxy], or where this daemon runs), or the list is late and the connector will fail: remedy that \
                    alert.
                    """)
        case .inactiveDespite(let duration):
            FindingText(
                """
                The cloud lists the connector on "\(connector.name)" as inactive, but nothing that it needs has failed here for \
                \(words: duration.text) (limit \(words: cloudLag.text)).
                """,
                remedy: """
                    The reason is where this host cannot see it: the connector's service has stopped, its host is down or \
                    takes another way out, or TLS is inspected for it alone, which its certificate does not survive. Look on \
                    its own host.
                    """)
        }
    }
}
