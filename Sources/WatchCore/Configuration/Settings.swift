/// What the daemon watches and how: validated, with every default applied.
package struct Settings: Sendable, Equatable {
    package var connector: ConnectorSettings
    package var trusts: [TrustSection]
    package var ports: [PortSection]
    package var logins: [LoginSection]
    package var tls: [TLSSection]
    /// How the cloud is asked about the connector, or `nil` if it is not.
    package var cloud: CloudSection?
    /// How often this host itself is probed, or `nil` if it is not.
    package var hostPace: Pace?
    package var silences: [SilenceSection]
    package var history: HistoryLimits
    package var metrics: MetricsSettings
    /// The routes of what has no section of its own.
    package var routes: Routes
    /// Who is told beside the journal.
    package var receivers: [Receiver]

    package init(
        connector: ConnectorSettings, trusts: [TrustSection] = [], ports: [PortSection] = [],
        logins: [LoginSection] = [], tls: [TLSSection] = [], cloud: CloudSection? = nil,
        hostPace: Pace? = nil,
        silences: [SilenceSection] = [], history: HistoryLimits = .standard,
        metrics: MetricsSettings = MetricsSettings(), routes: Routes = .direct, receivers: [Receiver] = []
    ) {
        self.receivers = receivers
        self.silences = silences
        self.routes = routes
        self.connector = connector
        self.history = history
        self.metrics = metrics
        self.trusts = trusts
        self.ports = ports
        self.logins = logins
        self.tls = tls
        self.cloud = cloud
        self.hostPace = hostPace
    }
}

/// `[Connector]`: which connector this is.
package struct ConnectorSettings: Sendable, Equatable {
    /// `CONNECTOR_NAME` of every alert.
    package var name: String
    package var cloud: Cloud
    /// The tenant's GUID in lower case, or `nil` if the subject of the trust certificate names it.
    package var tenant: String?
    /// When the summary of the day is told, or `nil` for never.
    package var summaryTime: TimeOfDay?

    package init(
        name: String, cloud: Cloud = .public, tenant: String? = nil, summaryTime: TimeOfDay? = nil
    ) {
        self.name = name
        self.cloud = cloud
        self.tenant = tenant
        self.summaryTime = summaryTime
    }
}

/// `[History]`: how much is remembered.
package struct HistoryLimits: Sendable, Equatable {
    package var keep: Duration
    /// In bytes.
    package var size: Int

    package init(keep: Duration, size: Int) {
        self.keep = keep
        self.size = size
    }

    package static let standard = HistoryLimits(keep: TimeSpan.days(400), size: 64 << 20)
}

/// `[Metrics]`: where a monitoring system finds what the daemon knows.
package struct MetricsSettings: Sendable, Equatable {
    /// The file for a text file collector, or `nil` for none.
    package var textFile: String?

    package init(textFile: String? = nil) {
        self.textFile = textFile
    }
}

/// The cloud whose built-in endpoint list is watched.
package enum Cloud: String, Sendable, CaseIterable {
    case `public`
    case usGovernment = "us-government"
    case none
}

extension Cloud {
    /// Where it is asked about a tenant, or `nil` for one that nothing is known of.
    package var services: CloudServices? {
        switch self {
        case .public: CloudServices(authority: "login.microsoftonline.com", graph: "graph.microsoft.com")
        case .usGovernment:
            CloudServices(authority: "login.microsoftonline.us", graph: "graph.microsoft.us")
        case .none: nil
        }
    }
}

/// `[Cloud]`: the application that asks for the connectors of the tenant, and how often.
package struct CloudSection: Sendable, Equatable {
    package var services: CloudServices
    /// Its id, in lower case.
    package var application: String
    /// The name of the systemd credential with its certificate and key, or its secret.
    package var credential: String
    package var pace: Pace

    package init(services: CloudServices, application: String, credential: String, pace: Pace) {
        self.services = services
        self.application = application
        self.credential = credential
        self.pace = pace
    }
}

/// How often a check probes, and how many probes make an alert.
package struct Pace: Sendable, Equatable {
    package var interval: Duration
    /// The time between probes while the check fails.
    package var failingInterval: Duration
    /// How long one probe may take.
    package var timeout: Duration
    /// Failed probes in a row before an alert is raised.
    package var failuresToAlert: Int
    /// Passed probes in a row before it recovers.
    package var passesToRecover: Int
    /// How often an active alert is repeated.
    package var reminderInterval: Duration

    package init(
        interval: Duration, failingInterval: Duration, timeout: Duration, failuresToAlert: Int,
        passesToRecover: Int, reminderInterval: Duration
    ) {
        self.interval = interval
        self.failingInterval = failingInterval
        self.timeout = timeout
        self.failuresToAlert = failuresToAlert
        self.passesToRecover = passesToRecover
        self.reminderInterval = reminderInterval
    }
}

/// `[Trust]` or `[Trust NAME]`; its pace's interval is `PollInterval=`.
package struct TrustSection: Sendable, Equatable {
    /// The instance name, or `nil` if the section has none.
    package var name: String?
    package var target: TrustTarget
    package var pace: Pace

    package init(name: String?, target: TrustTarget, pace: Pace) {
        self.name = name
        self.target = target
        self.pace = pace
    }
}

/// `[Port NAME]`: one check for each of its ports.
package struct PortSection: Sendable, Equatable {
    package var name: String
    /// May contain `<tenant>`: such a section is watched once the tenant is known.
    package var host: String
    package var ports: [UInt16]
    package var family: AddressFamily
    package var routes: Routes
    package var pace: Pace

    package init(
        name: String, host: String, ports: [UInt16], family: AddressFamily = .any, routes: Routes = .direct,
        pace: Pace
    ) {
        self.name = name
        self.host = host
        self.ports = ports
        self.family = family
        self.routes = routes
        self.pace = pace
    }
}

/// `[Login NAME]`.
package struct LoginSection: Sendable, Equatable {
    package var name: String
    /// The page's URL; may contain `<tenant>`: such a section is watched once the tenant is known.
    package var url: String
    /// Its page is that of `url`, with a stand-in where the tenant's id belongs.
    package var target: LoginTarget
    package var pace: Pace

    package init(name: String, url: String? = nil, target: LoginTarget, pace: Pace) {
        self.name = name
        self.url = url ?? target.page.text
        self.target = target
        self.pace = pace
    }
}

/// `[TLS NAME]`.
package struct TLSSection: Sendable, Equatable {
    package var name: String
    /// Its host may contain `<tenant>`, like that of a ``PortSection``.
    package var target: TLSTarget
    package var pace: Pace

    package init(name: String, target: TLSTarget, pace: Pace) {
        self.name = name
        self.target = target
        self.pace = pace
    }
}
