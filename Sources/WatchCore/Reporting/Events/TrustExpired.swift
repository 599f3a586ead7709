extension EventProfile {
    /// Event 1000.
    static let trustExpired = EventProfile(
        "a154415d9dee467dbf379f1620755196", "Trust certificate expired", [.critical], [.trustExpired],
        sends: .certificate)
}

extension FindingText {
    /// Event 1000, in the connector's own documented words.
    static func trustExpired() -> FindingText {
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
