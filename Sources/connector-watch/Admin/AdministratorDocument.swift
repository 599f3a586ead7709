internal import FoundationEssentials
internal import WatchCore

/// A report about an account, as JSON.
struct AdministratorDocument: Encodable {
    var time: Date
    var connector: String
    var cloud: String
    var verdict: String
    @OrNull var by: String?
    var account: String
    @OrNull var tenant: String?
    @OrNull var connectorTenant: String?
    var guest: Bool
    var firstConnector: Bool
    @OrNull var roles: [Role]?
    @OrNull var eligible: [Role]?
    var reasons: [Reason]
    var remarks: [String]

    struct Role: Encodable, Sendable {
        var id: String
        var name: String

        init(_ role: DirectoryRole) {
            id = role.template
            name = role.name
        }
    }

    struct Reason: Encodable {
        var event: Int
        @OrNull var reason: String?
        var message: String
        var remedy: String
    }

    init(_ report: AdministratorReport) {
        time = report.time
        connector = report.connector
        cloud = report.cloud.rawValue
        verdict = report.verdict.word
        if case .mayRegister(let role) = report.verdict { by = role.name }
        account = report.account.account
        tenant = report.account.tenant
        connectorTenant = report.registration.tenant
        guest = report.account.isGuest
        firstConnector = report.registration.isFirst
        roles = report.account.roles?.map(Role.init)
        eligible = report.account.eligible?.map(Role.init)
        reasons = report.findings.map { finding in
            Reason(
                event: finding.event.rawValue, reason: finding.reason?.rawValue, message: finding.message,
                remedy: finding.remedy)
        }
        remarks = report.remarks
    }
}

extension AdministratorVerdict {
    fileprivate var word: String {
        switch self {
        case .mayRegister: "may_register"
        case .mayNot: "may_not"
        case .unknown: "unknown"
        }
    }
}
