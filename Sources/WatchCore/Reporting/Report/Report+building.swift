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
        var verdicts = seen.parts.map { part in
            part.check.isTrust
                ? Verdict() : judge(part.observation, of: part.check, baseline: baseline, at: time)
        }
        baseline.sha512Failures = zip(seen.parts, verdicts).filter { _, verdict in
            verdict.findings.contains { $0.event == .sha512Fails && $0.priority >= .warning }
        }
        .map(\.0.check.name)
        for (index, part) in seen.parts.enumerated() where part.check.isTrust {
            verdicts[index] = judge(part.observation, of: part.check, baseline: baseline, at: time)
        }
        var causes = SharedCauses(
            of: zip(seen.parts, verdicts).map { ($0.check, $1, $0.observation.directAddress) }, at: time)
        let checks = zip(seen.parts, verdicts).enumerated().map { index, result in
            let (part, verdict) = result
            var explained: [AlertKey: CheckName] = [:]
            for finding in verdict.findings {
                explained[finding.key] = causes.cause(of: finding, ofResult: index)
            }
            return CheckReport(
                check: part.check, observation: part.observation, findings: verdict.findings,
                causes: explained)
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
