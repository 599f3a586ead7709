/// What an account is wanted for.
package struct IntendedRegistration: Sendable, Equatable {
    /// The GUID of the connector's tenant, in lower case, or `nil` if it is not known.
    package var tenant: String?
    /// Whether it is the tenant's first connector.
    package var isFirst: Bool

    package init(tenant: String? = nil, isFirst: Bool = false) {
        self.tenant = tenant
        self.isFirst = isFirst
    }

    /// The roles that may do it, the least of them first.
    package var roles: [DirectoryRole] { isFirst ? [.globalAdministrator] : DirectoryRole.registering }
}

/// Whether an account may register a connector.
package enum AdministratorVerdict: Sendable, Equatable {
    /// By this role.
    case mayRegister(DirectoryRole)
    /// For these reasons, the weightiest first.
    case mayNot([AdministratorFlaw])
    /// The cloud does not tell its roles.
    case unknown
}

/// Why an account may not register a connector.
package enum AdministratorFlaw: Sendable, Equatable {
    case personal
    /// It is of a tenant, and the connector of another one.
    case otherTenant(String, connector: String)
    case guest
    /// It may activate this role, and has not.
    case inactive(DirectoryRole)
    /// These are all the roles that it has.
    case roles([DirectoryRole])

    var reason: Reason {
        switch self {
        case .personal: .accountPersonal
        case .otherTenant: .accountTenant
        case .guest: .accountGuest
        case .inactive: .roleInactive
        case .roles: .roleMissing
        }
    }
}

/// An account that may not register a connector.
package struct AdministratorFacts: Sendable, Equatable {
    package var account: String
    package var flaw: AdministratorFlaw
    package var registration: IntendedRegistration

    package init(account: String, _ flaw: AdministratorFlaw, for registration: IntendedRegistration) {
        self.account = account
        self.flaw = flaw
        self.registration = registration
    }
}

/// Judges whether an account may register a connector.
package func judge(
    _ account: AdministratorObservation, for registration: IntendedRegistration
) -> AdministratorVerdict {
    if account.isPersonal { return .mayNot([.personal]) }
    var flaws: [AdministratorFlaw] = []
    if let tenant = account.tenant, let wanted = registration.tenant, tenant != wanted {
        flaws.append(.otherTenant(tenant, connector: wanted))
    }
    if account.isGuest { flaws.append(.guest) }
    guard let roles = account.roles else { return flaws.isEmpty ? .unknown : .mayNot(flaws) }
    guard let role = registration.roles.last(where: roles.contains) else {
        let eligible = registration.roles.first { account.eligible?.contains($0) ?? false }
        return .mayNot(flaws + [eligible.map { .inactive($0) } ?? .roles(roles)])
    }
    return flaws.isEmpty ? .mayRegister(role) : .mayNot(flaws)
}

extension AdministratorVerdict {
    /// Event 1060 for each reason, the weightiest first; none for an account that may register.
    package func findings(about account: AdministratorObservation, for registration: IntendedRegistration)
        -> [Finding]
    {
        guard case .mayNot(let flaws) = self else { return [] }
        return flaws.map { flaw in
            Finding(
                .administratorUnfit(AdministratorFacts(account: account.account, flaw, for: registration)),
                .error, .account, flaw.reason, details: account.tenant.map { [.tenant: $0] } ?? [:])
        }
    }
}
