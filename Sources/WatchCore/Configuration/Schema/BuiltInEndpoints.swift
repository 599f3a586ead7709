/// The endpoints that each cloud's connectors need, written in the configuration's own syntax.
///
/// It is the fragment of lowest precedence: a configuration overrides or disables an endpoint by naming its
/// section. Source: the vendor's list of names to allow in a firewall; a wildcard there cannot be probed, so
/// only concrete names stand here.
package enum BuiltInEndpoints {
    /// The fragment of `cloud`; its path is what `config show` gives as the origin.
    package static func fragment(of cloud: Cloud) -> ConfigurationFragment {
        let text =
            switch cloud {
            case .public: publicCloud
            case .usGovernment: usGovernment
            case .none: ""
            }
        return ConfigurationFragment(path: origin(cloud), text: text)
    }

    /// A file with such a name would be shown as built in, but only where origins are shown.
    static let originPrefix = "built-in (Cloud="
    private static func origin(_ cloud: Cloud) -> String { "\(originPrefix)\(cloud.rawValue))" }

    private static let publicCloud =
        ports(
            "80",
            [
                "crl3.digicert.com", "crl4.digicert.com", "ocsp.digicert.com", "cacerts.digicert.com",
                "crl.microsoft.com", "oneocsp.microsoft.com", "ocsp.msocsp.com", "caissuers.microsoft.com",
            ])
        + ports("80 443", ["ctldl.windowsupdate.com", "www.microsoft.com"])
        + ofTenant("msappproxy.net")
        + ports(
            "443",
            [
                "login.microsoftonline.com", "login.windows.net", "secure.aadcdn.microsoftonline-p.com",
                "enterpriseregistration.windows.net", "management.azure.com",
            ])
            + """
            [Login login.microsoftonline.com]
            URL=https://login.microsoftonline.com/
            RedirectHosts=*.microsoftonline.com *.office.com *.microsoft.com *.cloud.microsoft

            """ + openID("login.microsoftonline.com") + tls("login.microsoftonline.com")

    private static let usGovernment =
        ports(
            "80",
            [
                "mscrl.microsoft.us", "crl.microsoft.us", "ocsp.msocsp.us", "www.microsoft.us",
                "ctldl.windowsupdate.us",
            ])
        + ofTenant("msappproxy.us")
        + ports("443", ["login.microsoftonline.us", "login.windows.us"])
            + """
            [Login login.microsoftonline.us]
            URL=https://login.microsoftonline.us/
            RedirectHosts=*.microsoftonline.us *.office365.us *.microsoft.us

            """ + openID("login.microsoftonline.us") + tls("login.microsoftonline.us")

    /// Sections named after their hosts.
    private static func ports(_ ports: String, _ hosts: [String]) -> String {
        hosts.map { "[Port \($0)]\nHost=\($0)\nPorts=\(ports)\n" }.joined()
    }

    /// The page of the login endpoint that tells whether it knows the tenant, and the tenant's cloud.
    private static func openID(_ host: String) -> String {
        """
        [Login tenant]
        URL=https://\(host)/\(Settings.tenantPlaceholder)/v2.0/.well-known/openid-configuration
        ExpectStatus=200

        """
    }

    /// The TLS check of the endpoint that every registration needs.
    private static func tls(_ host: String) -> String {
        "[TLS \(host)]\nHost=\(host)\nInterval=5min\n"
    }

    /// The service itself, at host names that begin with the tenant's id.
    private static func ofTenant(_ domain: String) -> String {
        ["registration", "bootstrap"]
            .map { "[Port \($0)]\nHost=\(Settings.tenantPlaceholder).\($0).\(domain)\nPorts=443\n" }.joined()
    }
}
