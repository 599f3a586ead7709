/// What the cloud says of the account that signed in.
package struct AdministratorObservation: Sendable, Equatable {
    /// Its sign-in name, or another one that tells it from others.
    package var account: String
    /// The GUID of the tenant that it signed in to, in lower case, or `nil` if that is not known.
    package var tenant: String?
    /// Whether it is a guest of that tenant, whose own account is elsewhere.
    package var isGuest: Bool
    /// Its active roles, or `nil` if they are not known.
    package var roles: [DirectoryRole]?
    /// The roles that it may activate, or `nil` if they are not known.
    package var eligible: [DirectoryRole]?

    /// The tenant of all personal accounts.
    static let personalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad"

    package init(
        account: String, tenant: String?, isGuest: Bool = false, roles: [DirectoryRole]? = nil,
        eligible: [DirectoryRole]? = nil
    ) {
        self.account = account
        self.tenant = tenant?.lowercased()
        self.isGuest = isGuest
        self.roles = roles
        self.eligible = eligible
    }

    /// Whether it is nobody's but its owner's.
    var isPersonal: Bool { tenant == Self.personalTenant }
}
