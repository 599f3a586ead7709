/// What is watched: has it probed, judges what the probes saw, and has what they find announced and remembered.
struct Monitor: Sendable {
    /// What an event leads to.
    struct Outcome: Sendable {
        var effects: [Effect] = []
        /// Whether something changed that the snapshot shows.
        var isSnapshotStale = false
        /// Whether something changed that must survive a restart.
        var isStateStale = false
    }

    /// Those in force.
    private(set) var settings: Settings
    private(set) var scheduler = ProbeScheduler()
    var alerts: AlertPipeline
    private(set) var ledger = CertificateLedger()
    private(set) var baselines = Baselines()

    /// - Parameters:
    ///   - settings: those to begin with.
    ///   - alerts: to announce what is found.
    ///   - saved: what an earlier run left, or `nil` if it left nothing that can be used.
    ///   - now: both clocks.
    init(_ settings: Settings, _ alerts: AlertPipeline, saved: SavedState?, at now: Timestamp) {
        self.settings = settings
        self.alerts = alerts
        guard let saved else { return }
        ledger.restore(saved)
        for check in saved.checks {
            self.alerts.restore(check, at: now)
            baselines.restore(check)
        }
    }

    /// The names of what is watched, in the order of the settings.
    var names: [CheckName] { scheduler.table.order }

    /// The checks of the settings, as far as the tenant is known.
    var checks: [Check] { settings.checks(learnedTenant: ledger.tenant) }

    /// What the alerts and the memory of this name are about, or `nil` if it is neither a check nor a dependency.
    func target(of name: CheckName) -> String? {
        scheduler.table[name]?.check.target.text ?? alerts.target(ofDependency: name)
    }

    /// Begins, after a run that probed `earlier`.
    mutating func start(
        after earlier: [CheckName: String], in environment: EngineEnvironment, at now: Timestamp
    ) -> Outcome {
        let resumed = alerts.resume(
            after: earlier, with: checks, and: environment.lastingSources, at: now)
        for name in resumed.gone { forget(name) }
        var outcome = Outcome(effects: resumed.effects)
        watch(in: environment, &outcome, at: now)
        return outcome
    }

    /// Watches what other settings say.
    mutating func replace(with settings: Settings, in environment: EngineEnvironment, at now: Timestamp)
        -> Outcome
    {
        self.settings = settings
        var outcome = Outcome()
        watch(in: environment, &outcome, at: now)
        return outcome
    }

    /// Carries out what is due.
    mutating func wake(in environment: EngineEnvironment, at now: Timestamp) -> Outcome {
        var outcome = Outcome()
        while let due = scheduler.takeDue(at: now.uptime) {
            switch due {
            case .effect(let effect): outcome.effects.append(effect)
            case .hung(let check): apply(.unanswered, to: check, in: environment, &outcome, at: now)
            }
        }
        return outcome
    }

    /// Takes the answer of a probe, and sets when its check is probed next.
    mutating func end(
        _ id: ProbeID, _ observation: Observation, in environment: EngineEnvironment, at now: Timestamp
    ) -> Outcome {
        let result = LastProbe(observation, at: now.date)
        guard let answer = scheduler.end(id, result, at: now.uptime) else { return Outcome() }
        var outcome = Outcome(isSnapshotStale: answer.isFirst)
        guard answer.isCurrent else { return outcome }
        apply(observation, to: answer.check, in: environment, &outcome, at: now)
        scheduler.plan(
            after: answer, alerts.urgency(of: answer.check.name),
            turningPoint: ledger.turningPoint(of: answer.check, after: now.date), at: now.uptime)
        return outcome
    }

    /// Something changed near the files of a check.
    mutating func change(_ name: CheckName, at now: Duration) {
        scheduler.change(name, at: now)
    }

    /// When ``wake(in:at:)`` is wanted.
    mutating func wakesAt() -> Duration? { scheduler.wakesAt() }
    mutating func fillPlaces(at now: Duration) -> [Effect] { scheduler.fillPlaces(at: now) }
    mutating func stop() -> [Effect] { scheduler.stop() }

    /// Takes note that the state was saved.
    mutating func saved(at now: Duration) {
        baselines.saved(at: now)
    }

    /// Judges an observation, has its findings announced, and learns from it.
    private mutating func apply(
        _ observation: Observation, to check: Check, in environment: EngineEnvironment,
        _ outcome: inout Outcome, at now: Timestamp
    ) {
        let revision = alerts.trackers.revision
        let baseline = baselines.baseline(
            of: check, sha512Failures: alerts.trackers.names(of: .sha512Fails), at: now.uptime)
        let judged = judge(observation, of: check, baseline: baseline, at: now.date)
        let verdict = ledger.relate(judged.settled, of: check, to: alerts, at: now.date)
        let isTrendDue = baselines.count(verdict, observation, of: check, at: now)
        let announced = alerts.take(verdict, of: check, in: scheduler.table, ledger, at: now)
        outcome.effects += announced.effects
        for name in announced.asked { scheduler.hasten(name, at: now.uptime) }
        let isBaselineNew = baselines.update(from: observation, of: check, at: now.uptime)
        let learned = ledger.update(
            from: observation, of: check, isAbsent: alerts.sayAbsent(check.name), at: now.date)
        if let change = learned.change {
            outcome.effects += alerts.announce(change, of: check.source, at: now)
        }
        if isTrendDue || isBaselineNew || learned.isChanged || alerts.trackers.revision != revision {
            outcome.isStateStale = true
        }
        if learned.isTenantNew { watch(in: environment, &outcome, at: now) }
    }

    /// Brings what is watched in line with the settings and the tenant known.
    private mutating func watch(
        in environment: EngineEnvironment, _ outcome: inout Outcome, at now: Timestamp
    ) {
        let checks = checks
        let replacement = scheduler.replace(with: checks, at: now.uptime)
        for check in replacement.gone { forget(check.name) }
        baselines.replace(with: checks)
        ledger.replace(with: checks, cloud: settings.connector.cloud)
        outcome.effects += alerts.replace(
            with: scheduler.table, replacement, connector: settings.connector.name, at: now)
        var paths = scheduler.watchedPaths
        paths[.configuration] = environment.configurationPaths
        outcome.effects.append(.watch(paths))
        outcome.effects += replacement.effects
        outcome.isSnapshotStale = true
    }

    /// Drops what was learned about a check that is no longer watched.
    private mutating func forget(_ name: CheckName) {
        ledger.forget(name)
        baselines.forget(name)
    }
}
