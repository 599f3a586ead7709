internal import FoundationEssentials
internal import WatchCore

extension Fleet {
    /// What is asked of a Prometheus that scrapes the hosts' metrics; see docs/metrics.md for their names.
    private static let metrics = """
        {__name__=~"connector_watch_(build_info|connector_info|snapshot_timestamp_seconds|certificate_info|\
        certificate_not_before_timestamp_seconds|certificate_not_after_timestamp_seconds|\
        renewal_due_timestamp_seconds|alerts|alert_raised_timestamp_seconds)"}
        """
    /// Those that there have been within a week, whether or not there are any now.
    private static let known =
        "max by (instance) (max_over_time(connector_watch_snapshot_timestamp_seconds[7d]))"
    /// A daemon whose values are older is gone or hangs.
    static let staleness = Duration.seconds(120)

    /// Asks a Prometheus.
    ///
    /// - Throws: Sentences that say why nothing can be told.
    init(_ prometheus: PrometheusClient, at now: Date) async throws(CommandFailure) {
        let known = try await prometheus.query(Self.known)
        guard !known.isEmpty else {
            throw CommandFailure([
                "The Prometheus at \(prometheus.address.origin) has had no metrics of connector-watch within a week.",
                "Set TextFile= in [Metrics] on each host, and have its node_exporter scraped.",
            ])
        }
        let samples = Dictionary(grouping: try await prometheus.query(Self.metrics), by: \.instance)
        self.init(
            known.map {
                FleetHost($0.instance, lastSeen: $0.date ?? .distantPast, samples[$0.instance] ?? [], at: now)
            },
            at: now)
    }
}

extension FleetHost {
    fileprivate init(_ name: String, lastSeen: Date, _ samples: [PrometheusClient.Sample], at now: Date) {
        self.init(name: name, lastSeen: lastSeen)
        var lives: [String: (begins: Date?, ends: Date?, renewal: Date?)] = [:]
        var thumbprints: [String: String] = [:]
        for sample in samples {
            let check = sample.labels["check"] ?? ""
            switch sample.metric.dropFirst("connector_watch_".count) {
            case "build_info": version = sample.labels["version"]
            case "connector_info": connector = sample.labels["connector"]
            case "snapshot_timestamp_seconds": self.lastSeen = max(self.lastSeen, sample.date ?? .distantPast)
            case "certificate_info": thumbprints[check] = sample.labels["thumbprint"]
            case "certificate_not_before_timestamp_seconds":
                lives[check, default: (nil, nil, nil)].begins = sample.date
            case "certificate_not_after_timestamp_seconds":
                lives[check, default: (nil, nil, nil)].ends = sample.date
            case "renewal_due_timestamp_seconds": lives[check, default: (nil, nil, nil)].renewal = sample.date
            case "alerts": count(sample)
            case "alert_raised_timestamp_seconds": raise(sample, check)
            default: break
            }
        }
        certificates = lives.compactMap { check, life in
            life.ends.map {
                Certificate(
                    check: check, thumbprint: thumbprints[check], begins: life.begins, ends: $0,
                    renewal: life.renewal)
            }
        }.sorted { $0.ends < $1.ends }
        if now.timeIntervalSince(self.lastSeen) > Fleet.staleness.inSeconds { state = min(state, .silent) }
    }

    /// What is silenced is nobody's trouble now.
    private mutating func count(_ sample: PrometheusClient.Sample) {
        guard sample.labels["silenced"] != "true", let priority = sample.priority, priority >= .warning else {
            return
        }
        alerts += sample.count ?? 0
        state = min(state, priority >= .error ? .critical : .warning)
    }

    private mutating func raise(_ sample: PrometheusClient.Sample, _ check: String) {
        guard sample.labels["silenced"] != "true", let priority = sample.priority, priority >= .warning,
            let event = sample.labels["event"].flatMap({ Int($0) }), let since = sample.date
        else { return }
        add(Trouble(since: since, event: event, check: check), priority: priority.rawValue)
    }
}

extension PrometheusClient.Sample {
    fileprivate var priority: Priority? { Priority.allCases.first { $0.name == labels["priority"] } }
}
