/// Turns merged sections into settings; a section that is refused is left out, and the problems say why.
struct SettingsBuilder {
    private(set) var problems: ConfigurationProblems
    private(set) var effective: [EffectiveSection] = []
    private let sections: [SectionKind: [MergedSection]]
    private let hostName: String
    private let zones: any TimeZoneSource
    private let withEffective: Bool

    init(
        _ sections: [MergedSection], hostName: String, zones: any TimeZoneSource,
        problems: ConfigurationProblems, withEffective: Bool
    ) {
        self.zones = zones
        self.sections = Dictionary(grouping: sections, by: \.name.kind)
        self.hostName = hostName
        self.problems = problems
        self.withEffective = withEffective
    }

    /// - Returns: The settings, or `nil` if `[Connector]` was refused.
    mutating func build() -> Settings? {
        let hostName = hostName
        let connector = read(.connector) { $0.connector(hostName: hostName) }.first
        let (defaults, serverExpiry) =
            read(.defaults) {
                (PaceDefaults(reading: &$0, inheriting: .none), $0.serverExpiry(inheriting: .none))
            }.first ?? (.none, .none)
        let inherited = DefaultValues(
            pace: defaults, serverExpiry: serverExpiry,
            proxy: read(.proxy) { $0.proxy() }.first ?? ProxyReading(isRefused: true))
        let history = read(.history) { $0.history() }.first ?? nil
        let metrics = read(.metrics) { $0.metrics() }.first ?? nil
        let trusts = read(.trust) { $0.trust(inherited) }.present()
        let ports = read(.port) { $0.port(inherited) }.present()
        let logins = read(.login) { $0.login(inherited) }.present()
        let tls = read(.tls) { $0.tls(inherited) }.present()
        let (silences, zones) = (sections[.silence] ?? [], zones)
        limitSilences(silences)
        let silenced = read(.silence) { $0.silence(zones) }.compactMap(\.self)
        let receivers =
            read(.alertmanager) { $0.alertmanager(inherited.proxy) }.flatMap(\.self)
            + read(.webhook) { $0.webhook(inherited.proxy) }.compactMap(\.self)
        let cloud =
            read(.cloud) { $0.cloud(connector ?? nil, inherited, hasTrust: !trusts.isEmpty) }.first ?? nil
        limitReceivers(receivers.count)
        limitChecks(trusts.count + ports.reduce(0) { $0 + $1.ports.count } + logins.count + tls.count)
        guard case .some(.some(let connector)) = connector else { return nil }
        let usesNetwork = !ports.isEmpty || !logins.isEmpty || !tls.isEmpty
        let settings = Settings(
            connector: connector, trusts: trusts, ports: ports, logins: logins, tls: tls,
            cloud: cloud, hostPace: usesNetwork ? defaults.hostPace : nil, silences: silenced,
            history: history ?? .standard, metrics: metrics ?? MetricsSettings(),
            routes: inherited.proxy.route.map { inherited.proxy.routes($0.value) } ?? .direct,
            receivers: receivers)
        warnOfUnmatched(settings)
        return settings
    }

    /// Warns of silences that cover nothing.
    private mutating func warnOfUnmatched(_ settings: Settings) {
        guard !settings.silences.isEmpty else { return }
        let names = settings.silenceableNames
        for silence in settings.silences {
            let name = SectionName(.silence, silence.name)
            guard let section = sections[.silence]?.first(where: { $0.name == name }) else { continue }
            var reader = SectionReader(section, problems: problems, isShown: false)
            reader.warnOfUnmatched(silence.scope, among: names)
            problems = reader.problems
        }
    }

    private mutating func limitReceivers(_ count: Int) {
        guard count > Configuration.maximumReceivers else { return }
        let last = sections[.webhook]?.last ?? sections[.alertmanager]?.last
        let span = last?.span ?? SourceSpan(file: Origin.default.description, line: 1, column: 1)
        problems.error(
            at: span,
            "The configuration has \(count) receivers; the limit is \(Configuration.maximumReceivers).")
    }

    private mutating func limitSilences(_ silences: [MergedSection]) {
        guard silences.count > Configuration.maximumSilences else { return }
        problems.error(
            at: silences[Configuration.maximumSilences].span,
            "The configuration has \(silences.count) silences; the limit is \(Configuration.maximumSilences)."
        )
    }

    /// Reads every section of a kind; a kind that needs no name is read as an empty section if no file has one.
    private mutating func read<Value>(
        _ kind: SectionKind, _ body: (inout SectionReader) -> Value
    ) -> [Value] {
        let isAlwaysThere =
            switch kind.naming {
            case .never, .optional: true
            case .always: false
            }
        let nowhere = SourceSpan(file: Origin.default.description, line: 1, column: 1)
        let absent = isAlwaysThere ? [MergedSection(name: SectionName(kind), span: nowhere)] : []
        return (sections[kind] ?? absent).map { section in
            var reader = SectionReader(section, problems: problems, isShown: withEffective)
            // With a second owner of the list every added problem would copy it.
            problems = ConfigurationProblems()
            let value = body(&reader)
            problems = reader.problems
            if let shown = reader.shown {
                effective.append(EffectiveSection(name: section.name, settings: shown))
            }
            return value
        }
    }

    private mutating func limitChecks(_ count: Int) {
        guard count > Configuration.maximumChecks else { return }
        let last = sections[.tls]?.last ?? sections[.login]?.last ?? sections[.port]?.last
        let span = last?.span ?? SourceSpan(file: Origin.default.description, line: 1, column: 1)
        problems.error(
            at: span,
            "The configuration has \(count) checks; the limit is \(Configuration.maximumChecks).")
    }
}

extension Array {
    /// Those that are there, in an array of just their size: it lives as long as the settings.
    fileprivate func present<Value>() -> [Value] where Element == Value? {
        var present: [Value] = []
        present.reserveCapacity(count)
        for case let value? in self { present.append(value) }
        return present
    }
}

/// The values that check sections inherit from other sections.
struct DefaultValues {
    var pace: PaceDefaults
    var serverExpiry: ServerExpiryDefaults
    var proxy: ProxyReading
}

/// What `[Proxy]` says.
struct ProxyReading {
    /// Whether a key was refused, so that nothing is reported about what depends on it.
    var isRefused = false
    var proxy: OutboundProxy?
    var route: Located<RouteChoice>?

    /// The routes that a choice stands for.
    func routes(_ choice: RouteChoice) -> Routes {
        guard let proxy else { return .direct }
        return switch choice {
        case .direct: .direct
        case .proxy: Routes(isDirect: false, proxy: proxy)
        case .both: Routes(proxy: proxy)
        }
    }
}
