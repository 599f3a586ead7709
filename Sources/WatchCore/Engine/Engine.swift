internal import FoundationEssentials

/// Decides what the daemon does: takes one event at a time and returns what is to be done about it.
///
/// It reads no clock, waits for nothing and touches nothing; the loop that feeds it carries out the effects in
/// their order.
package struct Engine: Sendable {
    enum Stage: Sendable {
        case running
        /// Nothing is probed any more; what was announced is still on its way.
        case stopping
        case finished
    }

    var settings: Settings
    let environment: EngineEnvironment
    var probes = CheckTable()
    var alerts = Alerts()
    var dependencies = Dependencies()
    /// What the checks of an earlier run probed, until those that are no longer watched are told about.
    var restoredTargets: [CheckName: String] = [:]
    var histories: [CheckName: TrustHistory] = [:]
    /// Who issued the server certificates that were last seen to be genuine.
    var genuineIssuers: [CheckName: ByRoute<String>] = [:]
    /// `nil`: it was not measured.
    var clock: ClockBaseline?
    var learnedTenant: String?
    /// Of the first checks of the settings.
    var trends: [CheckName: Trend] = [:]
    /// Who has one.
    var trended: Set<CheckName> = []
    /// When the trends were saved last, or a first one was begun.
    var trendsSavedAt: Duration?
    var schedule = Schedule()
    var outbox: Outbox
    var stage = Stage.running
    /// The service manager waits for a reading of the configuration.
    var isReloading = false
    /// Readings of the configuration that were asked for and have not come.
    var readsUnderWay = 0
    /// What the configuration was last read as; taken over once it was read so twice, or was asked for.
    var lastReading: ConfigurationReading?
    /// The errors of the rejected configuration that were announced last.
    var rejectedProblems: [String] = []
    /// A save is in flight.
    var isSaving = false
    /// Something to be remembered came up meanwhile.
    var mustSaveAgain = false
    /// When the snapshot was written last, on ``Timestamp/uptime``.
    var publishedAt: Duration?
    /// A snapshot is being written.
    var isPublishing = false
    /// Something changed since.
    var isSnapshotWanted = false
    /// `nil`: it has not started yet.
    var startedAt: Date?
    /// Bells that changed and wait for quiet: when each changed first.
    var changing: [WatchKey: Duration] = [:]
    /// What the service manager and the timer were told last.
    private var sentStatus: StatusBasis?
    private var armedFor: Duration?
    /// The effects of the event that is being taken.
    var effects: [Effect] = []

    /// `saved` is what an earlier run left, if it could be read.
    package init(settings: Settings, environment: EngineEnvironment, saved: SavedState?, at now: Timestamp) {
        self.settings = settings
        self.environment = environment
        self.outbox = Outbox(printsAll: environment.isForeground)
        if let saved { restore(saved, at: now) }
    }

    /// Begins: the first probes are scheduled, then the service manager is told that the daemon is ready.
    ///
    /// `stateFailure` says in whole sentences why the state of an earlier run could not be read, and what became of
    /// it.
    package mutating func start(stateFailure: String?, at now: Timestamp) -> [Effect] {
        startedAt = now.date
        announceStart(stateFailure: stateFailure, at: now)
        endRestoredStrangers(at: now)
        rewatch(at: now)
        resumeDependencies()
        if let watchdog = environment.watchdog { schedule.set(.watchdog, at: now.uptime + watchdog / 2) }
        notifyReady(at: now)
        return settle(at: now)
    }

    /// Ends before it began: the configuration is wrong, which is announced and remembered.
    ///
    /// `problems` are the errors as `file:line:column: sentence`. The engine finishes by itself.
    package mutating func refuse(_ problems: [String], at now: Timestamp) -> [Effect] {
        follow(
            .configurationRejected(problems, .nothingWatched), .configurationRejected, of: configuration,
            at: now)
        beginStopping(at: now)
        return settle(at: now)
    }

    /// Takes one event and returns what is to be done, in order.
    package mutating func take(_ event: Event, at now: Timestamp) -> [Effect] {
        switch event {
        case .woke:
            armedFor = nil
            while let item = schedule.take(at: now.uptime) { carryOut(item, at: now) }
        case .answered(let id, let observation): answered(id, observation, at: now)
        case .changed(let key): changed(key, at: now)
        case .asked(.reload): reload()
        case .asked(.stop): stop(at: now)
        case .configurationRead(let reading): configurationRead(reading, at: now)
        case .journal(let delivery):
            effects += outbox.take(delivery, at: now.uptime)
            noteOutbox(at: now)
        case .saved(let failure): stateSaved(failure, at: now)
        case .published(let failure): published(failure, at: now)
        case .degraded(let sentence): degraded(sentence, at: now)
        }
        return settle(at: now)
    }

    private mutating func carryOut(_ item: Schedule.Item, at now: Timestamp) {
        switch item {
        case .probe(let name): probeDue(name, at: now)
        case .deadline(let id): deadlineDue(id, at: now)
        case .watchdog:
            effects.append(.notify(.watchdog))
            if let watchdog = environment.watchdog { schedule.set(.watchdog, at: now.uptime + watchdog / 2) }
        case .save: save(at: now)
        case .saveAgain: remember(at: now)
        case .publish: publish(at: now)
        case .readConfiguration: configurationDue()
        case .outbox:
            effects += outbox.wake(at: now.uptime)
            noteOutbox(at: now)
        case .finish: finish()
        }
    }

    /// Closes an event: arms the timer for what is due next and keeps the status true.
    private mutating func settle(at now: Timestamp) -> [Effect] {
        fillPlaces(at: now)
        if let wakesAt = outbox.wakesAt {
            schedule.set(.outbox, at: wakesAt)
        } else {
            schedule.cancel(.outbox)
        }
        if stage == .stopping, outbox.isEmpty, !isSaving { finish() }
        if stage == .running { notifyStatus(at: now) }
        if stage != .finished, let next = schedule.next(), next != armedFor {
            armedFor = next
            effects.append(.wake(at: next))
        }
        defer { effects = [] }
        return effects
    }

    private mutating func finish() {
        guard stage != .finished else { return }
        stage = .finished
        effects += outbox.printUnsent()
        effects.append(.finish)
    }

    /// Keeps what `systemctl status` shows true; composes it only where it may have changed.
    private mutating func notifyStatus(at now: Timestamp) {
        let basis = statusBasis(at: now)
        guard basis != sentStatus else { return }
        sentStatus = basis
        effects.append(.notify(.status(text(of: basis))))
    }

    mutating func notifyReady(at now: Timestamp) {
        let basis = statusBasis(at: now)
        sentStatus = basis
        effects.append(.notify(.ready(status: text(of: basis))))
    }

    private func statusBasis(at now: Timestamp) -> StatusBasis {
        let next = forecasts(at: now.date).first
        return StatusBasis(
            checks: probes.order.count, isFirstRoundOver: probes.isFirstRoundOver, revision: alerts.revision,
            agent: next?.name, forecast: next?.forecast,
            renewed: next.flatMap { histories[$0.name]?.lastRenewal })
    }

    private func text(of basis: StatusBasis) -> String {
        let start =
            "Watching \(basis.checks) check\(basis.checks == 1 ? "" : "s")"
            + (basis.isFirstRoundOver ? "" : ", first looks under way")
        let end =
            if let agent = basis.agent, let forecast = basis.forecast {
                "; \(agent): \(forecast.text)"
                    + (basis.renewed.map { ", last renewed \($0.rfc3339)" } ?? "")
            } else { "" }
        let (count, worst) = alerts.worst(3)
        guard count > 0 else { return "\(start); no alert\(end)" }
        let shown = worst.map { "\($0.finding.event.rawValue) \($0.name)" }.joined(separator: ", ")
        let more = count > worst.count ? " and \(count - worst.count) more" : ""
        let alerts = count == 1 ? "alert" : "alerts"
        return "\(start); \(count) \(alerts): \(shown)\(more)\(end)"
    }
}

/// What the status line is made from.
private struct StatusBasis: Sendable, Equatable {
    var checks: Int
    var isFirstRoundOver: Bool
    var revision: Int
    /// The trust certificate that expires first.
    var agent: CheckName?
    var forecast: RenewalForecast?
    var renewed: Date?
}
