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

    private let environment: EngineEnvironment
    private(set) var monitor: Monitor
    private var configuration = ConfigurationReload()
    private var state: StateSaver
    private var snapshots: SnapshotPublisher
    private var service = ServiceReporter()
    private var alarm = Alarm()
    private var stage = Stage.created
    /// The effects of the event that is being taken.
    private var effects: [Effect] = []

    /// `saved` is what an earlier run left, if it could be read.
    package init(settings: Settings, environment: EngineEnvironment, saved: SavedState?, at now: Timestamp) {
        self.environment = environment
        let alerts = AlertPipeline(
            connector: settings.connector.name, journal: environment.journal,
            printsAll: environment.isForeground)
        monitor = Monitor(settings, alerts, saved: saved, at: now)
        state = StateSaver(isKept: environment.statePath != nil, earlier: saved)
        snapshots = SnapshotPublisher(isKept: environment.snapshotPath != nil)
    }

    /// Begins: the first probes are scheduled, then the service manager is told that the daemon is ready.
    ///
    /// `stateFailure` says in whole sentences why the state of an earlier run could not be read, and what became of
    /// it. `warnings` are those of the configuration.
    package mutating func start(
        stateFailure: String?, warnings: [String] = [], at now: Timestamp
    ) -> [Effect] {
        stage = .running(since: now.date)
        announce(
            .started(
                checks: monitor.checks.count, of: monitor.settings.connector.name, warnings: warnings),
            of: environment.service, at: now)
        if let stateFailure { announce(.stateNotRestored(stateFailure), of: environment.state, at: now) }
        // It was good enough to start with.
        follow(nil, .configurationRejected, of: environment.configuration, at: now)
        perform(monitor.start(after: state.takeEarlierTargets(), in: environment, at: now), at: now)
        service.start(watchdog: environment.watchdog, at: now.uptime)
        effects += service.ready(ServiceStatus(monitor, at: now.date), monitor.alerts.trackers)
        return settle(at: now)
    }

    /// Ends before it began: the configuration is wrong, which is announced and remembered.
    ///
    /// `problems` are the errors as `file:line:column: sentence`. The engine finishes by itself.
    package mutating func refuse(_ problems: [String], at now: Timestamp) -> [Effect] {
        let finding = Finding.configurationRejected(problems, .nothingWatched)
        follow(finding, .configurationRejected, of: environment.configuration, at: now)
        stop(at: now)
        return settle(at: now)
    }

    /// Takes one event and returns what is to be done, in order.
    package mutating func take(_ event: Event, at now: Timestamp) -> [Effect] {
        switch (stage, event) {
        case (_, .woke): wake(at: now)
        case (_, .answered(let id, let seen)):
            perform(monitor.end(id, seen, in: environment, at: now), at: now)
        case (_, .journal(let delivery)): effects += monitor.alerts.take(delivery, at: now)
        case (_, .degraded(let sentences)): announce(.hostDegraded(sentences), of: host, at: now)
        case (_, .saved(let failure)): saved(failure, at: now)
        case (.running, .published(let failure)): published(failure, at: now)
        case (.running, .changed(.check(let name))): monitor.change(name, at: now.uptime)
        case (.running, .changed(.configuration)): configuration.change(at: now.uptime)
        case (.running, .asked(.reload)): effects += configuration.reload()
        case (.running, .configurationRead(let reading)): take(reading, at: now)
        case (.running, .asked(.stop)):
            announce(.stopping(), of: environment.service, at: now)
            stop(at: now)
        case (_, .published), (_, .changed), (_, .asked), (_, .configurationRead): break
        }
        return settle(at: now)
    }

    private mutating func wake(at now: Timestamp) {
        alarm.rang()
        effects += service.wake(at: now.uptime)
        perform(monitor.wake(in: environment, at: now), at: now)
        if isRunning { effects += configuration.wake(at: now.uptime) }
        if state.wake(at: now.uptime) { save(at: now) }
        if case .running(let start) = stage, snapshots.wake(at: now.uptime) {
            effects.append(.publish(snapshot(since: start, at: now)))
        }
        effects += monitor.alerts.wake(at: now)
    }

    /// Closes an event: fills free places, keeps the status true, and arms the timer for what is due next.
    private mutating func settle(at now: Timestamp) -> [Effect] {
        effects += monitor.fillPlaces(at: now.uptime)
        switch stage {
        case .created, .finished: break
        case .running:
            effects += service.update(ServiceStatus(monitor, at: now.date), monitor.alerts.trackers)
            effects += alarm.set([
                monitor.wakesAt(), configuration.wakesAt, state.wakesAt, snapshots.wakesAt, service.wakesAt,
                monitor.alerts.wakesAt,
            ])
        case .stopping(let end) where now.uptime >= end || monitor.alerts.isDelivered && !state.isSaving:
            stage = .finished
            effects += monitor.alerts.printUnsent() + [.finish]
        case .stopping(let end): effects += alarm.set([end, service.wakesAt, monitor.alerts.wakesAt])
        }
        defer { effects = [] }
        return effects
    }

    /// Probes nothing any more, saves, and finishes once all is told and saved, or the time for that is over.
    private mutating func stop(at now: Timestamp) {
        stage = .stopping(until: now.uptime + Self.stoppingTime)
        effects += [.notify(.stopping)] + monitor.stop()
        if state.requestLast() { save(at: now) }
    }
}

