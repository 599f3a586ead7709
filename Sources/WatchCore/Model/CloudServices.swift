/// Where a cloud is asked about a tenant: who issues tokens, and who tells about accounts and connectors.
package struct CloudServices: Sendable, Equatable {
    /// The host that signs accounts and applications in.
    package let authority: String
    /// The host of Microsoft Graph.
    package let graph: String

    package init(authority: String, graph: String) {
        self.authority = authority
        self.graph = graph
    }

    /// Asks for no more than to read the profile and the memberships of whoever signs in.
    package var scope: String { "openid profile https://\(graph)/User.Read" }
    /// Asks for what an application was granted, whatever that is.
    package var applicationScope: String { "https://\(graph)/.default" }
    /// The list of a tenant's connectors.
    package var connectors: String {
        "https://\(graph)/beta/onPremisesPublishingProfiles/applicationProxy/connectors"
    }
}
