package import FoundationEssentials

extension Report {
    /// Judges what was seen, each check once: what the probe of this host says of its clock helps to judge the rest, and
    /// what others say of SHA-512 the trust certificates.
    package init(
        of seen: RunObservation, settings: Settings, host: String, time: Date, duration: Duration
    ) {
        var baseline = Baseline(clockOffset: seen.clockOffset)
        func report(_ part: RunObservation.Part) -> CheckReport {
            let verdict = judge(part.observation, of: part.check, baseline: baseline, at: time)
            return CheckReport(check: part.check, observation: part.observation, findings: verdict.findings)
        }
        var reports = seen.parts.map { $0.check.isTrust ? nil : report($0) }
        baseline.sha512Failures = reports.compactMap(\.self).filter { check in
            check.findings.contains { $0.event == .sha512Fails && $0.priority >= .warning }
        }
        .map(\.check.name)
        for (index, part) in seen.parts.enumerated() where part.check.isTrust {
            reports[index] = report(part)
        }
        let checks = reports.compactMap(\.self)
        self.init(
            time: time, connector: settings.connector.name, host: host, duration: duration, checks: checks,
            leftOut: seen.leftOut)
    }
}

extension RunObservation {
    fileprivate var clockOffset: Duration? {
        for part in parts {
            if case .host(let host) = part.observation { return host.clockMeasurement?.offset }
        }
        return nil
    }
}
