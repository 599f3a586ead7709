/// What is watched: has it probed, judges what the probes saw, and has what they find announced and remembered.
struct Monitor: Sendable {
    /// What an event leads to.
    struct Outcome: Sendable {
        var effects: [Effect] = []
        /// Whether something changed that the snapshot shows.
        var isSnapshotStale = false
    }

    let environment: EngineEnvironment
    /// Those in force.
    private(set) var settings: Settings
    private(set) var scheduler = ProbeScheduler()
    var alerts: AlertPipeline
    private(set) var ledger = CertificateLedger()
    private(set) var cloud = CloudLedger()
    var baselines = Baselines()
    private(set) var results = ProbeResults()
    var summary: DailySummary
    var unsaved = Unsaved()
    /// What had not reached the journal when an earlier run ended, until this one begins.
    private var waiting: [WaitingNotification] = []
    /// What had not reached receivers then.
    private var deliveries: [SavedDelivery] = []
    /// Whether the host was started anew since.
    private let isNewBoot: Bool
    /// What the checks of an earlier run probed, until those that are no longer watched are told about.
    private var earlierTargets: [CheckName: String] = [:]

    /// - Parameters:
    ///   - settings: those to begin with.
    ///   - reading: what the file of silences was read as.
    ///   - environment: where the daemon runs.
    ///   - saved: what an earlier run left, or `nil` if it left nothing that can be used.
    ///   - now: both clocks.
    init(
        _ settings: Settings, silenced reading: SilencesReading = SilencesReading(),
        in environment: EngineEnvironment, saved: SavedState?, at now: Timestamp
    ) {
        self.settings = settings
        self.environment = environment
        alerts = AlertPipeline(
            connector: settings.connector.name, journal: environment.journal,
            printsAll: environment.isForeground, isKept: environment.statePath != nil,
            silences: Silences(settings.silences, entries: reading.entries ?? [], zone: reading.zone),
            receivers: settings.receivers)
        summary = DailySummary(saved: saved?.facts.summary, zone: reading.zone)
        let bootID = saved?.facts.bootID
        isNewBoot = bootID != nil && bootID != environment.bootID
        unsaved.areFactsNew = bootID != environment.bootID
        guard let saved else { return }
        (waiting, deliveries) = (saved.waiting, saved.deliveries)
        ledger.restore(saved)
        let isSameBoot = bootID != nil && bootID == environment.bootID
        for check in saved.checks {
            earlierTargets[check.name] = check.target
            alerts.restore(check, isSameBoot: isSameBoot, at: now)
        }
        baselines.restore(saved)
    }

    /// The names of what is watched, in the order of the settings.
    var names: [CheckName] { scheduler.table.order }

    /// The checks of the settings, as far as the tenant and the connector are known.
    var checks: [Check] {
        settings.checks(learnedTenant: ledger.tenant, connectorID: ledger.connectorID)
    }

    /// What the alerts and the memory of this name are about: a check, a dependency, or a part of the daemon.
    func target(of name: CheckName) -> String {
        scheduler.table[name]?.check.target.text ?? alerts.target(ofDependency: name) ?? earlierTargets[name]
            ?? lastingSources.first { $0.name == name }?.target ?? ""
    }

    /// Begins, after a run that may have watched something else.
    mutating func start(at now: Timestamp) -> Outcome {
        let resumed = alerts.resume(
            after: earlierTargets, with: checks, and: lastingSources, at: now)
        for name in resumed.gone { forget(name) }
        var outcome = Outcome(effects: resumed.effects)
        watch(&outcome, at: now)
        updateSilences(&outcome, at: now)
        if isNewBoot { outcome.effects += remind(at: now) }
        earlierTargets = [:]
        return outcome
    }

    /// Goes on with what an earlier run had not delivered.
    ///
    /// What waits for receivers waits on where no settings say who they are.
    mutating func resumeDelivery(isRefused: Bool = false, at now: Timestamp) -> [Effect] {
        defer { (waiting, deliveries) = ([], []) }
        let effects = alerts.resume(waiting, at: now.uptime)
        return isRefused ? effects : effects + alerts.resume(deliveries, at: now)
    }

