extension SectionReader {
    /// `[Connector]`, or `nil` if it was refused.
    mutating func connector(hostName: String) -> ConnectorSettings? {
        let name = read(ConnectorKeys.name, inheriting: Located(value: hostName, origins: [.default]))
        let cloud = read(ConnectorKeys.cloud)
        let tenant = read(ConnectorKeys.tenant)
        let summaryTime = read(ConnectorKeys.summaryTime)
        guard let name, let cloud, let tenant, let summaryTime else { return nil }
        return ConnectorSettings(
            name: name.value ?? hostName, cloud: cloud.value, tenant: tenant.value,
            summaryTime: summaryTime.value)
    }

    /// `[Proxy]`: the proxy, and the routes that checks inherit.
    mutating func proxy() -> ProxyReading {
        let url = read(ProxyKeys.url)
        let route = read(ProxyKeys.route)
        let credential = read(ProxyKeys.credential)
        guard let url, let route, let credential else { return ProxyReading(isRefused: true) }
        var proxy = url.value
        proxy?.credential = credential.value
        if proxy == nil { refuseRoutes(ProxyKeys.route, route) }
        if proxy == nil, let name = credential.value {
            problems.warning(
                at: span(of: ProxyKeys.credential.row.name),
                "Credential= is \"\(name.clippedForMessage)\", but no proxy is configured; the credential is ignored."
            )
        }
        return ProxyReading(proxy: proxy, route: route)
    }

    /// `[History]`, or `nil` if it was refused.
    mutating func history() -> HistoryLimits? {
        let keep = read(HistoryKeys.keep)
        let size = read(HistoryKeys.sizeLimit)
        guard let keep, let size else { return nil }
        return HistoryLimits(keep: keep.value, size: size.value)
    }

    /// `[Metrics]`, or `nil` if it was refused.
    mutating func metrics() -> MetricsSettings? {
        read(MetricsKeys.textFile).map { MetricsSettings(textFile: $0.value) }
    }

    /// `Via=`: the routes that a check probes, or `nil` if it was refused.
    mutating func routes(_ inherited: ProxyReading) -> Routes? {
        guard let route = read(CheckKeys.route, inheriting: inherited.route), !inherited.isRefused else {
            return nil
        }
        if inherited.proxy == nil, refuseRoutes(CheckKeys.route, route) { return nil }
        return inherited.routes(route.value)
    }

    /// Reports a section that itself asks for a proxy where none is configured.
    ///
    /// - Returns: Whether it does.
    @discardableResult
    private mutating func refuseRoutes(_ key: SettingKey<RouteChoice>, _ route: Located<RouteChoice>) -> Bool
    {
        guard route.value == .proxy, !section.assignments(of: key.row.name).isEmpty else { return false }
        problems.error(
            at: span(of: key.row.name),
            "Via= is \"\(route.value.rawValue)\", but no proxy is configured; set URL= in [Proxy], or use \"direct\"."
        )
        return true
    }

    /// `Enabled=`, or `nil` if it was refused.
    mutating func readEnabled() -> Bool? { read(CheckKeys.enabled)?.value }

    /// Reports a required key that is missing, unless the section is disabled; one that was refused is not missing.
    mutating func require<Value>(_ key: SettingKey<Value>, unless isDisabled: Bool) {
        guard !isDisabled, section.assignments(of: key.row.name).isEmpty else { return }
        problems.error(
            at: section.span,
            "Missing \(key.row.name)= in \(section.name); expected \(key.row.allowed).")
    }
}
