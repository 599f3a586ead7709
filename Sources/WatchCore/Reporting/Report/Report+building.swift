package import FoundationEssentials

extension Report {
    /// Judges what was seen; what the probe this host says of its clock helps to judge the rest.
    package init(
        of seen: RunObservation, settings: Settings, host: String, time: Date, duration: Duration
    ) {
        var baseline = Baseline(clockOffset: seen.clockOffset)
        func report(_ part: RunObservation.Part) -> CheckReport {
            let verdict = judge(part.observation, of: part.check, baseline: baseline, at: time)
            return CheckReport(check: part.check, observation: part.observation, findings: verdict.findings)
        }
        baseline.sha512Failures = seen.parts.filter { !$0.check.isTrust }.map(report).filter { check in
            check.findings.contains { $0.event == .sha512Fails && $0.priority >= .warning }
        }
        .map(\.check.name)
        let checks = seen.parts.map(report)
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
