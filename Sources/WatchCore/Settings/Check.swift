/// One thing that is looked at again and again.
package struct Check: Sendable, Equatable {
    package var name: CheckName
    package var subject: Subject
    package var pace: Pace

    package init(name: CheckName, subject: Subject, pace: Pace) {
        self.name = name
        self.subject = subject
        self.pace = pace
    }
}

extension Settings {
    /// Stands for the tenant's GUID in the host of a built-in section.
    package static let tenantPlaceholder = "<tenant>"

    /// Every check that the settings ask for: the trust files first, then ports, then logins.
    ///
    /// `learnedTenant` is the GUID in the subject of the trust certificate, once that has been seen; `Tenant=`
    /// goes before it. Sections that need a tenant are left out while there is none.
    package func checks(learnedTenant: String?) -> [Check] {
        let tenant = connector.tenant ?? learnedTenant
        return trusts.map { section in
            Check(
                name: CheckName(section.name.map { "trust \($0)" } ?? "trust"),
                subject: .trust(section.subject), pace: section.pace)
        }
            + ports.flatMap { $0.checks(tenant: tenant) }
            + logins.map { section in
                Check(
                    name: CheckName("login \(section.name)"), subject: .login(section.subject),
                    pace: section.pace)
            }
    }
}

extension PortSection {
    /// `[Port login]` with two ports is two checks, `port login:80` and `port login:443`.
    fileprivate func checks(tenant: String?) -> [Check] {
        var host = host
        // The one byte tells, as no other name holds it, and is found much faster than a text.
        if host.utf8.contains(UInt8(ascii: "<")) {
            guard let tenant else { return [] }
            host = host.split(separator: Settings.tenantPlaceholder, omittingEmptySubsequences: false)
                .joined(separator: tenant)
        }
        return ports.map { port in
            Check(
                name: CheckName("port \(name):\(port)"),
                subject: .port(PortSubject(host: host, port: port, family: family)), pace: pace)
        }
    }
}
