/// The cloud's list of a tenant's connectors, which an application of the tenant may read.
package struct CloudTarget: Sendable, Equatable {
    package var services: CloudServices
    /// The tenant's GUID, in lower case.
    package var tenant: String
    /// The id of the application.
    package var application: String
    /// The name of the systemd credential with its certificate and key, or its secret.
    package var credential: String
    /// The proxy that the cloud is asked through, or `nil` to ask it directly.
    package var proxy: OutboundProxy?
    /// The connector that is looked for in the list.
    package var connector: ConnectorIdentity

    package init(
        services: CloudServices, tenant: String, application: String, credential: String,
        proxy: OutboundProxy? = nil, connector: ConnectorIdentity
    ) {
        self.services = services
        self.tenant = tenant
        self.application = application
        self.credential = credential
        self.proxy = proxy
        self.connector = connector
    }
}

/// What one connector is told from others by.
package struct ConnectorIdentity: Sendable, Equatable {
    /// The GUID that its trust certificate names, or `nil` if that is not known.
    package var id: String?
    /// The name of its host, with or without a domain: what counts where there is no id.
    package var machine: String

    package init(id: String? = nil, machine: String) {
        self.id = id
        self.machine = machine
    }
}
