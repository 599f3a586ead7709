package import FoundationEssentials
internal import NetworkPath
package import WatchCore

/// Lets somebody sign in with a device code, and asks the cloud what the account may do.
///
/// The token is overwritten before this returns.
package struct AdministratorQuery: Sendable {
    private let authority: Authority

    /// What whoever signs in needs to know.
    package struct Prompt: Sendable {
        package let page: PageAddress
        /// The same page with the code in it, or `nil` if there is none.
        package let completePage: PageAddress?
        package let code: String
        package let lifetime: Duration
        /// The authority's time, or `nil` if it does not tell.
        package let date: Date?
    }

    /// What the cloud says, and what it does not.
    package struct Result: Sendable {
        package var account: AdministratorObservation
        /// Whole sentences about what could not be found out.
        package var remarks: [String] = []
    }

    /// Of the permissions to read who may activate which role, each suffices.
    private static let eligibilityScopes: Set = [
        "RoleEligibilitySchedule.Read.Directory", "RoleEligibilitySchedule.ReadWrite.Directory",
        "RoleManagement.Read.Directory", "RoleManagement.Read.All", "RoleManagement.ReadWrite.Directory",
    ]

    /// - Parameters:
    ///   - client: asks over the path.
    ///   - services: where a cloud is asked.
    ///   - tenant: the id or domain of the tenant to sign in to, or `nil` for that of whoever signs in.
    ///   - application: the id of the application that signs in.
    package init(_ client: CloudClient, _ services: CloudServices, tenant: String?, application: String) {
        authority = Authority(
            client: client, services: services, tenant: tenant ?? "organizations", application: application)
    }

    /// Runs until somebody has signed in and the cloud was asked, or it will never come to that.
    ///
    /// - Parameters:
    ///   - prompt: told once what to sign in with.
    ///   - progress: told each second how long the code is still valid.
    /// - Returns: what the cloud says of the account.
    /// - Throws: why nothing is known of it.
    package func run(
        prompt: (Prompt) -> Void, progress: (Duration) -> Void
    ) async throws(CloudFailure) -> Result {
        let code = try await authority.begin()
        prompt(
            Prompt(
                page: code.page, completePage: code.completePage, code: code.code, lifetime: code.lifetime,
                date: code.date))
        let token = try await token(for: code, progress)
        defer { token.overwrite() }
        return try await result(of: token)
    }

    /// Asks as often as it may, until there is a token.
    private func token(
        for code: DeviceCode, _ progress: (Duration) -> Void
    ) async throws(CloudFailure) -> Token {
        defer { code.secret.overwrite() }
        let began = ContinuousClock.now
        var now: Duration { ContinuousClock.now - began }
        var flow = DeviceAuthorization(interval: code.interval, lifetime: code.lifetime, at: .zero)
        while true {
            progress(flow.timeLeft(at: now))
            switch flow.next(at: now) {
            case .wait(let until):
                let pause = min(.seconds(1), until - now)
                guard (try? await Task.sleep(for: max(.milliseconds(1), pause))) != nil else {
                    throw .expired
                }
            case .ask:
                do throws(CloudFailure) {
                    switch try await authority.ask(code) {
                    case .token(let token): return token
                    case .not(let reply): flow.take(reply, at: now)
                    }
                } catch {
                    guard error.isPassing else { throw error }
                    flow.take(.none(retryAfter: error.wait), at: now)
                }
            case .end(.declined): throw .declined
            case .end(.expired): throw .expired
            }
        }
    }

    private func result(of token: Token) async throws(CloudFailure) -> Result {
        let graph = Graph(client: authority.client, services: authority.services, token: token.access)
        let identity = token.identity.flatMap { Claims(of: $0) }
        let access = Claims(of: token.access)
        var reader = AccountReader(identity: identity, access: access)
        do throws(CloudFailure) {
            reader.account = try await graph.account()
        } catch {
            reader.note(error, "does not tell who the account is")
        }
        do throws(CloudFailure) {
            reader.roles = try await graph.activeRoles()
            if reader.roles == nil {
                reader.remarks.append(
                    "Microsoft Graph names no roles with the permission User.Read alone; Directory.Read.All is missing."
                )
            }
        } catch {
            reader.note(error, "does not tell the account's roles (permission User.Read)")
        }
        if !Self.eligibilityScopes.isDisjoint(with: token.scopes.map(\.lastComponent)) {
            do throws(CloudFailure) {
                reader.eligible = try await graph.eligibleRoles()
            } catch {
                reader.note(error, "does not tell which roles the account may activate")
            }
        }
        return reader.result
    }
}

/// Puts together what the token and the interface say of an account.
struct AccountReader {
    let identity: Claims?
    let access: Claims?
    var account: AccountDocument?
    /// What Graph names.
    var roles: [DirectoryRole]?
    var eligible: [DirectoryRole]?
    var remarks: [String] = []

    init(identity: Claims?, access: Claims?) {
        self.identity = identity
        self.access = access
    }

    mutating func note(_ failure: CloudFailure, _ what: String) {
        remarks.append("Microsoft Graph \(what).")
        remarks += failure.sentences
    }

    var result: AdministratorQuery.Result {
        let name = account?.userPrincipalName ?? identity?.account ?? access?.account
        let tenant = (identity?.tenant ?? access?.tenant).flatMap { $0.isGUID ? $0 : nil }
        // Both are what the cloud says of this session: a role that either names is active.
        let listed = (identity?.roles ?? access?.roles).map { _ in
            ((identity?.roles ?? []) + (access?.roles ?? [])).filter(\.isGUID).map {
                DirectoryRole(template: $0)
            }
        }
        let active = roles == nil && listed == nil ? nil : (roles ?? []) + (listed ?? [])
        return AdministratorQuery.Result(
            account: AdministratorObservation(
                account: name ?? "(unknown)", tenant: tenant, isGuest: isGuest(named: name),
                roles: active?.distinct.filter(\.isAssigned), eligible: eligible),
            remarks: remarks)
    }

    /// A guest's own account is elsewhere: its name has been made from that one's, with `#EXT#`.
    private func isGuest(named name: String?) -> Bool {
        account?.userType?.lowercased() == "guest" || [identity, access].contains { $0?.membership == 1 }
            || account?.userType == nil && name?.uppercased().contains("#EXT#") == true
    }
}

extension [DirectoryRole] {
    /// Each once, in their order.
    fileprivate var distinct: [DirectoryRole] {
        reduce(into: []) { roles, role in
            if !roles.contains(where: { $0.template == role.template }) { roles.append(role) }
        }
    }
}

extension String {
    /// Of a permission, its name: what comes before it is the interface that it is for.
    fileprivate var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}
