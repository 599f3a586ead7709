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

    /// Whether it is about this tenant: its issuer or its token endpoint has the id in its path, or the placeholder that
    /// stands for any tenant's.
    func names(_ tenant: String) -> Bool {
        [issuer, tokenEndpoint].contains { address in
            address.lowercased().split(separator: "/").dropFirst(2)
                .contains { $0 == tenant || $0 == "{tenantid}" }
        }
    }
}

extension HTTPFacts {
    /// The endpoint's error where no tenant has the name or GUID asked for.
    var saysTenantIsUnknown: Bool { body.contains("invalid_tenant") || body.contains("AADSTS90002") }
}

/// Judges the body of a page that says how to sign in to a tenant.
///
/// - Returns: What is wrong, or `nil` if it is fine or another kind of page.
func wrongConfiguration(
    _ http: HTTPFacts, _ page: @autoclosure () -> PageFacts, _ target: LoginTarget
) -> AnswerFailure? {
    guard target.asksForConfiguration else { return nil }
    if let coding = http.coding { return .fails(.httpCompressed, .compressed(page(), coding: coding)) }
    guard let configuration = OpenIDConfiguration(http.body) else {
        return http.isBodyCut
            ? .fails(.httpTooLarge, .tooLong(page(), expectedText: nil))
            : .elsewhere(.httpBody, .notConfiguration(page()))
    }
    if let tenant = target.tenant, !configuration.names(tenant) {
        return .elsewhere(.httpBody, .otherTenant(page(), issuer: configuration.issuer))
    }
    guard let cloud = configuration.cloud?.lowercased(), !cloud.isEmpty,
        target.page.host != cloud, !target.page.host.hasSuffix("." + cloud)
    else { return nil }
    return .fails(.httpBody, .otherCloud(page(), cloud: cloud))
}
