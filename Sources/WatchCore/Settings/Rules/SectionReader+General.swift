extension SectionReader {
    /// `[Connector]`.
    mutating func connector(hostName: String) -> ConnectorSettings? {
        let name = read(ConnectorKeys.name, inheriting: Traced(value: hostName, origins: [.default]))
        let cloud = read(ConnectorKeys.cloud)
        let tenant = read(ConnectorKeys.tenant)
        guard let name, let cloud, let tenant else { return nil }
        return ConnectorSettings(name: name.value ?? hostName, cloud: cloud.value, tenant: tenant.value)
    }

    /// `[Proxy]`, of which checks inherit the way.
    mutating func proxyVia() -> Traced<Way>? {
        let url = read(ProxyKeys.url)
        let via = readVia(ProxyKeys.via, inheriting: nil)
        let credential = read(ProxyKeys.credential)
        if let url, !url.value.isEmpty {
            problems.error(
                at: span(of: ProxyKeys.url.row.name),
                "URL= is \"\(url.value.withoutUserInformation.clippedForMessage)\", but this version looks the direct way only; "
                    + "leave it empty.")
        } else if let name = credential?.value {
            problems.warning(
                at: span(of: ProxyKeys.credential.row.name),
                "Credential= is \"\(name.clippedForMessage)\", but there is no proxy to use it for; it is ignored."
            )
        }
        return via
    }

    /// The way a check looks; `nil`: another one than the direct way, which is reported.
    mutating func readVia(_ key: SettingKey<Way>, inheriting inherited: Traced<Way>?) -> Traced<Way>? {
        guard let via = read(key, inheriting: inherited) else { return nil }
        switch via.value {
        case .direct: return via
        case .proxy, .both:
            problems.error(
                at: span(of: key.row.name),
                "Via= is \"\(via.value.rawValue)\", but this version looks the direct way only; "
                    + "use \"direct\" or remove it.")
            return nil
        }
    }

    /// `Enabled=`; `nil`: it was refused.
    mutating func readEnabled() -> Bool? { read(CheckKeys.enabled)?.value }

    /// Reports that a key must be given, unless it was and is only refused, or the section is switched off.
    mutating func require<Value>(_ key: SettingKey<Value>, unless isDisabled: Bool) {
        guard !isDisabled, section.assignments(of: key.row.name).isEmpty else { return }
        problems.error(
            at: section.span,
            "\(section.name) has no \(key.row.name)=, which must be given: it takes \(key.row.allowed).")
    }
}
