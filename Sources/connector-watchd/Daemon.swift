internal import Dispatch
internal import Files
internal import Memory
internal import Prober
internal import SerialQueue
internal import SystemdHost
internal import TrustStore
internal import WatchCore

/// Takes events in order, asks the engine what to do, and does it.
struct Daemon {
    private var engine: Engine
    private var probes: InFlightProbes
    private var deliveries: InFlightDeliveries
    private var standardError = StandardErrorWriter()
    private let loop: Loop
    private let configuration: ConfigurationLoader
    private let memory: MemoryStore?
    /// The snapshot and the metrics, by where they are.
    private var published: [String: PublishedFile] = [:]
    private let snapshotPath: String?
    private let journal = JournalWriter()
    private let manager = ServiceManager()
    private let timer: WakeTimer
    private var watchers: DirectoryWatchers
    /// One reading after the other, in the order they were asked for.
    private let reader = DispatchQueue(label: "configuration")
    private let search = DispatchQueue(label: "journal search")
    private let signals: Signals
    /// When the first looks are over, and what only they and the start have run is let go of; nil once it is.
    private var settling: Duration?

    /// Reads what an earlier run left, starts the parts that post events, and begins.
    ///
    /// With a configuration that was rejected it only says so, and then ends by itself.
    init(
        _ reading: ConfigurationReading, configuration: ConfigurationLoader, environment: Environment,
        memory: MemoryStore?, _ earlier: EarlierState, on loop: Loop
    ) throws {
        self.loop = loop
        self.configuration = configuration
        signals = Signals { @Sendable in loop.post(.asked($0.request)) }
        timer = try WakeTimer(on: loop.executor.queue) { @Sendable in loop.post(.woke) }
        watchers = DirectoryWatchers(loop: loop)
        let prober = try HostProber(credentialsDirectory: environment.credentialsDirectory)
        probes = InFlightProbes(prober: prober, loop: loop)
        deliveries = InFlightDeliveries(prober: prober, loop: loop)
        self.memory = memory
        snapshotPath = environment.runtimeDirectory.map(SnapshotFile.path)
        let silences = configuration.silences
        let silenced = silences.read()
        let now = HostClock.now()
        settling = now.uptime + .seconds(60)
        engine = Engine(
            settings: reading.settings, silences: silenced,
            environment: EngineEnvironment(
                configurationPath: configuration.mainPath, configurationPaths: configuration.watchedPaths,
                silencesPath: silences.path, silencesPaths: silences.watchedPaths,
                statePath: memory?.path, snapshotPath: snapshotPath,
                journalNamespace: environment.journalNamespace, watchdog: manager.watchdogInterval(),
                isForeground: !StandardErrorWriter.isJournal(stream: environment.journalStream),
                bootID: environment.bootID),
            saved: earlier.saved, at: now)
        switch reading {
        case .valid(_, let warnings):
            carryOut(
                engine.start(
                    stateFailure: earlier.damage, warnings: warnings, silences: silenced, at: now))
        case .rejected(let problems): carryOut(engine.refuse(problems, at: now))
        }
    }

    /// Whether the memory may not answer any more.
    var isCommitting: Bool { engine.isCommitting }

    /// Returns whether the engine says that it is finished.
    mutating func take(_ events: [Event]) -> Bool {
        for event in events { acknowledge(event) }
        let now = HostClock.now()
        settle(at: now.uptime)
        engine.note(DescriptorReading(limit: Descriptors.limit, shortages: Descriptors.shortages), at: now)
        return carryOut(engine.take(events, at: now))
    }

    private mutating func settle(at uptime: Duration) {
        guard let settling, uptime >= settling else { return }
        self.settling = nil
        ProgramImage.release()
    }

    /// Tells those who posted an event that it was taken, where they wait for that.
    private mutating func acknowledge(_ event: Event) {
        switch event {
        case .answered(let id, _): probes.forget(id)
        case .changed(let key): watchers.acknowledge(key)
        case .delivered(let id, _): deliveries.forget(id)
        case .woke, .asked, .configurationRead, .silencesRead, .journal, .lookedUp, .saved, .published,
            .degraded:
            break
        }
    }

