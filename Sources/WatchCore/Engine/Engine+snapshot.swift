internal import FoundationEssentials

extension Engine {
    /// A snapshot follows another this soon at the earliest; with many checks later, as writing it costs more.
    private var leastSpacing: Duration { max(.seconds(1), .milliseconds(1) * probes.order.count) }

    var snapshot: AlertSource { source("snapshot", target: environment.snapshotPath ?? "") }

    /// Has a snapshot written in a moment, as something in it changed.
    mutating func publishSoon(at now: Timestamp) {
        guard environment.snapshotPath != nil, stage == .running, !isSnapshotWanted else { return }
        isSnapshotWanted = true
        schedule.set(.publish, at: publishedAt.map { max(now.uptime, $0 + leastSpacing) } ?? now.uptime)
    }

    /// A snapshot is due: one is written at a time, however slow the disk.
    mutating func publish(at now: Timestamp) {
        guard stage == .running, !isPublishing else { return }
        isSnapshotWanted = false
        isPublishing = true
        publishedAt = now.uptime
        effects.append(.publish(makeSnapshot(at: now)))
        schedule.set(.publish, at: now.uptime + Snapshot.interval)
    }

    mutating func published(_ failure: String?, at now: Timestamp) {
        isPublishing = false
        guard stage == .running else { return }
        // The next one was due while this one was being written.
        if !schedule.isSet(.publish) { schedule.set(.publish, at: now.uptime + leastSpacing) }
        let finding = failure.map { failure in
            Finding(
                .hostDegraded, .warning, .service, nil,
                message: """
                    \(failure) Watching goes on, but "connector-watch status" shows what was before. Check the space and \
                    the permissions of its directory.
                    """)
        }
        let revision = alerts.revision
        follow(finding, .hostDegraded, of: snapshot, at: now)
        if alerts.revision != revision { remember(at: now) }
    }

    /// What a daemon would know that starts with these settings after one that saved `saved`.
    package static func snapshot(of saved: SavedState, _ settings: Settings, at now: Timestamp) -> Snapshot {
        let environment = EngineEnvironment(configurationPath: "")
        var engine = Engine(settings: settings, environment: environment, saved: saved, at: now)
        _ = engine.start(stateFailure: nil, at: now)
        return engine.makeSnapshot(at: now)
    }

    private func makeSnapshot(at now: Timestamp) -> Snapshot {
        let alerts = alerts.all.compactMap { name, active in snapshotAlert(name, active) }
        return Snapshot(
            program: version, time: now.date, started: startedAt ?? now.date,
            nextWithinS: Snapshot.interval.components.seconds, connector: settings.connector.name,
            tenant: settings.connector.tenant ?? learnedTenant,
            verdict: alerts.map { ReportVerdict($0.priority) }.max() ?? .ok, alerts: alerts,
            trusts: probes.order.compactMap { snapshotTrust($0, at: now) },
            checks: probes.order.compactMap { snapshotCheck($0) })
    }

    private func snapshotAlert(_ name: CheckName, _ active: Tracker.ActiveAlert) -> SnapshotAlert? {
        let finding = active.finding
        guard finding.priority >= .warning else { return nil }
        let text = finding.text
        return SnapshotAlert(
            event: finding.event, title: finding.event.title, priority: finding.priority, check: name,
            target: target(of: name), route: finding.route, phase: finding.phase, reason: finding.reason,
            incident: active.incident.id, raised: active.incident.raisedAt, message: text.message,
            remedy: text.remedy.isEmpty ? nil : text.remedy)
    }

    private func snapshotCheck(_ name: CheckName) -> SnapshotCheck? {
        guard let watched = probes[name] else { return nil }
        let last = watched.lastProbe
        return SnapshotCheck(
            check: name, group: watched.check.group, target: watched.check.target.text,
            state: last == nil ? .pending : alerts.state(of: name), lastProbe: last?.date,
            directMs: last?.latency.direct?.snapshotMs, proxyMs: last?.latency.proxy?.snapshotMs,
            trend: trends[name].flatMap(SnapshotTrend.init))
    }

    private func snapshotTrust(_ name: CheckName, at now: Timestamp) -> SnapshotTrust? {
        guard case .trust(let target) = probes[name]?.check.target, let history = histories[name] else {
            return nil
        }
        let facts = history.current.facts
        let forecast = facts.map { RenewalForecast(of: $0, target, at: now.date) }
        return SnapshotTrust(
            check: name, settingsFile: target.settingsFile, thumbprint: history.current.settings.thumbprint,
            inUserStore: history.current.settings.isInUserStore, since: history.since, change: history.change,
            lastRenewal: history.lastRenewal, notBefore: facts?.notBefore, notAfter: facts?.notAfter,
            issuer: facts.map { $0.issuerCommonName ?? $0.issuer }, tenant: facts?.tenant,
            connectorId: facts?.connectorID, key: facts?.key, phase: forecast?.phase,
            renewalFrom: forecast?.renewalFrom, overdueFrom: forecast?.overdueFrom,
            history: history.earlier.map(SnapshotCertificate.init))
    }
}

extension Duration {
    /// Milliseconds to the tenth.
    fileprivate var snapshotMs: Double { (self / .milliseconds(1) * 10).rounded() / 10 }
}
