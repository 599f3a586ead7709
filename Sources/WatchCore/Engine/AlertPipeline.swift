/// Makes notifications of verdicts: trackers say what is news, a dependency that is down is one alert for all that
/// need it, and the outbox hands them to the journal.
struct AlertPipeline: Sendable {
    /// What a verdict leads to.
    struct Outcome: Sendable {
        var effects: [Effect] = []
        /// The checks that are to be probed at once, as their word decides.
        var asked: [CheckName] = []
    }

    /// This many probes longer than its pace says an alert waits for what others have to say.
    private static let patience = 2

    var trackers = Alerts()
    var silences: Silences
    var dependencies = Dependencies()
    var delivery: AlertDelivery

    /// - Parameters:
    ///   - connector: the connector's name.
    ///   - journal: the alert source of what the journal does.
    ///   - printsAll: whether every entry is printed too, as somebody watches standard error.
    ///   - isKept: whether there is a memory to commit to.
    ///   - silences: those to begin with.
    ///   - receivers: who is told beside the journal.
    init(
        connector: String, journal: AlertSource, printsAll: Bool, isKept: Bool = false,
        silences: Silences = Silences(), receivers: [Receiver] = []
    ) {
        self.silences = silences
        delivery = AlertDelivery(
            connector: connector, journal: journal, printsAll: printsAll, isKept: isKept,
            receivers: receivers)
    }

    /// The connector's name.
    var connector: String { delivery.connector }

    /// What a dependency leads to by its name, or `nil` if nobody needs it.
    func target(ofDependency name: CheckName) -> String? {
        Dependency(rawValue: name.text).flatMap(dependencies.target(of:))
    }

    /// How soon a check is to be probed again.
    func urgency(of name: CheckName) -> ProbeScheduler.Urgency {
        if trackers.isInSoftState(name) { return .settling }
        return trackers.needsHaste(name) ? .failing : .regular
    }

    /// What was found last of each active alert of what these checks depend on, and of themselves.
    func active(ofAnyNeededBy names: [CheckName]) -> [(CheckName, Finding)] {
        let needed = Dependency.allCases.filter {
            !Set(dependencies.dependents(on: $0)).isDisjoint(with: names)
        }
        return (needed.map(\.name) + names).flatMap { name in
            trackers.active(of: name).map { (name, $0) }
        }
    }

    /// Whether an alert says that a certificate is missing, or that its store cannot be read.
    func sayAbsent(_ name: CheckName) -> Bool {
        trackers.isActive(.certificateMissing, of: name) || trackers.isActive(.storeUnreadable, of: name)
    }

    mutating func restore(_ saved: SavedState.SavedCheck, isSameBoot: Bool = false, at now: Timestamp) {
        trackers.restore(
            saved.trackers, saved.flapping ?? [], of: saved.name, isSameBoot: isSameBoot, at: now)
    }
}

// MARK: Verdicts

extension AlertPipeline {
    /// Takes what a probe of a check means.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - check: where.
    ///   - address: where the probe connected to directly, or the first that it tried, or `nil` if that is not known.
    ///   - table: what is watched.
    ///   - ledger: what is known of the certificates that wait to be renewed.
    ///   - now: both clocks.
    /// - Returns: what is to be sent, and which checks are to be probed.
    mutating func take(
        _ verdict: Verdict, of check: Check, from address: String? = nil, in table: CheckTable,
        _ ledger: CertificateLedger, at now: Timestamp
    ) -> Outcome {
        var outcome = Outcome()
        let requirements = check.requirements
        // Another reason than the one that was suppressed is new.
        for requirement in dependencies.ofAnotherReason(in: verdict, of: requirements) {
            trackers.reset(requirement.keys, of: check.name)
        }
        for dependency in dependencies.record(verdict, of: requirements, from: address, at: now) {
            outcome.effects += follow(nil, dependency, check.pace, at: now)
            reset(dependency, in: table)
        }
        // Nothing is wrong, and nothing was: nearly every probe.
        if !verdict.findings.isEmpty || !trackers.isCalm(check.name) {
            var suppressed: AlertKeys = []
            for finding in verdict.findings
            where isSuppressed(finding, of: check, requirements, ledger, &outcome, at: now) {
                suppressed.insert(finding.key)
            }
            let notifications = trackers.take(
                verdict, of: check.source, connector: connector, suppressing: suppressed,
                isSilenced: { silences.active.silence(of: $0, of: check.name) != nil }, at: now)
            outcome.effects += delivery.send(notifications, at: now)
        }
        for dependency in Dependency.allCases where trackers.isFlapping(dependency.key, of: dependency.name) {
            outcome.effects += take(Verdict(), of: dependency, check.pace, at: now)
        }
        return outcome
    }

