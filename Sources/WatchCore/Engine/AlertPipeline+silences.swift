/// What is silenced is followed as everything is, but not announced.
extension AlertPipeline {
    /// The silence that holds back an alert of a check or a dependency, or `nil` if none does.
    func silence(of event: AlertEvent, of name: CheckName) -> ActiveSilence? {
        guard let dependency = Dependency(rawValue: name.text), !silences.active.isEmpty else {
            return silences.active.silence(of: event, of: name)
        }
        return silences.active.silence(
            of: event, of: name, standingFor: dependencies.dependents(on: dependency))
    }

    /// Whether all that was found of a check and is more than a notice is silenced.
    func areSilenced(_ findings: [Finding], of name: CheckName) -> Bool {
        guard !silences.active.isEmpty else { return false }
        return findings.allSatisfy { $0.priority < .warning || silence(of: $0.event, of: name) != nil }
    }

    /// How many alerts that are more than notices are silenced now.
    var silencedCount: Int {
        guard !silences.active.isEmpty else { return 0 }
        return trackers.all.count { name, active in
            active.finding.priority >= .warning && silence(of: active.finding.event, of: name) != nil
        }
    }

    /// Replaces the silences of the settings.
    mutating func silence(_ sections: [SilenceSection]) {
        silences.replace(sections: sections)
    }

    /// Replaces the silences of the file, and this host's time zone.
    mutating func silence(_ entries: [SilenceEntry], in zone: TimeZoneRules) {
        silences.replace(entries: entries, zone: zone)
    }

    /// Announces what silences that are over held back.
    ///
    /// - Parameters:
    ///   - table: what is watched.
    ///   - target: what an alert under a name is about.
    ///   - now: both clocks.
    /// - Returns: what that announces.
    mutating func release(
        in table: CheckTable, target: (CheckName) -> String, at now: Timestamp
    ) -> [Effect] {
        let pipeline = self
        let notifications = trackers.release(
            unless: { pipeline.isHeldBack($0, of: $1, in: table) },
            of: { table[$0]?.check.source ?? AlertSource(daemon: $0.text, target: target($0)) }, at: now)
        return delivery.send(notifications, at: now)
    }

    /// Whether what was found last under a name is silenced now, or suppressed.
    private func isHeldBack(_ finding: Finding, of name: CheckName, in table: CheckTable) -> Bool {
        if silence(of: finding.event, of: name) != nil { return true }
        return table[name].map { dependencies.outage(behind: finding, of: $0.check.requirements) != nil }
            ?? false
    }
}
