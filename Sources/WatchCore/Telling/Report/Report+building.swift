package import FoundationEssentials

extension Report {
    /// Judges what was seen; what the look at this host says of its clock helps to judge the rest.
    package init(
        of seen: FullObservation, settings: Settings, host: String, time: Date, duration: Duration
    ) {
        let knowledge = Knowledge(clockOffset: seen.clockOffset)
        let checks = seen.parts.map { part in
            let verdict = judge(part.observation, of: part.check, knowing: knowledge, at: time)
            return CheckReport(check: part.check, observation: part.observation, findings: verdict.findings)
        }
        self.init(
            time: time, connector: settings.connector.name, host: host, duration: duration, checks: checks,
            leftOut: seen.leftOut)
    }
}

extension FullObservation {
    fileprivate var clockOffset: Duration? {
        for part in parts {
            if case .host(let host) = part.observation { return host.clockMeasurement?.offset }
        }
        return nil
    }
}