    /// Whether a finding is suppressed, as its dependency is down, or may be.
    private mutating func isSuppressed(
        _ finding: Finding, of check: Check, _ requirements: [Requirement], _ ledger: CertificateLedger,
        _ outcome: inout Outcome, at now: Timestamp
    ) -> Bool {
        if let dependency = dependencies.outage(behind: finding, of: requirements) {
            outcome.effects += remind(dependency, check.pace, at: now)
            return true
        }
        guard let lateness = trackers.lateness(of: finding, check.source) else { return false }
        switch dependencies.attribution(of: finding, of: requirements) {
        case .own: return false
        case .undecided(let other, _) where lateness < Self.patience:
            outcome.asked.append(other)
            return true
        case .shared(let dependency), .undecided(_, let dependency?):
            // While it is down for another reason, that is the one alert.
            if dependencies.reason(of: dependency) == nil {
                outcome.effects += raise(dependency, finding, of: check, ledger, at: now)
            }
            return true
        case .undecided: return false
        }
    }

    private mutating func raise(
        _ dependency: Dependency, _ finding: Finding, of check: Check, _ ledger: CertificateLedger,
        at now: Timestamp
    ) -> [Effect] {
        guard dependencies.attribute(dependency, by: finding, of: check.requirements) else { return [] }
        let dependents = dependencies.dependents(on: dependency)
        var whole = dependency.finding(from: finding, dependents: dependents)
        if let need = ledger.renewalNeed(ofDependencyOf: dependents, at: now.date),
            !whole.related.contains(need)
        {
            whole.related.append(need)
        }
        return follow(whole, dependency, check.pace, at: now)
    }

    /// Repeats the alert of a dependency, if that is due.
    private mutating func remind(_ dependency: Dependency, _ pace: Pace, at now: Timestamp) -> [Effect] {
        guard let finding = trackers.active(dependency.key, of: dependency.name) else { return [] }
        return follow(finding, dependency, pace, at: now)
    }

    /// Follows the alert of a dependency; `finding` is `nil` when it is over.
    private mutating func follow(
        _ finding: Finding?, _ dependency: Dependency, _ pace: Pace, at now: Timestamp
    ) -> [Effect] {
        var verdict = Verdict(findings: finding.map { [$0] } ?? [])
        verdict.judged = [dependency.key]
        return take(verdict, of: dependency, pace, at: now)
    }

    /// Takes what was found of a dependency; of one that flaps, even if that is nothing, as its end is a matter of time.
    private mutating func take(
        _ verdict: Verdict, of dependency: Dependency, _ pace: Pace, at now: Timestamp
    ) -> [Effect] {
        // Others have made sure of it.
        var pace = pace
        (pace.failuresToAlert, pace.passesToRecover) = (1, 1)
        let source = AlertSource(
            name: dependency.name, target: dependencies.target(of: dependency) ?? "", pace: pace)
        let silenced = [dependency.key.event, .flapping].filter {
            silence(of: $0, of: dependency.name) != nil
        }
        let notifications = trackers.take(
            verdict, of: source, connector: connector,
            isSilenced: { silenced.contains($0) }, at: now)
        return delivery.send(notifications, at: now)
    }

