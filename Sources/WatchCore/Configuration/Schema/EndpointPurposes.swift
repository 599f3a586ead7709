/// Why a connector needs an endpoint, according to the vendor's list of names to allow in a firewall.
package enum EndpointPurpose: String, Sendable, CaseIterable {
    case proxy
    case service
    case login
    case revocation
    case updates = "ca-updates"
    /// Only the configuration asks for it.
    case configured
}

extension EndpointPurpose {
    /// A phrase for the network team, without a full stop.
    package var text: String {
        switch self {
        case .proxy: "The outbound proxy, which all connections use"
        case .service: "The connector's cloud service"
        case .login: "Login and registration of the connector"
        case .revocation: "Revocation lists, needed to validate certificates"
        case .updates: "Updates of the trust list and of intermediate CA certificates"
        case .configured: "Requested by the connector's administrator"
        }
    }
}

/// A port that a connector needs at every name below a domain; it cannot be probed.
package struct WildcardEndpoint: Sendable, Equatable {
    package var pattern: HostPattern
    package var port: UInt16
    package var purpose: EndpointPurpose
}

extension Cloud {
    /// The wildcards of the vendor's list.
    package var wildcards: [WildcardEndpoint] {
        service.map { WildcardEndpoint(pattern: HostPattern($0), port: 443, purpose: .service) }
            + login.map { WildcardEndpoint(pattern: HostPattern($0), port: 443, purpose: .login) }
    }

    /// - Returns: Why this cloud's connectors need a port of a host, or `nil` if it is not on the vendor's list.
    package func purpose(of host: String, port: UInt16) -> EndpointPurpose? {
        if revocation.contains(host) { return .revocation }
        if updates.contains(host) { return .updates }
        if concreteLogin.contains(host) { return .login }
        return wildcards.first { $0.port == port && $0.pattern.matches(host) }?.purpose
    }

    private var service: [String] {
        switch self {
        case .public: ["*.msappproxy.net", "*.servicebus.windows.net"]
        case .usGovernment: ["*.msappproxy.us", "*.servicebus.usgovcloudapi.net"]
        case .none: []
        }
    }

    private var login: [String] {
        switch self {
        case .public:
            [
                "*.microsoftonline.com", "*.microsoftonline-p.com", "*.msauth.net", "*.msauthimages.net",
                "*.msecnd.net", "*.msftauth.net", "*.msftauthimages.net", "*.phonefactor.net",
            ]
        case .usGovernment: ["*.microsoftonline.us", "*.microsoftonline-p.us"]
        case .none: []
        }
    }

    private var concreteLogin: [String] {
        switch self {
        case .public: ["login.windows.net", "enterpriseregistration.windows.net", "management.azure.com"]
        case .usGovernment: ["login.windows.us"]
        case .none: []
        }
    }

    private var revocation: [String] {
        switch self {
        case .public:
            [
                "crl3.digicert.com", "crl4.digicert.com", "ocsp.digicert.com", "cacerts.digicert.com",
                "oneocsp.microsoft.com", "caissuers.microsoft.com",
            ] + Self.formerNames
        case .usGovernment: ["mscrl.microsoft.us", "crl.microsoft.us", "ocsp.msocsp.us"]
        case .none: []
        }
    }

    /// Names that one of the vendor's lists still has and another has dropped: no certificate of now points there.
    private static let formerNames = ["crl.microsoft.com", "ocsp.msocsp.com"]

    /// Whether firewalls are asked for this port although it may be of no use any more.
    static func isFormer(_ host: String, port: UInt16) -> Bool {
        port == 80 && formerNames.contains(host.asAbsoluteName)
    }

    private var updates: [String] {
        switch self {
        case .public: ["ctldl.windowsupdate.com", "www.microsoft.com"]
        case .usGovernment: ["www.microsoft.us", "ctldl.windowsupdate.us"]
        case .none: []
        }
    }
}
