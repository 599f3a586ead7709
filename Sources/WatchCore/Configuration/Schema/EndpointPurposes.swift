/// Why a connector needs an endpoint, as the vendor's list of names to allow in a firewall has it.
package enum EndpointPurpose: String, Sendable, CaseIterable {
    case proxy
    case service
    case login
    case revocation
    case updates = "ca-updates"
    /// It is in the configuration only.
    case configured
}

extension EndpointPurpose {
    /// For a network team, without a full stop.
    package var text: String {
        switch self {
        case .proxy: "The outbound proxy, which every connection goes through"
        case .service: "The cloud service of the connector itself"
        case .login: "Login and registration of the connector"
        case .revocation: "Revocation lists, fetched while certificates are validated"
        case .updates: "Updates of the trust list and of intermediate CA certificates"
        case .configured: "Asked for by the administrator of the connector"
        }
    }
}

/// What a connector needs under every name below a domain, which cannot be probed.
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

    /// Why its connectors need a port of a host; `nil`: it is not on the vendor's list.
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
                "crl3.digicert.com", "crl4.digicert.com", "ocsp.digicert.com", "crl.microsoft.com",
                "oneocsp.microsoft.com", "ocsp.msocsp.com",
            ]
        case .usGovernment: ["mscrl.microsoft.us", "crl.microsoft.us", "ocsp.msocsp.us"]
        case .none: []
        }
    }

    private var updates: [String] {
        switch self {
        case .public: ["ctldl.windowsupdate.com", "www.microsoft.com"]
        case .usGovernment: ["www.microsoft.us", "ctldl.windowsupdate.us"]
        case .none: []
        }
    }
}
