internal import FoundationEssentials

extension Snapshot {
    /// At most so many alerts have a series of their own, the worst first.
    static let metricAlertLimit = 200

    /// What the daemon knows in the text format of Prometheus (0.0.4), for the text file collector of node_exporter.
    ///
    /// The names, units and labels are promised, see docs/metrics.md. However much is watched, it is bounded: of the
    /// checks, the first ``Trend/checkLimit`` have series of their own.
    package var metrics: String {
        let families =
            daemonFamilies + checkFamilies + phaseFamilies + tlsFamilies + certificateFamilies + alertFamilies
            + counterFamilies
        return families.map(\.text).joined()
    }

    /// The checks that have series of their own.
    private var detailed: ArraySlice<SnapshotCheck> { checks.prefix(Trend.checkLimit) }

    /// Their routes with what the last probe showed.
    private var routes: [(check: SnapshotCheck, route: SnapshotRoute)] {
        detailed.flatMap { check in (check.routes ?? []).map { (check, $0) } }
    }
}

// MARK: The daemon

extension Snapshot {
    private var daemonFamilies: [MetricFamily] {
        var build = MetricFamily("build_info", "The version of the daemon.")
        build.add(1, ["version": program])
        var identity = MetricFamily("connector_info", "The connector that is watched.")
        identity.add(1, ["connector": connector, "tenant": tenant])
        var start = MetricFamily("start_time_seconds", "When the daemon started.")
        start.add(started)
        var written = MetricFamily(
            "snapshot_timestamp_seconds",
            "When these values were composed; older than two minutes, the daemon is gone or hangs.")
        written.add(time)
        var clock = MetricFamily(
            "clock_offset_seconds", "How far the clock of the host is ahead of those of servers.")
        clock.add(clockOffsetS)
        var silenced = MetricFamily("silences", "How many silences are in force.")
        silenced.add(silences?.count ?? 0)
        return [build, identity, start, written, clock, silenced]
    }

    private var counterFamilies: [MetricFamily] {
        guard let counters else { return [] }
        var probes = MetricFamily(
            "probes_total", "Probes since the start, failed: with a finding of warning or worse.", .counter)
        probes.add(counters.probesPassed, ["result": "passed"])
        probes.add(counters.probesFailed, ["result": "failed"])
        var made = MetricFamily("notifications_total", "Notifications made since the start.", .counter)
        for state in NotificationState.allCases { made.add(counters[state], ["state": state.rawValue]) }
        var dropped = MetricFamily(
            "notifications_dropped_total", "Notifications lost while the journal took none.", .counter)
        dropped.add(counters.dropped)
        var waiting = MetricFamily("notifications_waiting", "Notifications that wait for the journal.")
        waiting.add(counters.waiting)
        return [probes, made, dropped, waiting]
    }
}

// MARK: Checks

extension Snapshot {
    private var checkFamilies: [MetricFamily] {
        var states = MetricFamily("checks", "How many checks are in which state.")
        for state in CheckState.allCases {
            states.add(checks.count { $0.state == state }, ["state": state.rawValue])
        }
        var info = MetricFamily("check_info", "What a check probes.")
        var last = MetricFamily("last_probe_timestamp_seconds", "When the last probe ended.")
        for check in detailed {
            info.add(
                1, ["check": check.check.text, "group": check.group.rawValue, "target": check.target])
            last.add(check.lastProbe, ["check": check.check.text])
        }
        var success = MetricFamily(
            "probe_success", "Whether the last probe found nothing of warning or worse.")
        var reasons = MetricFamily("probe_reason", "What the last probe found of warning or worse.")
        for (check, route) in routes {
            let (name, via) = (check.check.text, route.route?.rawValue)
            success.add(route.passed ? 1 : 0, ["check": name, "via": via])
            for failure in route.failures {
                reasons.add(
                    1,
                    [
                        "check": name, "via": via, "event": String(failure.event.rawValue),
                        "phase": failure.phase.rawValue, "reason": failure.reason?.rawValue,
                    ])
            }
        }
        return [states, info, last, success, reasons]
    }

