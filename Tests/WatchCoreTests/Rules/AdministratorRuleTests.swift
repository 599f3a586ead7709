import Testing

@testable import WatchCore

/// Which accounts may register a connector.
struct AdministratorRuleTests {
    private static let tenant = "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"
    private static let other = "99999999-8a3e-4a30-9d2a-1f2b3c4d5e6f"
    private static let global = DirectoryRole.globalAdministrator
    private static let application = DirectoryRole.applicationAdministrator
    private static let cloud = DirectoryRole.cloudApplicationAdministrator
    private static let security = DirectoryRole(template: "194ae4cb-b126-40b2-bd5b-6091b380977d")

    private func verdict(
        _ roles: [DirectoryRole]?, eligible: [DirectoryRole]? = nil, isGuest: Bool = false,
        tenant: String? = Self.tenant, isFirst: Bool = false, connector: String? = Self.tenant
    ) -> AdministratorVerdict {
        judge(
            AdministratorObservation(
                account: "a@contoso.example", tenant: tenant, isGuest: isGuest, roles: roles,
                eligible: eligible),
            for: IntendedRegistration(tenant: connector, isFirst: isFirst))
    }

    /// Every set of these roles, for a connector and for a tenant's first one.
    @Test(arguments: 0..<16, [false, true])
    func everySetOfRolesIsJudged(bits: Int, isFirst: Bool) {
        let all = [Self.global, Self.application, Self.cloud, Self.security]
        let roles = all.indices.filter { bits >> $0 & 1 == 1 }.map { all[$0] }
        let expected: AdministratorVerdict =
            if roles.contains(Self.global) {
                .mayRegister(Self.global)
            } else if roles.contains(Self.application), !isFirst {
                .mayRegister(Self.application)
            } else {
                .mayNot([.roles(roles)])
            }
        #expect(verdict(roles, isFirst: isFirst) == expected)
    }

    @Test func whatIsEligibleDoesNotCountUntilItIsActivated() {
        #expect(verdict([], eligible: [Self.application]) == .mayNot([.inactive(Self.application)]))
        #expect(verdict([Self.cloud], eligible: [Self.security]) == .mayNot([.roles([Self.cloud])]))
        #expect(
            verdict([Self.application], eligible: [Self.application], isFirst: true)
                == .mayNot([.roles([Self.application])]))
        #expect(
            verdict([Self.application], eligible: [Self.global], isFirst: true)
                == .mayNot([.inactive(Self.global)]))
    }

    @Test func anAccountThatIsNotOfTheTenantMayNotWhateverItsRoles() {
        #expect(verdict([Self.global], isGuest: true) == .mayNot([.guest]))
        #expect(
            verdict([Self.global], tenant: Self.other)
                == .mayNot([.otherTenant(Self.other, connector: Self.tenant)]))
        #expect(
            verdict([], isGuest: true, tenant: Self.other)
                == .mayNot([.otherTenant(Self.other, connector: Self.tenant), .guest, .roles([])]))
        #expect(verdict(nil, tenant: AdministratorObservation.personalTenant) == .mayNot([.personal]))
    }

    @Test func whatIsNotKnownIsNotJudged() {
        #expect(verdict(nil) == .unknown)
        #expect(verdict(nil, isGuest: true) == .mayNot([.guest]))
        #expect(verdict([Self.global], tenant: nil) == .mayRegister(Self.global))
        #expect(verdict([Self.global], connector: nil) == .mayRegister(Self.global))
    }

    @Test func rolesAreToldByTheirTemplates() {
        #expect(DirectoryRole(template: Self.global.template.uppercased(), name: "x") == Self.global)
        #expect(Self.global.name == "Global Administrator")
        #expect(DirectoryRole(template: "abc", name: "Custom").name == "Custom")
        #expect(DirectoryRole(template: "abc").name == "abc")
        #expect(!DirectoryRole(template: "b79fbf4d-3ef9-4689-8143-76b194e85509").isAssigned)
    }
}
