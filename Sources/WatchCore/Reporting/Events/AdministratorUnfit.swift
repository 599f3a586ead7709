extension EventProfile {
    /// Event 1060.
    static let administratorUnfit = EventProfile(
        "59a52b1235ca4ab5b6ec278bb5058a26", "Administrator may not register a connector", [.error],
        [.roleMissing, .roleInactive, .accountGuest, .accountPersonal, .accountTenant],
        sends: .entry.union([.phase, .reason, .remedy]))
}

extension FindingText {
    /// More roles than this are counted and not named.
    private static let shownRoles = 3

    /// Event 1060: the account may not register a connector.
    static func administratorUnfit(_ facts: AdministratorFacts) -> FindingText {
        let account: Phrase = "The account \"\(facts.account)\""
        let suitable: Phrase = "an account of the connector's tenant with \(facts.registration.rolesPhrase)"
        switch facts.flaw {
        case .personal:
            return FindingText(
                "\(account) is a personal one, which cannot register a connector.",
                remedy: "Sign in with a work or school account: \(suitable).")
        case .otherTenant(let tenant, let connector):
            return FindingText(
                "\(account) is of the tenant \(words: tenant), and the connector of \(words: connector).",
                remedy: """
                    Sign in with \(suitable). A connector is registered in the tenant of whoever signs in; if that is meant, \
                    set Tenant= in [Connector].
                    """)
        case .guest:
            return FindingText(
                "\(account) is a guest of the tenant, and guests cannot register a connector.",
                remedy: "Sign in with an account that is a member of the tenant: \(suitable).")
        case .inactive(let role):
            return FindingText(
                "\(account) is eligible for \(role.name), and has not activated it.",
                remedy: """
                    Activate the role (in the Entra admin centre: ID Governance, Privileged Identity Management, My roles), \
                    and sign in again.
                    """)
        case .roles(let roles):
            return lacking(roles, account, facts.registration)
        }
    }

    private static func lacking(
        _ roles: [DirectoryRole], _ account: Phrase, _ registration: IntendedRegistration
    ) -> FindingText {
        let what: Phrase = registration.isFirst ? "the tenant's first connector" : "a connector"
        let why: Phrase =
            if roles.isEmpty {
                "it has no role in the directory"
            } else if roles == [.cloudApplicationAdministrator] {
                "Cloud Application Administrator does not include it, despite its name"
            } else {
                "it has \(roles.map { "\($0.name)" }.list(shownRoles)) only"
            }
        return FindingText(
            "\(account) may not register \(what): \(why).",
            remedy: """
                Sign in with an account that has \(registration.rolesPhrase), or have it assigned. A role that was assigned \
                counts after a new sign-in.
                """)
    }
}

extension IntendedRegistration {
    /// As in "Global Administrator or Application Administrator".
    fileprivate var rolesPhrase: Phrase { roles.map { "\(words: $0.name)" }.joined(separator: " or ") }
}
