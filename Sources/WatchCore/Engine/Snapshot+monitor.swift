internal import FoundationEssentials

extension Snapshot {
    /// What the daemon knows.
    ///
    /// - Parameters:
    ///   - monitor: what is watched.
    ///   - start: when the daemon started.
    ///   - now: both clocks.
    init(of monitor: Monitor, since start: Date, at now: Timestamp) {
        let date = now.date
        let connector = monitor.settings.connector
        let alerts = monitor.alerts.trackers.all.compactMap { name, active in
            SnapshotAlert(
                name, active, target: monitor.target(of: name),
                silence: monitor.alerts.silence(of: active.finding.event, of: name),
                flapping: monitor.alerts.trackers.flapping(active.finding.key, of: name))
        }
        let names = monitor.names
        self.init(
            program: version, time: date, started: start,
            nextWithinS: Snapshot.interval.components.seconds, connector: connector.name,
            tenant: connector.tenant ?? monitor.ledger.tenant,
            journalNamespace: monitor.environment.journalNamespace,
            verdict: alerts.map { ReportVerdict($0.priority) }.max() ?? .ok, alerts: alerts,
            silences: monitor.alerts.silences.active.map(SnapshotSilence.init),
            trusts: names.compactMap { SnapshotTrust($0, of: monitor, at: date) },
            checks: names.compactMap { SnapshotCheck($0, of: monitor) }, counters: monitor.counters,
            clockOffsetS: monitor.baselines.clockOffset(at: now.uptime).map { $0 / .seconds(1) },
            cloud: monitor.cloud.opinion)
    }

    /// What a daemon would know that starts with these settings after one that saved `saved`.
    package init(of saved: SavedState, _ settings: Settings, at now: Timestamp) {
        var monitor = Monitor(settings, in: EngineEnvironment(configurationPath: ""), saved: saved, at: now)
        _ = monitor.start(at: now)
        self.init(of: monitor, since: now.date, at: now)
    }
}

extension SnapshotAlert {
    /// An alert that is more than a notice; or `nil`.
    fileprivate init?(
        _ name: CheckName, _ active: Tracker.ActiveAlert, target: String, silence: ActiveSilence?,
        flapping: SnapshotFlapping?
    ) {
        let finding = active.finding
        guard finding.priority >= .warning else { return nil }
        let text = finding.text
        self.init(
            event: finding.event, title: finding.event.title, priority: finding.priority, check: name,
            target: target, route: finding.route, phase: finding.phase, reason: finding.reason,
            incident: active.incident.id, raised: active.incident.raisedAt, message: text.message,
            remedy: text.optionalRemedy, silenced: silence.map(SnapshotSilence.init),
            flapping: flapping)
    }
}

extension Alerts {
    /// That an alert comes and goes, or `nil` if it does not.
    fileprivate func flapping(_ key: AlertKey, of name: CheckName) -> SnapshotFlapping? {
        let own = key.flapping ?? AlertKey(key.event, key.route)
        guard let spell = flapping[name]?[own]?.spell,
            let raised = trackers[name]?[own]?.active?.incident.raisedAt
        else { return nil }
        let last = key == own ? AlertKey(spell.last.event, key.route) : key
        return SnapshotFlapping(
            since: raised, failures: spell.failures, passing: trackers[name]?[last]?.isDown != true)
    }
}

extension SnapshotCheck {
    fileprivate init?(_ name: CheckName, of monitor: Monitor) {
        guard let entry = monitor.scheduler.table[name] else { return nil }
        let last = entry.lastProbe
        self.init(
            check: name, group: entry.check.group, target: entry.check.target.text,
            state: last == nil ? .pending : monitor.alerts.trackers.state(of: name), lastProbe: last?.date,
            directMs: last?.latency.direct?.snapshotMs, proxyMs: last?.latency.proxy?.snapshotMs,
            trend: monitor.baselines.trend(of: name).flatMap(SnapshotTrend.init),
            routes: monitor.results[name])
    }
}

extension SnapshotTrust {
    fileprivate init?(_ name: CheckName, of monitor: Monitor, at date: Date) {
        guard case .trust(let target) = monitor.scheduler.table[name]?.check.target,
            let history = monitor.ledger[name]
        else { return nil }
        let facts = history.current.facts
        let forecast = facts.map { RenewalForecast(of: $0, target, at: date) }
        self.init(
            check: name, settingsFile: target.settingsFile, thumbprint: history.current.settings.thumbprint,
            inUserStore: history.current.settings.isInUserStore, since: history.since, change: history.change,
            lastRenewal: history.lastRenewal, notBefore: facts?.notBefore, notAfter: facts?.notAfter,
            issuer: facts.map { $0.issuerCommonName ?? $0.issuer }, tenant: facts?.tenant,
            connectorId: facts?.connectorID, key: facts?.key, phase: forecast?.phase,
            renewalFrom: forecast?.renewalFrom, overdueFrom: forecast?.overdueFrom,
            history: history.earlier.map(SnapshotCertificate.init))
    }
}

extension Monitor {
    /// What was counted since the daemon started.
    fileprivate var counters: SnapshotCounters {
        var counters = alerts.delivery.counters
        (counters.probesPassed, counters.probesFailed) = (results.passed, results.failed)
        return counters
    }
}

extension Duration {
    /// Milliseconds to the tenth.
    fileprivate var snapshotMs: Double { (self / .milliseconds(1) * 10).rounded() / 10 }
}
