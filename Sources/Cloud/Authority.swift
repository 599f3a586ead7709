internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

/// The interface that issues tokens: to whoever signs in at another device (RFC 8628), and to applications.
struct Authority: Sendable {
    let client: CloudClient
    let services: CloudServices
    /// A tenant's id or domain, or `organizations` for that of whoever signs in.
    let tenant: String
    /// The application that signs in.
    let application: String

    /// Asks for a code that somebody signs in with.
    func begin() async throws(CloudFailure) -> DeviceCode {
        let answer = try await client.send(
            .post(
                [("client_id", .text(application)), ("scope", .text(services.scope))],
                to: try page("devicecode")))
        let secrets = try answer.withdraw(["device_code"])
        guard answer.isSuccess else { throw try answer.refusal }
        let document = try answer.document(DeviceCodeDocument.self)
        guard let secret = secrets["device_code"], let address = PageAddress(document.verificationUri),
            (1...64).contains(document.userCode.count), 1...86_400 ~= document.expiresIn
        else {
            throw .malformed(answer.page, "it is not the JSON that the interface documents")
        }
        return DeviceCode(
            secret: secret, code: document.userCode, page: address,
            completePage: document.verificationUriComplete.flatMap { PageAddress($0) },
            interval: document.interval.map { .seconds(min(max($0, 1), 3600)) }
                ?? DeviceAuthorization.usualInterval,
            lifetime: .seconds(document.expiresIn), date: answer.date)
    }

    /// Asks whether somebody has signed in.
    func ask(_ code: DeviceCode) async throws(CloudFailure) -> Grant {
        let answer = try await client.send(
            .post(
                [
                    ("grant_type", .text("urn:ietf:params:oauth:grant-type:device_code")),
                    ("client_id", .text(application)), ("device_code", .secret(code.secret)),
                ], to: try page("token")))
        let secrets = try answer.withdraw(["access_token", "id_token", "refresh_token"])
        guard answer.isSuccess else {
            let refusal = try answer.refusal
            guard case .refused(_, _, let error) = refusal, let reply = DeviceAuthorization.Reply(error)
            else {
                throw refusal
            }
            return .not(reply)
        }
        let document = try answer.document(TokenDocument.self)
        guard let access = secrets["access_token"], document.tokenType.lowercased() == "bearer" else {
            throw .malformed(answer.page, "it has no token for a bearer")
        }
        let scopes = document.scope?.split(separator: " ").map(String.init) ?? []
        return .token(Token(access: access, identity: secrets["id_token"], scopes: scopes))
    }

    func page(_ name: String) throws(CloudFailure) -> PageAddress {
        let text = "https://\(services.authority)/\(tenant)/oauth2/v2.0/\(name)"
        guard let page = PageAddress(text) else { preconditionFailure("\"\(text)\" is no address.") }
        return page
    }
}

/// What somebody signs in with, and what asks whether that was done.
struct DeviceCode: Sendable {
    let secret: SecretBytes
    let code: String
    let page: PageAddress
    let completePage: PageAddress?
    let interval: Duration
    let lifetime: Duration
    /// The authority's time.
    let date: Date?
}

/// What was issued; it is held in memory, and overwritten after its last use.
package struct Token: Sendable {
    let access: SecretBytes
    let identity: SecretBytes?
    /// The permissions that it has.
    let scopes: [String]

    /// Ends it, whoever still holds it.
    func overwrite() {
        access.overwrite()
        identity?.overwrite()
    }
}

/// The answer to whether somebody has signed in.
enum Grant: Sendable {
    case not(DeviceAuthorization.Reply)
    case token(Token)
}

extension DeviceAuthorization.Reply {
    /// Those that are no failure, or `nil` for any other error.
    fileprivate init?(_ error: CloudError) {
        switch error.code {
        case "authorization_pending": self = .pending
        case "slow_down": self = .slowDown
        case "access_denied", "authorization_declined": self = .declined
        case "expired_token": self = .expired
        default: return nil
        }
    }
}

extension CloudClient.Answer {
    /// What an answer says that is no success.
    var refusal: CloudFailure {
        get throws(CloudFailure) {
            let document = try document(ErrorDocument.self)
            return .refused(page, status: status, document.error)
        }
    }
}
