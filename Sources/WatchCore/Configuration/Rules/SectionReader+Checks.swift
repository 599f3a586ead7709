extension SectionReader {
    /// `[Trust]` or `[Trust NAME]`, or `nil` if it is disabled or was refused.
    mutating func trust(_ inherited: DefaultValues) -> TrustSection? {
        let windowsRoot = read(TrustKeys.windowsRoot)
        let windowsHost = windowsRoot?.value.map(WindowsHost.init(root:))
        /// A value that follows from `WindowsRoot=`.
        func followed<Value>(_ value: Value?) -> Located<Value>? {
            value.map { Located(value: $0, origins: windowsRoot?.origins ?? []) }
        }
        let settingsFile = read(TrustKeys.settingsFile, inheriting: followed(windowsHost?.settingsPattern))
        let machineStore = read(
            TrustKeys.machineStore,
            inheriting: followed(
                settingsFile.flatMap { windowsHost?.machineStore(beside: $0.value) }.map { [$0] }))
        let userStore = read(TrustKeys.userStore, inheriting: followed((windowsHost?.userStore).map { [$0] }))
        let storePassword = read(TrustKeys.storePassword)
        let issuer = read(TrustKeys.issuer)
        let renewalWindow = read(TrustKeys.renewalWindow)
        let limits = expiryLimits()
        let interval = read(TrustKeys.pollInterval)
        let pace = PaceDefaults(withoutInterval: &self, interval: interval, inheriting: inherited.pace).pace
        guard readEnabled() == true, windowsRoot != nil, let settingsFile, let machineStore, let userStore,
            let storePassword,
            let issuer, let renewalWindow, let limits, let pace
        else { return nil }
        let target = TrustTarget(
            windowsHost: windowsHost, settingsFile: settingsFile.value, machineStore: machineStore.value,
            userStore: userStore.value, storePassword: storePassword.value, issuer: issuer.value,
            renewalWindow: renewalWindow.value,
            expiryWarning: limits.warning, expiryError: limits.error, expiryCritical: limits.critical)
        return TrustSection(name: section.name.instance, target: target, pace: pace)
    }

    /// The limits of validity, or `nil` if one was refused; each must be shorter than the one before.
    private mutating func expiryLimits() -> (warning: Duration, error: Duration, critical: Duration)? {
        let limits = [TrustKeys.expiryWarning, TrustKeys.expiryError, TrustKeys.expiryCritical]
            .map { key in (key: key, value: read(key)) }
        for (upper, lower) in zip(limits, limits.dropFirst()) {
            guard let most = upper.value, let least = lower.value, least.value >= most.value else { continue }
            let isLowerGiven = !section.assignments(of: lower.key.row.name).isEmpty
            problems.error(
                at: span(of: (isLowerGiven ? lower : upper).key.row.name),
                "\(shown(lower.key, least)) must be shorter than \(shown(upper.key, most)).")
        }
        guard let warning = limits[0].value, let error = limits[1].value, let critical = limits[2].value
        else { return nil }
        return (warning.value, error.value, critical.value)
    }

    /// A key, its value and its origin for a message: `ExpiryError=14d (default)`.
    func shown<Value>(_ key: SettingKey<Value>, _ value: Located<Value>) -> String {
        let origins = value.origins.map(\.description).joined(separator: ", ")
        return "\(key.row.name)=\(key.text(of: value.value)) (\(origins))"
    }

    /// `[Port NAME]`, or `nil` if it is disabled or was refused.
    mutating func port(_ inherited: DefaultValues) -> PortSection? {
        let host = read(PortKeys.host)
        let ports = read(PortKeys.ports)
        let common = common(inherited)
        require(PortKeys.host, unless: common.isDisabled)
        require(PortKeys.ports, unless: common.isDisabled)
        guard let name = section.name.instance, let host, let ports, let pace = common.pace,
            let family = common.family, let routes = common.routes
        else { return nil }
        return PortSection(
            name: name, host: host.value, ports: ports.value, family: family, routes: routes, pace: pace)
    }

    /// `[Login NAME]`, or `nil` if it is disabled or was refused.
    mutating func login(_ inherited: DefaultValues) -> LoginSection? {
        let url = read(LoginKeys.url)
        let expectStatus = read(LoginKeys.expectStatus)
        let expectBody = read(LoginKeys.expectBody)
        let redirectHosts = read(LoginKeys.redirectHosts)
        let common = common(inherited)
        require(LoginKeys.url, unless: common.isDisabled)
        guard let name = section.name.instance, let url, let expectStatus, let expectBody, let redirectHosts,
            let page = PageAddress(ofTenant: url.value), let pace = common.pace, let family = common.family,
            let routes = common.routes
        else { return nil }
        let target = LoginTarget(
            page: page, family: family, routes: routes, expectStatus: expectStatus.value,
            expectBody: expectBody.value, redirectHosts: redirectHosts.value)
        return LoginSection(name: name, url: url.value, target: target, pace: pace)
    }

    /// `[TLS NAME]`, or `nil` if it is disabled or was refused.
    mutating func tls(_ inherited: DefaultValues) -> TLSSection? {
        let host = read(TLSKeys.host)
        let port = read(TLSKeys.port)
        let checks = read(TLSKeys.checks)
        let expiry = serverExpiry(inheriting: inherited.serverExpiry).limits
        let common = common(inherited)
        require(TLSKeys.host, unless: common.isDisabled)
        guard let name = section.name.instance, let host, let port, let checks, let expiry,
            let pace = common.pace, let family = common.family, let routes = common.routes
        else { return nil }
        let target = TLSTarget(
            host: host.value, port: port.value, family: family, routes: routes, aspects: Set(checks.value),
            expiry: expiry)
        return TLSSection(name: name, target: target, pace: pace)
    }

    /// The keys that every check section takes; all but the first are `nil` if the section makes no check.
    private mutating func common(
        _ inherited: DefaultValues
    ) -> (isDisabled: Bool, pace: Pace?, family: AddressFamily?, routes: Routes?) {
        let pace = PaceDefaults(reading: &self, inheriting: inherited.pace).pace
        let routes = routes(inherited.proxy)
        let family = read(CheckKeys.family)
        let isEnabled = readEnabled()
        guard isEnabled == true else { return (isEnabled == false, nil, nil, nil) }
        return (false, pace, family?.value, routes)
    }
}