    /// What was suppressed counts from now on.
    private mutating func reset(_ dependency: Dependency, in table: CheckTable) {
        for name in dependencies.dependents(on: dependency) {
            guard let requirements = table[name]?.check.requirements else { continue }
            for requirement in requirements where requirement.dependency == dependency {
                trackers.reset(requirement.keys, of: name)
            }
        }
    }
}

// MARK: What is watched

extension AlertPipeline {
    /// Ends the alerts of what is no longer watched, or needed.
    ///
    /// - Parameters:
    ///   - table: what is watched now.
    ///   - replacement: what it took the place of.
    ///   - connector: the connector's name from now on.
    ///   - now: both clocks.
    /// - Returns: what that announces.
    mutating func replace(
        with table: CheckTable, _ replacement: ProbeScheduler.Replacement, connector: String,
        at now: Timestamp
    ) -> [Effect] {
        delivery.connector = connector
        var effects: [Effect] = []
        for check in replacement.gone {
            effects += end(check.source, at: now)
        }
        for check in replacement.altered { effects += endUnprobed(check, at: now) }
        let before = Dependency.allCases.map { ($0, dependencies.target(of: $0)) }
        dependencies.replace(with: table.checks)
        for (dependency, target) in before {
            guard let target, target != dependencies.target(of: dependency) else { continue }
            effects += end(AlertSource(daemon: dependency.name.text, target: target), at: now)
            reset(dependency, in: table)
        }
        return effects
    }

    /// Ends the alerts of what the settings do without.
    mutating func end(_ source: AlertSource, at now: Timestamp) -> [Effect] {
        delivery.send(trackers.end(source, at: now), at: now)
    }

    private mutating func endUnprobed(_ check: Check, at now: Timestamp) -> [Effect] {
        delivery.send(trackers.end(check.source, allBut: check.target.alertKeys, at: now), at: now)
    }

    /// Ends what an earlier run left of checks that are no longer in the settings, probe something else now, or
    /// probe it on fewer routes.
    ///
    /// - Parameters:
    ///   - earlier: what the checks of the earlier run probed.
    ///   - checks: those of the settings.
    ///   - sources: parts of the daemon that go on with their alerts.
    ///   - now: both clocks.
    /// - Returns: what that announces, and the names of the checks that are gone.
    mutating func resume(
        after earlier: [CheckName: String], with checks: [Check], and sources: [AlertSource],
        at now: Timestamp
    ) -> (effects: [Effect], gone: [CheckName]) {
        let own = sources.map(\.name)
        var targets = earlier.filter { own.contains($0.key) }
        for check in checks { targets[check.name] = check.target.text }
        dependencies.replace(with: checks)
        for dependency in Dependency.allCases {
            targets[dependency.name] = dependencies.target(of: dependency)
        }
        var effects: [Effect] = []
        var gone: [CheckName] = []
        for (name, target) in earlier.sorted(by: { $0.key < $1.key }) where targets[name] != target {
            effects += end(AlertSource(daemon: name.text, target: target), at: now)
            gone.append(name)
        }
        for check in checks where earlier[check.name] != nil { effects += endUnprobed(check, at: now) }
        resumeDependencies(with: checks)
        return (effects, gone)
    }

    /// Goes on with the dependencies that an earlier run found down.
    private mutating func resumeDependencies(with checks: [Check]) {
        for dependency in Dependency.allCases {
            guard let finding = trackers.active(dependency.key, of: dependency.name) else { continue }
            let failing = checks.filter { check in
                check.requirements.contains {
                    $0.dependency == dependency && trackers.isFailing($0.keys, of: check.name)
                }
            }
            if let reason = finding.reason {
                dependencies.attribute(dependency, for: reason.ofOutage(finding.priority), also: failing)
            }
        }
    }
}