// MARK: What the daemon does itself

extension Engine {
    private var isRunning: Bool { if case .running = stage { true } else { false } }
    private var host: AlertSource { AlertSource(daemon: "host", target: monitor.settings.connector.name) }

    private mutating func announce(_ finding: Finding, of source: AlertSource, at now: Timestamp) {
        effects += monitor.alerts.announce(finding, of: source, at: now)
    }

    /// Follows a lasting problem of the daemon; `finding` is `nil` when it is over.
    private mutating func follow(
        _ finding: Finding?, _ event: AlertEvent, of source: AlertSource, at now: Timestamp
    ) {
        effects += monitor.alerts.follow(finding, AlertKey(event), of: source, at: now)
    }

    private mutating func perform(_ outcome: Monitor.Outcome, at now: Timestamp) {
        effects += outcome.effects
        if outcome.isStateStale {
            remember(at: now)
        } else if outcome.isSnapshotStale {
            snapshots.request(checks: monitor.names.count, at: now.uptime)
        }
    }

    /// Has the state saved and the snapshot written in a moment.
    private mutating func remember(at now: Timestamp) {
        guard isRunning else { return }
        snapshots.request(checks: monitor.names.count, at: now.uptime)
        state.request(at: now.uptime)
    }

    private mutating func take(_ reading: ConfigurationReading, at now: Timestamp) {
        let wasAsked = configuration.isReloading
        var source = environment.configuration
        switch configuration.take(reading, at: now.uptime) {
        case nil: return
        case .adopt(let settings, let warnings):
            let before = Set(monitor.names)
            let isChanged = settings != monitor.settings
            if isChanged { perform(monitor.replace(with: settings, in: environment, at: now), at: now) }
            follow(nil, .configurationRejected, of: source, at: now)
            guard isChanged || wasAsked else { return }
            let after = Set(monitor.names)
            let (new, gone) = (after.subtracting(before).count, before.subtracting(after).count)
            announce(
                .configurationReloaded(checks: after.count, new: new, gone: gone, warnings: warnings),
                of: source, at: now)
        case .reject(let problems, let isNews):
            // Where it is active already, news are told at once.
            if isNews { source.pace.reminderInterval = .zero }
            let finding = Finding.configurationRejected(problems, .settingsKept)
            follow(finding, .configurationRejected, of: source, at: now)
        }
        remember(at: now)
        if wasAsked {
            effects += service.ready(ServiceStatus(monitor, at: now.date), monitor.alerts.trackers)
        }
    }

    private mutating func save(at now: Timestamp) {
        effects.append(.save(SavedState(monitor, target: target, at: now)))
        monitor.saved(at: now.uptime)
    }

    private mutating func saved(_ failure: String?, at now: Timestamp) {
        if isRunning {
            follow(failure.map(Finding.stateNotSaved), .stateUnusable, of: environment.state, at: now)
        }
        if state.saved(isFailed: failure != nil, at: now.uptime) { save(at: now) }
    }

    private mutating func published(_ failure: String?, at now: Timestamp) {
        snapshots.published(checks: monitor.names.count, at: now.uptime)
        let revision = monitor.alerts.trackers.revision
        follow(failure.map(Finding.snapshotNotWritten), .hostDegraded, of: environment.snapshot, at: now)
        if monitor.alerts.trackers.revision != revision { remember(at: now) }
    }

    /// What a daemon would know that starts with these settings after one that saved `saved`.
    package static func snapshot(of saved: SavedState, _ settings: Settings, at now: Timestamp) -> Snapshot {
        let environment = EngineEnvironment(configurationPath: "")
        var engine = Engine(settings: settings, environment: environment, saved: saved, at: now)
        _ = engine.start(stateFailure: nil, at: now)
        return engine.snapshot(since: now.date, at: now)
    }

    private func snapshot(since start: Date, at now: Timestamp) -> Snapshot {
        Snapshot(
            of: monitor, since: start, target: target, namespace: environment.journalNamespace, at: now.date)
    }

    /// What the alerts and the memory of this name are about.
    private func target(of name: CheckName) -> String {
        monitor.target(of: name) ?? state.earlierTarget(of: name)
            ?? environment.lastingSources.first { $0.name == name }?.target ?? ""
    }
}
