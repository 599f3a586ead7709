internal import FoundationEssentials
internal import WatchCore

/// RFC 8628 section 3.2.
struct DeviceCodeDocument: Decodable, Sendable {
    var userCode: String
    var verificationUri: String
    var verificationUriComplete: String?
    var expiresIn: Int
    var interval: Int?

    private enum CodingKeys: String, CodingKey {
        case userCode = "user_code"
        case verificationUri = "verification_uri"
        case verificationUriComplete = "verification_uri_complete"
        case expiresIn = "expires_in"
        case interval
    }
}

/// RFC 6749 section 5.1; the tokens themselves never come here.
struct TokenDocument: Decodable, Sendable {
    var tokenType: String
    var scope: String?

    private enum CodingKeys: String, CodingKey {
        case tokenType = "token_type"
        case scope
    }
}

/// An error in either form: that of OAuth (RFC 6749 section 5.2), or that of Microsoft Graph.
struct ErrorDocument: Decodable, Sendable {
    var error: CloudError

    private enum CodingKeys: String, CodingKey {
        case error
        case description = "error_description"
    }

    private struct Graph: Decodable {
        var code: String
        var message: String?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let code = try? container.decode(String.self, forKey: .error) {
            error = CloudError(
                code: code,
                description: try container.decodeIfPresent(String.self, forKey: .description) ?? "")
        } else {
            let graph = try container.decode(Graph.self, forKey: .error)
            error = CloudError(code: graph.code, description: graph.message ?? "")
        }
    }
}

/// Of a user, as `GET /v1.0/me` gives it.
struct AccountDocument: Decodable, Sendable {
    var userPrincipalName: String?
    var displayName: String?
    var userType: String?
}

/// A page of a list.
struct ListDocument<Item: Decodable & Sendable>: Decodable, Sendable {
    var value: [Item]
    var next: String?

    private enum CodingKeys: String, CodingKey {
        case value
        case next = "@odata.nextLink"
    }
}

/// A role that is active in a tenant; without the permission to read it, it has its id only.
struct RoleDocument: Decodable, Sendable {
    var roleTemplateId: String?
    var displayName: String?
}

/// A role that somebody may activate.
struct EligibilityDocument: Decodable, Sendable {
    var roleDefinitionId: String?
}

/// A connector of a tenant.
///
/// What is documented as text and is no text is left out, but for what it is told by.
struct ConnectorDocument: Decodable, Sendable {
    var id: String
    var status: String
    var machineName: String?
    var externalIp: String?
    var version: String?

    private enum CodingKeys: String, CodingKey {
        case id, status, machineName, externalIp, version
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        status = try container.decode(String.self, forKey: .status)
        let text = { (key: CodingKeys) in try? container.decode(String.self, forKey: key) }
        (machineName, externalIp, version) = (text(.machineName), text(.externalIp), text(.version))
    }
}

/// A group of connectors.
struct ConnectorGroupDocument: Decodable, Sendable {
    var id: String
    var name: String?
}

/// What a token says of the account (RFC 7519), as far as it is of use.
///
/// It is read, not verified: it came from the authority itself, over a verified connection of this session (OpenID Connect
/// Core 1.0, section 3.1.3.7).
struct Claims: Decodable, Sendable {
    var tenant: String?
    var account: String?
    var roles: [String]?
    var identityProvider: String?
    /// 1 for a guest.
    var membership: Int?
    /// Of an application.
    var permissions: [String]?

    private enum CodingKeys: String, CodingKey {
        case tid
        case upn
        case preferredName = "preferred_username"
        case uniqueName = "unique_name"
        case wids
        case idp
        case acct
        case roles
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let text = { (key: CodingKeys) in try? container.decode(String.self, forKey: key) }
        tenant = text(.tid)
        account = text(.upn) ?? text(.preferredName) ?? text(.uniqueName)
        roles = try? container.decode([String].self, forKey: .wids)
        permissions = try? container.decode([String].self, forKey: .roles)
        identityProvider = text(.idp)
        membership = (try? container.decode(Int.self, forKey: .acct)) ?? text(.acct).flatMap { Int($0) }
    }
}
