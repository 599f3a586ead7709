import Foundation

@testable import Memory
@testable import SystemdHost
@testable import WatchCore
@testable import connector_watch

extension ReportSample {
    /// Four days of probes: latency with the time of day, an outage of the mail server, a flapping login page.
    private static func trend(_ name: String, _ base: Double) -> SnapshotTrend? {
        var trend = Trend()
        for step in 0..<(96 * 12) {
            let hour = Double(step) / 12
            let wave = 1 + 0.3 * sin(hour / 24 * 2 * .pi) + 0.08 * sin(Double(step * step % 97))
            let isDown =
                (name.contains("mail") && hour > 70)
                || (name.contains("office") && (30..<33.4).contains(hour) && step % 3 > 0)
            let isTimed = base > 0 && !isDown
            trend.count(
                isPassed: !isDown && !(name == "trust" && hour > 88),
                latency: isTimed ? .milliseconds(base * wave) : nil, at: noon + (hour - 96) * 3600)
        }
        return SnapshotTrend(trend)
    }

    static let snapshot: Snapshot = {
        let names = settings.checks(learnedTenant: nil)
        let checks = names.enumerated().map { index, check in
            let isTimed = [.connectivity, .login, .tls].contains(check.group)
            return SnapshotCheck(
                check: check.name, group: check.group, target: check.target.text, state: .ok,
                lastProbe: noon - 20,
                directMs: isTimed ? 30 : nil,
                trend: trend(check.name.text, isTimed ? 30 + Double(index) * 7 : 0))
        }
        let alert = SnapshotAlert(
            event: .portUnreachable, title: AlertEvent.portUnreachable.title, priority: .error,
            check: CheckName("port mail.example:443"), target: "mail.example:443", route: .direct,
            phase: .connect,
            reason: .connectTimeout, incident: "328a8f4285705663", raised: noon - 25.9 * 3600,
            message: "It is unreachable: no address answered within 10 s. Ask the network team.")
        var trusted = SnapshotTrust(
            check: CheckName("trust"), settingsFile: trust.settingsFile,
            thumbprint: thumbprint("D"), inUserStore: false, history: [])
        (trusted.since, trusted.change) = (noon - 170 * 86_400, .renewal)
        (trusted.notBefore, trusted.notAfter) = (noon - 170 * 86_400, noon + 9.5 * 86_400)
        var record = CertificateRecord(thumbprint("A"))
        (record.since, record.notBefore, record.notAfter) = (
            noon - 330 * 86_400, noon - 330 * 86_400, noon - 150 * 86_400
        )
        trusted.history = [SnapshotCertificate(record)]
        return Snapshot(
            program: "0.3.0", time: noon - 12, started: noon - 9 * 86_400, nextWithinS: 60,
            connector: "hq-01",
            verdict: .critical, alerts: [alert], trusts: [trusted], checks: checks)
    }()

    static func entry(
        _ hours: Double, _ event: AlertEvent, _ state: NotificationState, _ check: String, incident: String?,
        priority: Priority = .error, seconds: Int = 0, message: String = "It failed."
    ) -> AlertRecord? {
        var fields = [
            "CONNECTOR_EVENT_ID": String(event.rawValue), "CONNECTOR_STATE": state.rawValue,
            "CONNECTOR_CHECK": check,
            "PRIORITY": String(priority.rawValue), "MESSAGE": message, "CONNECTOR_VIA": "direct",
            "CONNECTOR_INCIDENT_SECONDS": String(seconds),
        ]
        fields["CONNECTOR_INCIDENT"] = incident
        return AlertRecord(time: Int64((noon.timeIntervalSince1970 + hours * 3600) * 1e6), fields: fields)
    }

    static var journal: JournalPart {
        var journal = JournalPart()
        let entries = [
            entry(
                -140, .addressesUnreachable, .raised, "port aadcdn.msauth.net:443", incident: "a1",
                priority: .warning),
            entry(
                -131, .addressesUnreachable, .recovered, "port aadcdn.msauth.net:443", incident: "a1",
                priority: .notice, seconds: 32_400),
            entry(-66, .loginFails, .raised, "login office", incident: "b2"),
            entry(
                -62.5, .loginFails, .recovered, "login office", incident: "b2", priority: .notice,
                seconds: 12_600),
            entry(
                -40, .thumbprintChanged, .info, "trust", incident: nil, priority: .notice,
                message: "The connector renewed its certificate."),
            entry(-25.9, .portUnreachable, .raised, "port mail.example:443", incident: "328a8f4285705663"),
            entry(
                -2, .portUnreachable, .reminder, "port mail.example:443", incident: "328a8f4285705663",
                seconds: 86_040),
        ]
        for case let entry? in entries { journal.log.take(entry) }
        return journal
    }

