/// The kinds of sections of the configuration, in the order they are shown.
package enum SectionKind: String, Sendable, CaseIterable {
    case connector = "Connector"
    case defaults = "Defaults"
    case proxy = "Proxy"
    case history = "History"
    case metrics = "Metrics"
    case trust = "Trust"
    case port = "Port"
    case login = "Login"
    case tls = "TLS"
    case silence = "Silence"
    case alertmanager = "Alertmanager"
    case webhook = "Webhook"
    case cloud = "Cloud"
}

extension SectionKind {
    /// Whether a section carries an instance name.
    package enum Naming: Sendable {
        case never
        case optional
        case always
    }

    package var naming: Naming {
        switch self {
        case .connector, .defaults, .proxy, .history, .metrics, .alertmanager, .cloud: .never
        case .trust: .optional
        case .port, .login, .tls, .silence, .webhook: .always
        }
    }

    /// The header as shown in messages: `[Port NAME]`.
    var header: String {
        switch naming {
        case .never, .optional: "[\(rawValue)]"
        case .always: "[\(rawValue) NAME]"
        }
    }

    /// The keys of a section of this kind, in the order they are shown.
    package var rows: [SettingRow] {
        switch self {
        case .connector: ConnectorKeys.rows
        case .defaults: DefaultsKeys.rows
        case .proxy: ProxyKeys.rows
        case .history: HistoryKeys.rows
        case .metrics: MetricsKeys.rows
        case .trust: TrustKeys.rows
        case .port: PortKeys.rows
        case .login: LoginKeys.rows
        case .tls: TLSKeys.rows
        case .silence: SilenceKeys.rows
        case .alertmanager: AlertmanagerKeys.rows
        case .webhook: WebhookKeys.rows
        case .cloud: CloudKeys.rows
        }
    }

    private static let tables = Dictionary(
        uniqueKeysWithValues: allCases.map { kind in
            (kind, Dictionary(uniqueKeysWithValues: kind.rows.map { ($0.name, $0) }))
        })

    /// - Returns: The row of a key, or `nil` if sections of this kind have no such key.
    func row(_ name: String) -> SettingRow? { Self.tables[self]?[name] }
}

/// The kind and the instance name of a section: `[Trust]`, `[Port login]`.
package struct SectionName: Sendable, Hashable, CustomStringConvertible {
    package var kind: SectionKind
    package var instance: String?

    package init(_ kind: SectionKind, _ instance: String? = nil) {
        self.kind = kind
        self.instance = instance
    }

    package var description: String { "[\(kind.rawValue)\(instance.map { " " + $0 } ?? "")]" }
}
