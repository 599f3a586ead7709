internal import FoundationEssentials

/// What a login endpoint says of a tenant (OpenID Connect Discovery 1.0, section 4.2), as far as it is judged.
private struct OpenIDConfiguration: Decodable {
    var issuer: String
    var tokenEndpoint: String
    /// The vendor's own: the domain of the cloud that the tenant lives in, as `microsoftonline.us`.
    var cloud: String?

    private enum CodingKeys: String, CodingKey {
        case issuer
        case tokenEndpoint = "token_endpoint"
        case cloud = "cloud_instance_name"
    }

    init?(_ text: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = read
    }
}

extension HTTPFacts {
    /// The endpoint's error where no tenant has the name or GUID asked for.
    var saysTenantIsUnknown: Bool { body.contains("invalid_tenant") || body.contains("AADSTS90002") }
}

func unknownTenantText(_ place: String) -> String {
    """
    \(place) answers that it knows no such tenant. The page is genuine, but the connector could not \
    register or renew here: check Tenant= in [Connector], the tenant in the subject of the trust \
    certificate, and whether the tenant lives in another cloud (Cloud=).
    """
}

/// Judges the body of a page that says how to sign in to a tenant; `nil`: it is fine, or another kind of page.
func wrongConfiguration(_ http: HTTPFacts, _ place: String, _ target: LoginTarget) -> AnswerFailure? {
    guard target.asksForConfiguration, let answer = http.responses.last else { return nil }
    guard let configuration = OpenIDConfiguration(http.body) else {
        return http.isBodyCut
            ? .fails(.httpTooLarge, "\(place) answers with more than the 64 KiB that are read of a page.")
            : .elsewhere(
                .httpBody,
                """
                \(place) answers with status \(answer.status), but with nothing that names an issuer and a token \
                endpoint: something else answers in its place, as a captive portal or a block page does. \
                Ask the network team to exempt \(target.page.host).
                """)
    }
    guard let cloud = configuration.cloud?.lowercased(), !cloud.isEmpty,
        target.page.host != cloud, !target.page.host.hasSuffix("." + cloud)
    else { return nil }
    return .fails(
        .httpBody,
        """
        \(place) says that the tenant lives in the cloud \(quoted(cloud)), to which \(target.page.host) \
        does not belong. The endpoints that are watched are those of another cloud than the connector's: \
        set Cloud= in [Connector], or Tenant= if it names the wrong tenant.
        """)
}