    private var phaseFamilies: [MetricFamily] {
        var durations = MetricFamily(
            "probe_duration_seconds", "How long each phase of the last probe took, as far as it came.")
        for (check, route) in routes {
            for (phase, ms) in route.phases {
                durations.add(
                    ms / 1000,
                    ["check": check.check.text, "via": route.route?.rawValue, "phase": phase.rawValue])
            }
        }
        return [durations]
    }

    private var tlsFamilies: [MetricFamily] {
        var negotiated = MetricFamily("tls_info", "What the last handshake negotiated.")
        var ends = MetricFamily(
            "server_certificate_not_after_timestamp_seconds",
            "When the certificate ends that the server presented last.")
        for (check, route) in routes {
            let (name, via) = (check.check.text, route.route?.rawValue)
            ends.add(route.serverNotAfter, ["check": name, "via": via])
            guard let version = route.tlsVersion else { continue }
            negotiated.add(
                1,
                [
                    "check": name, "via": via, "version": version, "cipher": route.tlsCipher,
                    "group": route.tlsGroup, "signature": route.tlsSignature,
                ])
        }
        return [negotiated, ends]
    }
}

// MARK: Certificates and alerts

extension Snapshot {
    private var certificateFamilies: [MetricFamily] {
        var info = MetricFamily("certificate_info", "The trust certificate of an agent.")
        var begins = MetricFamily(
            "certificate_not_before_timestamp_seconds", "When the trust certificate begins to be valid.")
        var ends = MetricFamily(
            "certificate_not_after_timestamp_seconds", "When the trust certificate expires.")
        var due = MetricFamily(
            "renewal_due_timestamp_seconds", "From when on the connector renews its trust certificate.")
        var overdue = MetricFamily(
            "renewal_overdue_timestamp_seconds", "From when on that renewal is overdue.")
        var renewed = MetricFamily(
            "last_renewal_timestamp_seconds", "When the trust certificate was last seen to be renewed.")
        for trust in trusts.prefix(Trend.checkLimit) {
            let check = trust.check.text
            info.add(
                1,
                [
                    "check": check, "thumbprint": trust.thumbprint.text, "issuer": trust.issuer,
                    "tenant": trust.tenant, "connector_id": trust.connectorId,
                    "store": trust.inUserStore ? "user" : "machine",
                ])
            begins.add(trust.notBefore, ["check": check])
            ends.add(trust.notAfter, ["check": check])
            due.add(trust.renewalFrom, ["check": check])
            overdue.add(trust.overdueFrom, ["check": check])
            renewed.add(trust.lastRenewal, ["check": check])
        }
        return [info, begins, ends, due, overdue, renewed]
    }

    private var alertFamilies: [MetricFamily] {
        var counts = MetricFamily("alerts", "How many alerts are active.")
        var raised = MetricFamily("alert_raised_timestamp_seconds", "Since when an alert is active.")
        let kinds = Dictionary(grouping: alerts) {
            [$0.event.rawValue, $0.priority.rawValue, $0.isSilenced ? 1 : 0]
        }
        for (_, alike) in kinds.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            counts.add(
                alike.count,
                [
                    "event": String(alike[0].event.rawValue), "priority": alike[0].priority.name,
                    "silenced": String(alike[0].isSilenced),
                ])
        }
        for alert in alerts.prefix(Self.metricAlertLimit) {
            raised.add(
                alert.raised,
                [
                    "check": alert.check.text, "via": alert.route?.rawValue,
                    "event": String(alert.event.rawValue), "priority": alert.priority.name,
                    "phase": alert.phase.rawValue, "reason": alert.reason?.rawValue,
                    "silenced": String(alert.isSilenced),
                ])
        }
        return [counts, raised]
    }
}

extension SnapshotAlert {
    fileprivate var isSilenced: Bool { silenced != nil }
}
