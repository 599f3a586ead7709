/// What a check probes, and what is expected there: one case a kind.
package indirect enum Target: Sendable, Equatable {
    case port(PortTarget)
    case login(LoginTarget)
    case tls(TLSTarget)
    case cloud(CloudTarget)
    case host(HostTarget)
    case trust(TrustTarget)
}

extension Target {
    /// Where it connects to, or `nil` if it has no endpoint of its own.
    package var endpoint: (host: String, port: UInt16)? {
        switch self {
        case .port(let port): (port.host, port.port)
        case .login(let login): (login.page.host, login.page.port)
        case .tls(let tls): (tls.host, tls.port)
        case .cloud, .host, .trust: nil
        }
    }

    /// The routes over which it is probed, or `nil` if it has none to choose: it is on this host, or is asked on one only.
    package var routes: Routes? {
        switch self {
        case .port(let port): port.routes
        case .login(let login): login.routes
        case .tls(let tls): tls.routes
        case .cloud, .host, .trust: nil
        }
    }

    /// What alerts name as `CONNECTOR_TARGET`: host:port, URL or path.
    package var text: String {
        switch self {
        case .port(let port): hostAndPort(port.host, port.port)
        case .login(let login): login.page.text
        case .tls(let tls): hostAndPort(tls.host, tls.port)
        case .cloud(let cloud): cloud.services.connectors
        case .host: "localhost"
        case .trust(let trust): trust.settingsFile
        }
    }
}

/// Which kinds of addresses of a name are tried.
package enum AddressFamily: String, Sendable, CaseIterable {
    case any
    case ipv4
    case ipv6
}

/// A TCP port that must be reachable at every address of a name.
package struct PortTarget: Sendable, Equatable {
    /// A host name, or an address literal without brackets.
    package var host: String
    package var port: UInt16
    package var family: AddressFamily
    package var routes: Routes

    package init(host: String, port: UInt16, family: AddressFamily = .any, routes: Routes = .direct) {
        self.host = host
        self.port = port
        self.family = family
        self.routes = routes
    }
}

/// A page behind TLS that must answer as the genuine one does.
package struct LoginTarget: Sendable, Equatable {
    package var page: PageAddress
    package var family: AddressFamily
    package var routes: Routes
    /// The statuses of a genuine answer, 100 to 599.
    package var expectStatus: [Int]
    /// A text that the genuine page contains; empty: not looked for.
    package var expectBody: String
    /// Where a genuine redirect may lead besides the page's own host; `*.example.com` covers every name below it.
    package var redirectHosts: [HostPattern]

    package init(
        page: PageAddress, family: AddressFamily = .any, routes: Routes = .direct,
        expectStatus: [Int] = [200, 302], expectBody: String = "", redirectHosts: [HostPattern] = []
    ) {
        self.page = page
        self.family = family
        self.routes = routes
        self.expectStatus = expectStatus
        self.expectBody = expectBody
        self.redirectHosts = redirectHosts
    }

    /// Whether a redirect to `host` is one that the genuine page may answer with.
    package func mayRedirect(to host: String) -> Bool {
        host.asAbsoluteName == page.host.asAbsoluteName || redirectHosts.contains { $0.matches(host) }
    }

    /// Whether a redirect with this status is itself the expected answer, so that it need not be followed.
    package func isExpectedAnswer(status: Int) -> Bool {
        expectStatus.contains(status) && expectBody.isEmpty && !asksForConfiguration
    }

    /// The tenant that the page is asked about by its id, in lower case, or `nil` if it is not.
    var tenant: String? {
        page.target.split(separator: "/").first.map { $0.lowercased() }.flatMap { $0.isGUID ? $0 : nil }
    }

    /// Whether the page is one that says how to sign in to a tenant.
    var asksForConfiguration: Bool {
        let path = page.target.prefix { $0 != "?" }
        return path.hasSuffix("/.well-known/openid-configuration")
    }
}

/// One agent's `TrustSettings.xml`, the stores its certificate may lie in, and what is expected of it.
package struct TrustTarget: Sendable, Equatable {
    /// The Windows host whose drive has the files, or `nil` if each path was given by itself.
    package var windowsHost: WindowsHost?
    /// With a ``windowsHost`` perhaps its ``WindowsHost/settingsPattern``.
    package var settingsFile: String
    /// Files, directories and globs searched while `IsInUserStore` is false.
    package var machineStore: [String]
    /// Files, directories and globs searched while `IsInUserStore` is true.
    package var userStore: [String]
    /// The name of the systemd credential that holds the store's password, or `nil` to try the empty password, then none.
    package var storePassword: String?
    /// The common name of the expected issuer, or `nil` to expect those of all agents.
    package var issuer: String?
    /// The connector renews when this much validity is left.
    package var renewalWindow: Duration
    package var expiryWarning: Duration
    package var expiryError: Duration
    package var expiryCritical: Duration

    package init(
        windowsHost: WindowsHost? = nil, settingsFile: String, machineStore: [String], userStore: [String],
        storePassword: String? = nil, issuer: String?, renewalWindow: Duration, expiryWarning: Duration,
        expiryError: Duration,
        expiryCritical: Duration
    ) {
        self.windowsHost = windowsHost
        self.settingsFile = settingsFile
        self.machineStore = machineStore
        self.userStore = userStore
        self.storePassword = storePassword
        self.issuer = issuer
        self.renewalWindow = renewalWindow
        self.expiryWarning = expiryWarning
        self.expiryError = expiryError
        self.expiryCritical = expiryCritical
    }

    /// The common names of the issuers that are expected.
    package var issuers: [String] { issuer.map { [$0] } ?? AgentKind.issuers }

    /// The machine's store beside the settings file that was really read.
    package func machineStore(beside file: String) -> [String] {
        guard let windowsHost, machineStore == [windowsHost.machineStore(beside: settingsFile)] else {
            return machineStore
        }
        return [windowsHost.machineStore(beside: file)]
    }
}
