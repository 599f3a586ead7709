internal import Cloud
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What was found out about an account.
struct AdministratorReport {
    let time = HostClock.now().date
    let connector: String
    let cloud: WatchCore.Cloud
    let registration: IntendedRegistration
    let account: AdministratorObservation
    let verdict: AdministratorVerdict
    let findings: [Finding]
    /// Whole sentences about what could not be found out, and what else is worth knowing.
    var remarks: [String]

    init(
        connector: String, cloud: WatchCore.Cloud, registration: IntendedRegistration,
        result: AdministratorQuery.Result
    ) {
        self.connector = connector
        self.cloud = cloud
        self.registration = registration
        account = result.account
        verdict = judge(account, for: registration)
        findings = verdict.findings(about: account, for: registration)
        remarks = result.remarks
        add()
    }

    private mutating func add() {
        switch verdict {
        case .mayRegister(.applicationAdministrator):
            remarks.append(
                "The first connector of a tenant needs Global Administrator; see --first-connector.")
        case .mayNot(let flaws):
            let isAboutRoles = flaws.contains { if case .roles = $0 { true } else { false } }
            if isAboutRoles, account.eligible == nil {
                remarks.append(
                    "Whether the account may activate a role is not known, as the token does not say; see the admin centre: "
                        + "ID Governance, Privileged Identity Management, My roles.")
            }
        case .mayRegister, .unknown: break
        }
        if registration.tenant == nil {
            remarks.append(
                "The connector's tenant is not known, so the account's tenant was not compared with it; set Tenant= in "
                    + "[Connector].")
        }
    }

    /// The exit status.
    var status: Int32 {
        switch verdict {
        case .mayRegister: 0
        case .mayNot: 1
        case .unknown: CommandFailure.status
        }
    }
}
