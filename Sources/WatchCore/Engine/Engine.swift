internal import FoundationEssentials

/// Decides what the daemon does: takes one event at a time and returns what is to be done about it.
///
/// It reads no clock, waits for nothing and touches nothing; the loop that feeds it carries out the effects in
/// their order. It only hands events to its parts, which decide, and puts their effects in order.
package struct Engine: Sendable {
    private enum Stage: Sendable {
        case created
        case running(since: Date)
        /// Nothing is probed any more; what was announced is still on its way, until then at the latest.
        case stopping(until: Duration)
        case finished
    }

    /// What was announced gets this long to reach the journal when the daemon is asked to stop.
    static let stoppingTime = Duration.seconds(3)

    private(set) var monitor: Monitor
    private var configuration = ConfigurationReload()
    private var silences: SilencesReload
    private var state: StateSaver
    private var snapshots: SnapshotPublisher
    private var metrics = MetricsFile()
    private var service = ServiceReporter()
    private var descriptors = DescriptorWatch()
    private var alarm = Alarm()
    private var stage = Stage.created
    /// Whether an earlier run left something that could be read.
    private let isRestored: Bool
    /// The incidents of the commit in flight, and the checks whose trends it ends.
    private var committing: [IncidentChange] = []
    private var endingTrends: Set<CheckName> = []
    /// The effects of the event that is being taken.
    private var effects: [Effect] = []

    /// `silences` is what the file of silences was read as; `saved` is what an earlier run left, if it could be read.
    package init(
        settings: Settings, silences: SilencesReading = SilencesReading(), environment: EngineEnvironment,
        saved: SavedState?, at now: Timestamp
    ) {
        monitor = Monitor(settings, silenced: silences, in: environment, saved: saved, at: now)
        isRestored = saved != nil
        self.silences = SilencesReload(announced: silences.problems)
        state = StateSaver(isKept: environment.statePath != nil)
        snapshots = SnapshotPublisher(isKept: environment.snapshotPath != nil)
    }

    /// Whether a commit has not come back; where the disk hangs, it never may.
    package var isCommitting: Bool { state.isSaving }

    /// Begins: the first probes are scheduled, then the service manager is told that the daemon is ready.
    ///
    /// `stateFailure` says in whole sentences why the state of an earlier run could not be read, and what became of
    /// it. `warnings` are those of the configuration, `silences` what the engine was made with.
    package mutating func start(
        stateFailure: String?, warnings: [String] = [], silences: SilencesReading = SilencesReading(),
        at now: Timestamp
    ) -> [Effect] {
        stage = .running(since: now.date)
        // What could not be read of it would stay there for ever.
        if isRestored, stateFailure != nil { state.replaceAll() }
        effects = monitor.resumeDelivery(at: now)
        effects += monitor.announceStart(stateFailure: stateFailure, warnings: warnings, at: now)
        effects += monitor.announce(silences, isNews: false, at: now)
        perform(monitor.start(at: now), at: now)
        setMetrics(at: now)
        descriptors.start(at: now.uptime)
        service.start(watchdog: monitor.environment.watchdog, at: now.uptime)
        effects += service.ready(ServiceStatus(monitor, at: now.date), monitor.alerts, at: now.uptime)
        return settle(at: now)
    }

    /// Ends before it began: the configuration is wrong, which is announced and remembered.
    ///
    /// `problems` are the errors as `file:line:column: sentence`. The engine finishes by itself.
    package mutating func refuse(_ problems: [String], at now: Timestamp) -> [Effect] {
        effects = monitor.resumeDelivery(isRefused: true, at: now)
        effects += monitor.reject(problems, .nothingWatched, isNews: false, at: now)
        stop(at: now)
        return settle(at: now)
    }

    /// Takes one event and returns what is to be done, in order.
    package mutating func take(_ event: Event, at now: Timestamp) -> [Effect] { take([event], at: now) }

    /// Takes what has happened meanwhile, in its order, and returns what is to be done, in order.
    package mutating func take(_ events: [Event], at now: Timestamp) -> [Effect] {
        // Before the events, which may tell of a time that nobody was there for.
        effects += monitor.resume(at: now.uptime)
        for event in events { handle(event, at: now) }
        updateSilences(at: now)
        return settle(at: now)
    }

    private mutating func handle(_ event: Event, at now: Timestamp) {
        switch (stage, event) {
        case (_, .woke): wake(at: now)
        case (_, .answered(let id, let seen)): perform(monitor.end(id, seen, at: now), at: now)
        case (_, .journal(let delivery)): effects += monitor.alerts.take(delivery, at: now)
        case (_, .delivered(let id, let answer)): effects += monitor.alerts.take(id, answer, at: now)
        case (_, .lookedUp(let ids)): effects += monitor.alerts.found(ids, at: now.uptime)
        case (_, .degraded(let sentences)): effects += monitor.announceDegraded(sentences, at: now)
        case (_, .saved(let failure)): saved(failure, at: now)
        case (.running, .published(let place, let failure)): published(place, failure, at: now)
        case (.running, .changed(.check(let name))): monitor.change(name, at: now.uptime)
        case (.running, .changed(.configuration)): configuration.change(at: now.uptime)
        case (.running, .changed(.silences)): silences.change(at: now.uptime)
        case (.running, .asked(.reload)): effects += configuration.reload() + [silences.reload()]
        case (.running, .configurationRead(let reading)): take(reading, at: now)
        case (.running, .silencesRead(let reading)): take(reading, at: now)
        case (.running, .asked(.stop)):
            effects += monitor.announceStop(at: now)
            stop(at: now)
        case (_, .published), (_, .changed), (_, .asked), (_, .configurationRead), (_, .silencesRead): break
        }
    }

    /// Takes what is known of this process's descriptors, before the event that may follow from it.
    package mutating func note(_ reading: DescriptorReading, at now: Timestamp) {
        monitor.setPlaces(ProbeLimits.places(descriptors: reading.limit))
        guard descriptors.take(reading, at: now.uptime) else { return }
        effects += monitor.follow(.noDescriptors(limit: reading.limit), at: now)
    }

    private mutating func wake(at now: Timestamp) {
        alarm.rang()
        if descriptors.wake(at: now.uptime) { effects += monitor.follow(nil, at: now) }
        effects += service.wake(at: now.uptime)
        perform(monitor.wake(at: now), at: now)
        if case .running = stage {
            effects += configuration.wake(at: now.uptime) + silences.wake(at: now.uptime)
        }
        if state.wake(at: now.uptime) { tell(.stateHangs(StateSaver.patience), at: now) }
        publish(at: now)
        effects += monitor.alerts.wake(at: now) + monitor.alerts.wakeReceivers(at: now)
    }

    /// Has what the daemon knows written where that is due.
    private mutating func publish(at now: Timestamp) {
        guard case .running(let start) = stage else { return }
        let due = [snapshots.wake(at: now.uptime) ? .snapshot : nil, metrics.wake(at: now.uptime)]
        for place in due.compactMap(\.self) {
            effects.append(.publish(Snapshot(of: monitor, since: start, at: now), to: place))
        }
    }

    private mutating func published(_ place: Publication, _ failure: String?, at now: Timestamp) {
        switch place {
        case .snapshot: snapshots.published(checks: monitor.scheduler.table.count, at: now.uptime)
        case .metrics(let path):
            guard metrics.published(path, checks: monitor.scheduler.table.count, at: now.uptime) else {
                return
            }
        }
        if failure != nil, descriptors.areShort { return }
        perform(monitor.published(place, failure: failure, at: now), at: now)
    }

    /// Has the metrics written where the settings say from now on.
    private mutating func setMetrics(at now: Timestamp) {
        effects += metrics.set(
            monitor.settings.metrics.textFile, checks: monitor.scheduler.table.count, at: now.uptime)
    }

    private mutating func take(_ reading: ConfigurationReading, at now: Timestamp) {
        let wasAsked = configuration.isReloading
        guard let decision = configuration.take(reading, at: now.uptime) else { return }
        perform(monitor.take(decision, wasAsked: wasAsked, at: now), at: now)
        setMetrics(at: now)
        if wasAsked {
            effects += service.ready(ServiceStatus(monitor, at: now.date), monitor.alerts, at: now.uptime)
        }
    }

    private mutating func take(_ reading: SilencesReading, at now: Timestamp) {
        guard let decision = silences.take(reading, at: now.uptime) else { return }
        perform(monitor.take(decision.reading, isNews: decision.isNews, at: now), at: now)
    }

    /// Whatever happens, the calendar may have come to the begin or the end of a silence.
    private mutating func updateSilences(at now: Timestamp) {
        guard case .running = stage else { return }
        var outcome = Monitor.Outcome()
        monitor.updateSilences(&outcome, at: now)
        perform(outcome, at: now)
    }

    /// Commits what changed, unless a commit is in flight.
    private mutating func save(at now: Timestamp) {
        guard state.isReady, monitor.isUncommitted else { return }
        let change = monitor.takeChange(whole: state.isWhole, at: now)
        (committing, endingTrends) = (change.incidents, Set(change.trendless))
        state.begin(at: now.uptime)
        effects.append(.save(change))
    }

    private mutating func saved(_ failure: String?, at now: Timestamp) {
        if failure != nil { monitor.unsaved.trendless.formUnion(endingTrends) }
        state.saved(isFailed: failure != nil, at: now.uptime)
        tell(failure.map(Finding.stateNotSaved), at: now)
    }

    /// Follows how the memory does; while it fails or hangs, what is announced does not wait for it.
    private mutating func tell(_ finding: Finding?, at now: Timestamp) {
        effects += monitor.alerts.committed(
            isFailed: finding != nil, state.isSaving ? [] : committing, at: now.uptime)
        if finding != nil, descriptors.areShort { return }
        if case .running = stage { effects += monitor.saved(finding, at: now) }
    }

    /// Carries out what an event led to; while it runs, what changed is published in a moment.
    private mutating func perform(_ outcome: Monitor.Outcome, at now: Timestamp) {
        effects += outcome.effects
        guard case .running = stage, outcome.isSnapshotStale else { return }
        snapshots.request(checks: monitor.scheduler.table.count, at: now.uptime)
        metrics.request(checks: monitor.scheduler.table.count, at: now.uptime)
    }

    /// Closes an event: fills free places, commits, keeps the status true, and arms the timer for what is due next.
    private mutating func settle(at now: Timestamp) -> [Effect] {
        effects += monitor.fillPlaces(at: now.uptime)
        monitor.countRecoveries()
        save(at: now)
        advanceReceivers(at: now)
        switch stage {
        case .created, .finished: break
        case .running:
            effects += service.update(ServiceStatus(monitor, at: now.date), monitor.alerts, at: now.uptime)
            effects += alarm.set([
                monitor.wakesAt(), descriptors.wakesAt, configuration.wakesAt, silences.wakesAt,
                state.wakesAt,
                snapshots.wakesAt, metrics.wakesAt, service.wakesAt, monitor.alerts.wakesAt,
                monitor.alerts.silences.wakesAt, monitor.alerts.delivery.receivers.wakesAt,
            ])
        case .stopping(let end) where now.uptime >= end || isDone:
            stage = .finished
            effects += monitor.alerts.printUnsent() + [.finish]
        case .stopping(let end):
            effects += alarm.set([
                end, service.wakesAt, state.wakesAt, monitor.alerts.wakesAt,
                monitor.alerts.delivery.receivers.wakesAt,
            ])
        }
        defer { effects = [] }
        return effects
    }

    /// Sends what can be sent to receivers, once the daemon runs and until it has ended.
    private mutating func advanceReceivers(at now: Timestamp) {
        switch stage {
        case .created, .finished: break
        case .running, .stopping: effects += monitor.advanceReceivers(at: now)
        }
    }

    /// Whether everything is told and saved, as far as those that are told are there.
    private var isDone: Bool {
        monitor.alerts.isDelivered && monitor.alerts.delivery.receivers.isQuiet && !state.isSaving
    }

    /// Probes nothing any more, saves, and finishes once all is told and saved, or the time for that is over.
    private mutating func stop(at now: Timestamp) {
        stage = .stopping(until: now.uptime + Self.stoppingTime)
        effects += [.notify(.stopping)] + monitor.stop()
        state.hasten()
    }
}
