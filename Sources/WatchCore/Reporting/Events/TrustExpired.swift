extension EventProfile {
    /// Event 1000.
    static let trustExpired = EventProfile(
        "a154415d9dee467dbf379f1620755196", "Trust certificate expired", [.critical], [.trustExpired],
        sends: .certificate)
}

extension FindingText {
    /// Event 1000, in the connector's own documented words.
    static func trustExpired(_ validity: ValidityFacts) -> FindingText {
        guard let agent = validity.agent, agent != .connector else { return connectorExpired }
        return FindingText(
            """
            The trust certificate of the \(words: agent.name) expired on \(words: validity.notAfter.rfc3339): the \
            agent must be registered again on its own host.
            """,
            remedy: """
                Register it again on its own host: \(words: agent.commands). Then find out why the renewal failed.
                """)
    }

    private static var connectorExpired: FindingText {
        FindingText(
            verbatim: """
                Connector re-registration failed: The Connector trust certificate expired. Run the PowerShell cmdlet \
                Register-AppProxyConnector on the computer on which the Connector is running to re-register your \
                Connector.
                """,
            remedy: """
                Register the connector again on its own host, with Register-AppProxyConnector or, on newer connectors, \
                Register-MicrosoftEntraPrivateNetworkConnector. Then find out why the renewal failed.
                """)
    }
}

extension AgentKind {
    /// What registers it again, as part of a sentence.
    var commands: String {
        registrations.map { self == .connector ? $0.command : "`\($0.first); \($0.command)`" }
            .joined(separator: " or, on newer connectors, ")
    }
}
