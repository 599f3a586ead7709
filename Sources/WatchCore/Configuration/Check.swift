/// One thing that is probed again and again.
package struct Check: Sendable, Equatable {
    package var name: CheckName
    package var target: Target
    package var pace: Pace

    package init(name: CheckName, target: Target, pace: Pace) {
        self.name = name
        self.target = target
        self.pace = pace
    }
}

extension Settings {
    /// Stands for the tenant's GUID in the host or URL of a section.
    package static let tenantPlaceholder = "<tenant>"

    /// A tenant of nobody, where there must be one for a text to be whole.
    static let namelessTenant = "00000000-0000-0000-0000-00000000000a"

    /// Every check that the settings ask for: the trust files first, then ports, logins, TLS, and this host.
    ///
    /// `learnedTenant` is the GUID in the subject of the trust certificate, once that has been seen; `Tenant=`
    /// goes before it. Sections that need a tenant are left out while there is none.
    package func checks(learnedTenant: String?) -> [Check] {
        let tenant = Tenant(id: connector.tenant ?? learnedTenant)
        let ports = ports.flatMap { $0.checks(tenant) }
        return trusts.map(\.check) + ports + logins.compactMap { $0.check(tenant) }
            + tls.compactMap { $0.check(tenant) } + hostCheck(askingOf: ports)
    }

    /// This host itself, whose clock is compared with those of servers that are watched anyway.
    private func hostCheck(askingOf ports: [Check]) -> [Check] {
        guard let hostPace else { return [] }
        var sources: [ClockSource] = []
        for check in ports where sources.count < HostTarget.sourceLimit {
            guard case .port(let port) = check.target, port.port == 80 else { continue }
            let source = ClockSource(
                host: port.host, port: port.port, proxy: port.routes.isDirect ? nil : port.routes.proxy)
            if !sources.contains(source) { sources.append(source) }
        }
        return [Check(name: CheckName("host"), target: .host(HostTarget(sources: sources)), pace: hostPace)]
    }
}

extension Settings {
    /// The names of all checks, those under names of the tenant included.
    package var names: [CheckName] { checks(learnedTenant: Self.namelessTenant).map(\.name) }
}

/// The tenant, as far as it is known.
private struct Tenant {
    var id: String?

    /// `text` with the tenant in the place that is kept for it; `nil`: there is such a place, and no tenant.
    func filled(into text: String) -> String? {
        // The one byte tells, as no other text holds it, and is found much faster than a text.
        guard text.utf8.contains(UInt8(ascii: "<")) else { return text }
        guard let id else { return nil }
        return text.split(separator: Settings.tenantPlaceholder, omittingEmptySubsequences: false)
            .joined(separator: id)
    }
}

extension TrustSection {
    fileprivate var check: Check {
        Check(
            name: CheckName(name.map { "trust \($0)" } ?? "trust"), target: .trust(target), pace: pace)
    }
}

extension PortSection {
    /// `[Port login]` with two ports is two checks, `port login:80` and `port login:443`.
    fileprivate func checks(_ tenant: Tenant) -> [Check] {
        guard let host = tenant.filled(into: host) else { return [] }
        return ports.map { port in
            Check(
                name: CheckName("port \(name):\(port)"),
                target: .port(PortTarget(host: host, port: port, family: family, routes: routes)), pace: pace)
        }
    }
}

extension LoginSection {
    fileprivate func check(_ tenant: Tenant) -> Check? {
        guard let page = tenant.filled(into: url).flatMap({ PageAddress($0) }) else { return nil }
        var target = target
        target.page = page
        return Check(name: CheckName("login \(name)"), target: .login(target), pace: pace)
    }
}

extension TLSSection {
    fileprivate func check(_ tenant: Tenant) -> Check? {
        guard let host = tenant.filled(into: target.host) else { return nil }
        var target = target
        target.host = host
        return Check(name: CheckName("tls \(name)"), target: .tls(target), pace: pace)
    }
}
