@testable import WatchCore

/// The account that registers a connector: event 1060.
extension SentenceSample {
    static let administrator = [
        sample(
            .roles([]),
            message:
                "The account \"a@contoso.example\" may not register a connector: it has no role in the directory.",
            remedy: """
                Sign in with an account that has Application Administrator or Global Administrator, or have it \
                assigned. A role that was assigned counts after a new sign-in.
                """),
        sample(
            .roles([.cloudApplicationAdministrator]),
            message: """
                The account "a@contoso.example" may not register a connector: Cloud Application Administrator does not \
                include it, despite its name.
                """,
            remedy: """
                Sign in with an account that has Application Administrator or Global Administrator, or have it \
                assigned. A role that was assigned counts after a new sign-in.
                """),
        sample(
            .roles([.applicationAdministrator]), isFirst: true,
            message: """
                The account "a@contoso.example" may not register the tenant's first connector: it has Application \
                Administrator only.
                """,
            remedy: """
                Sign in with an account that has Global Administrator, or have it assigned. A role that was assigned \
                counts after a new sign-in.
                """),
        sample(
            .inactive(.applicationAdministrator),
            message:
                "The account \"a@contoso.example\" is eligible for Application Administrator, and has not activated it.",
            remedy: """
                Activate the role (in the Entra admin centre: ID Governance, Privileged Identity Management, My roles), \
                and sign in again.
                """),
        sample(
            .guest,
            message:
                "The account \"a@contoso.example\" is a guest of the tenant, and guests cannot register a connector.",
            remedy: """
                Sign in with an account that is a member of the tenant: an account of the connector's tenant with \
                Application Administrator or Global Administrator.
                """),
        sample(
            .personal,
            message:
                "The account \"a@contoso.example\" is a personal one, which cannot register a connector.",
            remedy: """
                Sign in with a work or school account: an account of the connector's tenant with Application \
                Administrator or Global Administrator.
                """),
        sample(
            .otherTenant(tenant("1"), connector: tenant("2")),
            message: """
                The account "a@contoso.example" is of the tenant 11111111-1111-1111-1111-111111111111, and the connector \
                of 22222222-2222-2222-2222-222222222222.
                """,
            remedy: """
                Sign in with an account of the connector's tenant with Application Administrator or Global Administrator. \
                A connector is registered in the tenant of whoever signs in; if that is meant, set Tenant= in \
                [Connector].
                """),
    ]

    private static func sample(
        _ flaw: AdministratorFlaw, isFirst: Bool = false, message: String, remedy: String
    ) -> SentenceSample {
        SentenceSample(
            .administratorUnfit(
                AdministratorFacts(
                    account: "a@contoso.example", flaw, for: IntendedRegistration(isFirst: isFirst))),
            message: message, remedy: remedy)
    }

    private static func tenant(_ digit: String) -> String {
        [8, 4, 4, 4, 12].map { String(repeating: digit, count: $0) }.joined(separator: "-")
    }
}
