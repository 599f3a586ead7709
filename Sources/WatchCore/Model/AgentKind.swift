/// The agents that prove who they are with a certificate of the same registration service.
package enum AgentKind: Sendable, CaseIterable {
    /// The connector of application proxy and of private access.
    case connector
    case passThrough
    case provisioning

    /// The common name of the authority that issues its certificate.
    package var issuer: String {
        switch self {
        case .connector: "connectorregistrationca.msappproxy.net"
        case .passThrough: "hisconnectorregistrationca.msappproxy.net"
        case .provisioning: "HISConnectorRegistrationCA.his.msappproxy.net"
        }
    }

    /// What it is called in a sentence.
    package var name: String {
        switch self {
        case .connector: "connector"
        case .passThrough: "pass-through authentication agent"
        case .provisioning: "provisioning agent"
        }
    }

    /// The authorities of all agents.
    package static let issuers = allCases.map(\.issuer)

    /// The agent whose certificates this authority issues, or `nil` if it is a stranger.
    package init?(issuer: String?) {
        guard let name = issuer?.lowercased(),
            let kind = Self.allCases.first(where: { $0.issuer.lowercased() == name })
        else { return nil }
        self = kind
    }

    /// The agent whose product's folder the settings file lies in, or `nil` if the folder has another name.
    package init?(settingsFile: String) {
        let folders = settingsFile.lowercased().split(separator: "/")
        if folders.contains("azure ad connect authentication agent") {
            self = .passThrough
        } else if folders.contains("azure ad connect provisioning agent") {
            self = .provisioning
        } else if WindowsHost.agentFolders.contains(where: { folders.contains($0.lowercased()[...]) }) {
            self = .connector
        } else {
            return nil
        }
    }

    /// What registers it again, by the generations of its product.
    package var registrations: [Registration] {
        switch self {
        case .connector:
            [
                Registration(
                    age: "connectors until 2023", first: "Import-Module AppProxyPSModule",
                    command: "Register-AppProxyConnector"),
                Registration(
                    age: "connectors since 2023",
                    first: "Import-Module MicrosoftEntraPrivateNetworkConnectorPSModule",
                    command: "Register-MicrosoftEntraPrivateNetworkConnector"),
            ]
        case .passThrough:
            [
                Registration(
                    age: "pass-through authentication agents",
                    first: #"cd "C:\Program Files\Microsoft Azure AD Connect Authentication Agent""#,
                    command: #"""
                        .\RegisterConnector.ps1 -ModulePath .\Modules\ -ModuleName PassthroughAuthPSModule \#
                        -AuthenticationMode Credentials -UserCredentials (Get-Credential) \#
                        -Feature PassthroughAuthentication
                        """#)
            ]
        case .provisioning:
            [
                Registration(
                    age: "provisioning agents",
                    first: #"cd "C:\Program Files\Microsoft Azure AD Connect Provisioning Agent""#,
                    command: #".\AADConnectProvisioningAgentWizard.exe"#)
            ]
        }
    }

    /// A way to register an agent again, in PowerShell on its own host.
    package struct Registration: Sendable, Equatable {
        /// Which generation of the product it is for.
        package var age: String
        /// What is to be run before.
        package var first: String
        package var command: String
    }
}
