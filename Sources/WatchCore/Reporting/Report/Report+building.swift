package import FoundationEssentials

extension Report {
    /// Judges what was seen, each check once.
    ///
    /// What the probe of this host says of its clock helps to judge the rest, and what others say of SHA-512 the trust
    /// certificates. What several checks fail for alike is told as one cause.
    package init(
        of seen: RunObservation, settings: Settings, host: String, time: Date, duration: Duration
    ) {
        var baseline = Baseline(clockOffset: seen.clockOffset)
        var results: [SharedCauses.Result] = []
        func report(_ part: RunObservation.Part) -> CheckReport {
            let verdict = judge(part.observation, of: part.check, baseline: baseline, at: time)
            results.append((part.check, verdict, part.observation.directAddress))
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
        var checks = reports.compactMap(\.self)
        var causes = SharedCauses(of: results, at: time)
        for index in checks.indices {
            for finding in checks[index].findings {
                checks[index].causes[finding.key] = causes.cause(of: finding, of: checks[index].check)
            }
        }
        self.init(
            time: time, connector: settings.connector.name, host: host, duration: duration, checks: checks,
            causes: causes.all, leftOut: seen.leftOut)
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
