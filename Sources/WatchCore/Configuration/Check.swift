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

    /// Stands in for the tenant's GUID where a text must be complete before the tenant is known.
    static let namelessTenant = "00000000-0000-0000-0000-00000000000a"

    /// Lists every check that the settings ask for.
    ///
    /// `Tenant=` takes precedence over the certificate. Sections that need a tenant are left out while none is known.
    ///
    /// - Parameters:
    ///   - learnedTenant: the GUID in the subject of the trust certificate, or `nil` if it was not seen yet.
    ///   - connectorID: the GUID of the connector in the same certificate, or `nil` if it was not seen yet.
    /// - Returns: The trust files first, then ports, logins, TLS, the cloud, and this host.
    package func checks(learnedTenant: String?, connectorID: String? = nil) -> [Check] {
        let tenant = Tenant(id: connector.tenant ?? learnedTenant)
        let ports = ports.flatMap { $0.checks(tenant) }
        return trusts.map(\.check) + ports + logins.compactMap { $0.check(tenant) }
            + tls.compactMap { $0.check(tenant) } + cloudCheck(tenant, connectorID) + hostCheck(asking: ports)
    }

    /// Under which the cloud is asked.
    package static let cloudName = CheckName("cloud")

    /// The check of what the cloud says of the connector.
    private func cloudCheck(_ tenant: Tenant, _ connectorID: String?) -> [Check] {
        guard let cloud, let id = tenant.id else { return [] }
        let target = CloudTarget(
            services: cloud.services, tenant: id, application: cloud.application,
            credential: cloud.credential, proxy: routes.proxy,
            connector: ConnectorIdentity(id: connectorID, machine: connector.name))
        return [Check(name: Self.cloudName, target: .cloud(target), pace: cloud.pace)]
    }

    /// The check of this host, which compares its clock with those of servers that are watched anyway.
    private func hostCheck(asking ports: [Check]) -> [Check] {
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
    /// The names of all checks, including those that need a tenant.
    package var names: [CheckName] { checks(learnedTenant: Self.namelessTenant).map(\.name) }

    /// The names under which alerts stand that can be silenced.
    package var silenceableNames: [CheckName] { names + Self.otherNames + receivers.map(\.name) }

    /// Those of what many checks need, and of the daemon's parts that event 1099 tells of.
    private static let otherNames = [
        "resolver", "proxy", "network", "snapshot", "metrics", "descriptors",
    ].map { CheckName($0) }
}

/// The tenant's id, or `nil` if it is not known.
private struct Tenant {
    var id: String?

    /// - Returns: `text` with the placeholder replaced, or `nil` if it has one and the tenant is not known.
    func filled(into text: String) -> String? {
        // Looking for the one byte that only the placeholder has is much faster than looking for the placeholder.
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
