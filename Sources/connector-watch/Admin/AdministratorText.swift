internal import SystemdHost
internal import WatchCore

/// A report about an account, for people.
struct AdministratorText {
    let report: AdministratorReport
    /// In characters.
    let width: Int
    let painter: Painter

    var text: String {
        let lines = sentences + [""] + facts + remarks
        return lines.joined(separator: "\n") + "\n"
    }

    private var sentences: [String] {
        let account = PlainText.escaped(report.account.account)
        let what = report.registration.isFirst ? "the tenant's first connector" : "a connector"
        switch report.verdict {
        case .mayRegister(let role):
            return paragraph("The account \"\(account)\" may register \(what), as \(role.name).", .green)
        case .mayNot:
            return report.findings.enumerated().flatMap { number, finding in
                (number > 0 ? [""] : []) + paragraph(finding.message, .red) + paragraph(finding.remedy)
            }
        case .unknown:
            return paragraph(
                "Whether the account \"\(account)\" may register \(what) could not be found out: the cloud does not tell its roles.",
                .yellow)
        }
    }

    private var facts: [String] {
        let account = report.account
        let connector = report.registration.tenant == account.tenant ? nil : report.registration.tenant
        return [
            fact("account", account.account + (account.isGuest ? " (guest)" : "")),
            fact("tenant", account.tenant), fact("connector's", connector),
            fact("roles", account.roles.map(Self.names)), fact("eligible", account.eligible.map(Self.names)),
        ].flatMap(\.self)
    }

    private func fact(_ name: String, _ value: String?) -> [String] {
        guard let value else { return [] }
        let padding = String(repeating: " ", count: Self.nameWidth - name.count)
        return PlainText.escaped(value).wrapped(width, first: "  \(name)\(padding)")
    }

    /// Of the longest name, and two blanks.
    private static let nameWidth = 13

    private var remarks: [String] { report.remarks.flatMap { [""] + paragraph($0) } }

    private static func names(_ roles: [DirectoryRole]) -> String {
        roles.isEmpty ? "none" : roles.map(\.name).joined(separator: ", ")
    }

    private func paragraph(_ text: String, _ colour: Painter.Colour? = nil) -> [String] {
        PlainText.escaped(text).wrapped(width).map { painter.paint($0, colour) }
    }
}