    /// Ninety days: a week without a daemon, a silenced weekend, an outage of a day, and incidents that the journal has lost.
    static let remembered: RememberedPart = {
        var part = RememberedPart()
        let midnight = (noon.timeIntervalSince1970 / 86_400).rounded(.down) * 86_400
        for (index, check) in settings.checks(learnedTenant: nil).enumerated() {
            let isTimed = [.connectivity, .login, .tls].contains(check.group)
            part.byCheck[check.name.text] = (0..<90).filter { !(20..<27).contains($0) }.map { day in
                let isDown = check.name.text.contains("office") && day == 50
                let isSilenced = check.group == .connectivity && (61..<63).contains(day)
                let failed = isDown ? 500 : (day * (index + 3)) % 41 == 0 ? 4 : 0
                return TrendPeriod(
                    begins: Date(timeIntervalSince1970: midnight) - Double(89 - day) * 86_400, probes: 1440,
                    passed: 1440 - failed - (isSilenced ? 300 : 0), silenced: isSilenced ? 300 : 0,
                    ms: isTimed ? 30 + Double(index) * 7 + 6 * sin(Double(day) / 6) + Double(day % 5) : nil)
            }
        }
        part.incidents = [
            RememberedIncident(
                id: "c3", check: "login office", target: "https://login.microsoftonline.com/", event: 1030,
                route: "direct", priority: 3, phase: "exchange", reason: "http-status",
                message: "The login page answers with status 503.", raised: noon - 39.6 * 86_400,
                ended: noon - 39.2 * 86_400, lasted: .seconds(34_560)),
            RememberedIncident(
                id: "b2", check: "login office", target: "https://login.microsoftonline.com/", event: 1030,
                route: "direct", priority: 3, phase: "exchange", reason: nil, message: "It failed.",
                raised: noon - 66 * 3600, ended: noon - 62.5 * 3600, lasted: .seconds(12_600)),
        ]
        return part
    }()

    static let page: ReportModel = ReportModel(
        settings, probe: probe, snapshot: snapshot, snapshotFailure: nil,
        memory: TrustMemory(snapshot, savedIn: "/none", settings), journal: journal, remembered: remembered,
        since: noon - 7 * 86_400, at: noon)

    /// No checks were run, no daemon runs, and the journal cannot be read.
    static let bare: ReportModel = {
        var journal = JournalPart()
        journal.failure = "No permission to read the system journal; run this as root."
        return ReportModel(
            settings, probe: nil, snapshot: nil, snapshotFailure: "The daemon is not running.",
            memory: TrustMemory(nil, savedIn: "/none", settings), journal: journal,
            since: noon - 7 * 86_400, at: noon)
    }()

    /// Text of others that tries to be markup, to hide, and to push the page apart.
    static var hostile: ReportModel {
        var model = page
        let evil =
            "\"'><script>document.title='run'</script><img src=x onerror=alert(1)>\u{202e}\u{1b}[31m&amp;"
        let long = String(repeating: "unbroken", count: 60)
        model.settings.connector.name = evil
        model.host = long
        model.probe?.checks = probe.checks.map { check in
            let findings = check.findings.map { finding in
                var finding = finding
                finding.facts = .recorded(
                    finding.event, message: finding.message + evil + long, remedy: "")
                return finding
            }
            return check.with(findings: findings)
        }
        for index in model.rows.indices {
            model.rows[index].check = CheckName(index % 2 == 0 ? evil : long)
            model.rows[index].target = long
        }
        for index in model.incidents.indices {
            model.incidents[index].message = index % 2 == 0 ? evil : long
            model.incidents[index].check = evil
        }
        model.agents[0].target.settingsFile = long + evil
        let proxy = OutboundProxy(host: evil + long, port: 3128)
        let shut = CheckReport.port(host: long, failure: .refused, routes: Routes(proxy: proxy))
        model.probe?.checks.insert(shut, at: 0)
        model.sources = [evil]
        model.journalFailure = evil
        model.snapshotFailure = long
        return model
    }
}