    /// Sends what can be sent to receivers.
    mutating func advanceReceivers(at now: Timestamp) -> [Effect] {
        let isRoundDue = alerts.delivery.receivers.isRoundDue(at: now.uptime)
        let standing = isRoundDue ? alerts.trackers.standing(target: target, at: now) : []
        return alerts.advanceReceivers(standing, at: now)
    }

    /// Repeats what is active: the journal of this boot does not tell of it, and the last entries of the boot before may
    /// not have reached the disk (journald.conf(5), SyncIntervalSec).
    private mutating func remind(at now: Timestamp) -> [Effect] {
        let sources = alerts.trackers.names.map { name in
            scheduler.table[name]?.check.source ?? AlertSource(daemon: name.text, target: target(of: name))
        }
        return alerts.remind(sources, at: now)
    }

    /// Watches what other settings say, or says what is wrong with them.
    ///
    /// - Parameters:
    ///   - decision: what was read.
    ///   - wasAsked: whether a person asked, and wants to be told even where nothing changed.
    ///   - now: both clocks.
    /// - Returns: what that leads to.
    mutating func take(_ decision: ConfigurationReload.Outcome, wasAsked: Bool, at now: Timestamp) -> Outcome
    {
        switch decision {
        case .adopt(let settings, let warnings):
            adopt(settings, warnings: warnings, wasAsked: wasAsked, at: now)
        case .reject(let problems, let isNews):
            Outcome(effects: reject(problems, .settingsKept, isNews: isNews, at: now), isSnapshotStale: true)
        }
    }

    private mutating func adopt(
        _ settings: Settings, warnings: [String], wasAsked: Bool, at now: Timestamp
    ) -> Outcome {
        let before = Set(names)
        let isChanged = settings != self.settings
        let revision = alerts.trackers.revision
        var outcome = Outcome()
        if isChanged {
            if let path = self.settings.metrics.textFile, path != settings.metrics.textFile {
                outcome.effects += alerts.end(environment.metrics(path), at: now)
            }
            self.settings = settings
            alerts.silence(settings.silences)
            outcome.effects += alerts.replaceReceivers(with: settings.receivers, at: now)
            watch(&outcome, at: now)
        }
        outcome.effects += acceptConfiguration(at: now)
        outcome.isSnapshotStale = isChanged || wasAsked || alerts.trackers.revision != revision
        guard isChanged || wasAsked else { return outcome }
        let after = Set(names)
        let (new, gone) = (after.subtracting(before).count, before.subtracting(after).count)
        outcome.effects += alerts.announce(
            .configurationReloaded(checks: after.count, new: new, gone: gone, warnings: warnings),
            of: environment.configuration, at: now)
        return outcome
    }

    /// Goes on after the host was suspended, or this process was stopped.
    mutating func resume(at now: Duration) -> [Effect] { scheduler.resume(at: now) }

    /// Carries out what is due.
    mutating func wake(at now: Timestamp) -> Outcome {
        var outcome = Outcome()
        while let due = scheduler.takeDue(at: now.uptime) {
            switch due {
            case .effect(let effect): outcome.effects.append(effect)
            case .hung(let check):
                apply(.unanswered, LastProbe(.unanswered, at: now.date), to: check, &outcome, at: now)
            }
        }
        summarize(&outcome, at: now)
        return outcome
    }

    /// Takes the answer of a probe, and sets when its check is probed next.
    mutating func end(_ id: ProbeID, _ observation: Observation, at now: Timestamp) -> Outcome {
        let result = observation == .starved ? nil : LastProbe(observation, at: now.date)
        guard let answer = scheduler.end(id, result, at: now.uptime) else { return Outcome() }
        var outcome = Outcome(isSnapshotStale: answer.isFirst)
        guard answer.isCurrent else { return outcome }
        guard let result else {
            // What was known of it before stands.
            scheduler.plan(after: answer, .failing, turningPoint: nil, at: now.uptime)
            return outcome
        }
        apply(observation, result, to: answer.check, &outcome, at: now)
        scheduler.plan(
            after: answer, alerts.urgency(of: answer.check.name),
            turningPoint: ledger.turningPoint(of: answer.check, after: now.date),
            pause: answer.check.isCloud ? cloud.pause(after: observation, of: answer.check) : nil,
            at: now.uptime)
        return outcome
    }

    /// Has no more probes in flight than this.
    mutating func setPlaces(_ places: Int) { scheduler.setPlaces(places) }