    /// Returns whether the daemon is finished.
    @discardableResult
    private mutating func carryOut(_ effects: [Effect]) -> Bool {
        for effect in effects {
            switch effect {
            case .wake(let uptime): timer.arm(at: uptime)
            case .probe(let id, let target, let look): probes.start(id, target, look)
            case .cancelProbe(let id): probes.end(id)
            case .send(let entry, _):
                journal.send(entry) { @Sendable [loop] in loop.post(.journal($0)) }
            case .deliver(let id, let content, let receiver): deliveries.start(id, content, to: receiver)
            case .cancelDelivery(let id): deliveries.end(id)
            case .lookUp(let waiting): lookUp(waiting)
            case .print(let entry): standardError.write(entry, at: HostClock.now().date)
            case .notify(let notification): manager.notify(notification)
            case .readConfiguration: readConfiguration()
            case .readSilences: readSilences()
            case .watch(let paths): watchers.watch(paths)
            case .save(let change): save(change)
            case .publish(let snapshot, let place): publish(snapshot, to: place)
            case .withdraw(let place): withdraw(place)
            case .finish: return true
            }
        }
        return false
    }

    private func readConfiguration() {
        read { @Sendable [configuration] in .configurationRead(configuration.read()) }
    }

    private func readSilences() {
        read { @Sendable [configuration] in .silencesRead(configuration.silences.read()) }
    }

    /// Posts what came of reading files, once no descriptor was lacking while they were read.
    private func read(_ body: @escaping @Sendable () -> Event) {
        reader.async { @Sendable [loop, reader] in
            Self.read(on: reader, body) { loop.post($0) }
        }
    }

    private static func read(
        on queue: DispatchQueue, _ body: @escaping @Sendable () -> Event,
        _ done: @escaping @Sendable (Event) -> Void
    ) {
        let shortages = Descriptors.shortages
        let event = body()
        if Descriptors.shortages == shortages { return done(event) }
        queue.asyncAfter(deadline: .now() + .seconds(1)) { @Sendable in read(on: queue, body, done) }
    }

    /// Looks for what an earlier run may have told already, where the service may read the journal.
    private func lookUp(_ waiting: [WaitingNotification]) {
        search.async { @Sendable [loop] in loop.post(.lookedUp(JournalSearch.ids(of: waiting))) }
    }

    /// Encodes and writes off the loop; the engine asks for one commit at a time.
    private func save(_ change: StateChange) {
        loop.start { @Sendable [memory] loop in
            guard let memory else { return loop.post(.saved(failure: "There is no memory.")) }
            let report = await memory.save(change, at: HostClock.now().date)
            if change.isLarge { Allocator.trim() }
            loop.post(.saved(failure: report.failure))
            if let loss = report.loss { loop.post(.degraded(loss)) }
        }
    }

    /// Composes and writes off the loop; the engine asks for one at a time of each place.
    private mutating func publish(_ contents: Snapshot, to place: Publication) {
        guard let path = path(of: place) else { return }
        let file = published[path] ?? PublishedFile(path: path)
        published[path] = file
        file.replace { @Sendable in
            switch place {
            case .snapshot: try? contents.encoded()
            case .metrics: Array(contents.metrics.utf8)
            }
        } then: { @Sendable [loop] in
            loop.post(.published(place, failure: $0))
        }
    }

    private mutating func withdraw(_ place: Publication) {
        guard let path = path(of: place) else { return }
        published.removeValue(forKey: path)?.remove()
    }

    private func path(of place: Publication) -> String? {
        switch place {
        case .snapshot: snapshotPath
        case .metrics(let path): path
        }
    }
}

extension ServiceSignal {
    fileprivate var request: Request {
        switch self {
        case .terminate, .interrupt: .stop
        case .hangUp: .reload
        }
    }
}

extension ConfigurationReading {
    /// Those to begin with; where they were rejected, of a connector that nothing is known of but its host.
    fileprivate var settings: Settings {
        switch self {
        case .valid(let settings, _): settings
        case .rejected: Settings(connector: ConnectorSettings(name: HostName.current()))
        }
    }
}
