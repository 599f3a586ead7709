package import WatchCore

/// Where a cloud is asked about a tenant: who issues tokens, and who tells about accounts and connectors.
package struct CloudServices: Sendable, Equatable {
    /// The host that signs accounts in.
    package let authority: String
    /// The host of Microsoft Graph.
    package let graph: String

    /// Those of a cloud, or `nil` for one that none are known of.
    package init?(of cloud: WatchCore.Cloud) {
        switch cloud {
        case .public: (authority, graph) = ("login.microsoftonline.com", "graph.microsoft.com")
        case .usGovernment: (authority, graph) = ("login.microsoftonline.us", "graph.microsoft.us")
        case .none: return nil
        }
    }

    /// Asks for no more than to read the profile and the memberships of whoever signs in.
    package var scope: String { "openid profile https://\(graph)/User.Read" }
}