    /// Something changed near the files of a check.
    mutating func change(_ name: CheckName, at now: Duration) {
        scheduler.change(name, at: now)
    }

    /// When ``wake(at:)`` is wanted.
    mutating func wakesAt() -> Duration? {
        earlier(scheduler.wakesAt(), summary.wakesAt)
    }
    mutating func fillPlaces(at now: Duration) -> [Effect] { scheduler.fillPlaces(at: now) }
    /// Probes nothing any more.
    mutating func stop() -> [Effect] {
        unsaved.areTrendsDue = true
        return scheduler.stop()
    }

    /// What changed since the last commit, beside the alerts, and forgets that it is new.
    mutating func takeUnsaved() -> Unsaved {
        defer { unsaved = Unsaved() }
        return unsaved
    }

    /// Judges an observation, has its findings announced, and learns from it; `result` is what is kept of it.
    private mutating func apply(
        _ observation: Observation, _ result: LastProbe, to check: Check, _ outcome: inout Outcome,
        at now: Timestamp
    ) {
        let revision = alerts.trackers.revision
        if check.isCloud { cloud.note(isGood: isConnectorGood(), at: now.uptime) }
        let baseline = baselines.baseline(
            of: check, sha512Failures: alerts.trackers.names(of: .sha512Fails),
            health: connectorHealth(at: now), at: now.uptime)
        let judged = judge(observation, of: check, baseline: baseline, at: now.date)
        let verdict = ledger.relate(judged.settled, of: check, to: alerts, at: now.date)
        summary.countProbe(isFailed: verdict.findings.contains { $0.priority >= .warning })
        let isTrendDue = baselines.count(
            verdict, isSilenced: alerts.areSilenced(verdict.findings, of: check.name),
            latency: result.latency, of: check, at: now)
        let isResultNew = results.take(verdict, observation, of: check)
        let announced = alerts.take(
            verdict, of: check, from: observation.directAddress, in: scheduler.table, ledger, at: now)
        outcome.effects += announced.effects
        for name in announced.asked { scheduler.hasten(name, at: now.uptime) }
        if case .cloud(let target) = check.target { cloud.take(observation, of: target, at: now.date) }
        let isBaselineNew = baselines.update(from: observation, of: check, at: now.uptime)
        let learned = ledger.update(
            from: observation, of: check, isAbsent: alerts.sayAbsent(check.name), at: now.date)
        if let change = learned.change {
            outcome.effects += alerts.announce(change, of: check.source, at: now)
        }
        if isBaselineNew || learned.isChanged { unsaved.names.insert(check.name) }
        if learned.isIdentityNew { unsaved.areFactsNew = true }
        if isTrendDue { unsaved.areTrendsDue = true }
        if check.isCloud || isTrendDue || isResultNew || isBaselineNew || learned.isChanged
            || alerts.trackers.revision != revision
        {
            outcome.isSnapshotStale = true
        }
        if learned.isIdentityNew { watch(&outcome, at: now) }
    }

    /// Brings what is watched in line with the settings, and the tenant and the connector known.
    private mutating func watch(_ outcome: inout Outcome, at now: Timestamp) {
        let checks = checks
        let replacement = scheduler.replace(with: checks, at: now.uptime)
        for check in replacement.gone { forget(check.name) }
        unsaved.names.formUnion((replacement.gone + replacement.altered).map(\.name))
        baselines.replace(with: checks)
        results.replace(with: checks)
        ledger.replace(with: checks, cloud: settings.connector.cloud)
        summary.set(settings.connector.summaryTime, at: now)
        outcome.effects += alerts.replace(
            with: scheduler.table, replacement, connector: settings.connector.name, at: now)
        var paths = scheduler.watchedPaths
        paths[.configuration] = environment.configurationPaths
        if !environment.silencesPaths.isEmpty { paths[.silences] = environment.silencesPaths }
        outcome.effects.append(.watch(paths))
        outcome.effects += replacement.effects
        outcome.isSnapshotStale = true
    }

    /// Drops what was learned about a check that is no longer watched.
    private mutating func forget(_ name: CheckName) {
        ledger.forget(name)
        if name == Settings.cloudName { cloud.forget() }
        if baselines.trend(of: name) != nil { unsaved.trendless.insert(name) }
        baselines.forget(name)
        results.forget(name)
        unsaved.names.insert(name)
    }
}
