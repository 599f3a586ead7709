internal import FoundationEssentials
internal import WatchCore

extension TrustReport {
    /// One JSON object with the keys documented in `connector-watch trust --help`.
    var json: JSONValue {
        .object([
            "time": .text(time.rfc3339), "connector": .text(connector), "host": .text(host),
            "verdict": .text(verdict.rawValue), "agents": .array(agents) { $0.json(at: time) },
        ])
    }
}

extension TrustReport.Agent {
    fileprivate func json(at date: Date) -> JSONValue {
        .object([
            "check": .text(report.check.name.text), "settings_file": .text(settingsFile),
            "verdict": .text(report.verdict.rawValue), "findings": .array(report.findings) { $0.json },
            "trust": observation?.json(at: date) ?? .null, "life": life(at: date),
            "since": .text(orNull: memory?.since?.rfc3339),
            "change": .text(orNull: memory?.change?.rawValue),
            "last_renewal": .text(orNull: memory?.lastRenewal?.rfc3339),
            "history": memory.map { .array($0.history) { $0.json } } ?? .null,
            "register": .array(Registration.cmdlets) { .text($0.cmdlet) },
        ])
    }

    private func life(at date: Date) -> JSONValue {
        guard let facts else { return .null }
        let forecast = RenewalForecast(of: facts, target, at: date)
        func from(_ left: Duration) -> JSONValue { .text((facts.notAfter - left.inSeconds).rfc3339) }
        return .object([
            "phase": .text(forecast.phase.rawValue), "renewal_from": .text(forecast.renewalFrom.rfc3339),
            "overdue_from": .text(forecast.overdueFrom.rfc3339),
            "warning_from": from(target.warningLimit), "error_from": from(target.expiryError),
            "critical_from": from(target.expiryCritical),
        ])
    }
}

extension SnapshotCertificate {
    fileprivate var json: JSONValue {
        .object([
            "thumbprint": .text(thumbprint.text), "in_user_store": inUserStore.map { .bool($0) } ?? .null,
            "since": .text(orNull: since?.rfc3339), "change": .text(orNull: change?.rawValue),
            "not_before": .text(orNull: notBefore?.rfc3339), "not_after": .text(orNull: notAfter?.rfc3339),
        ])
    }
}
