import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The loop and the host around an engine: a virtual clock, probes answered by a script, and every effect kept.
struct SimulatedDaemon {
    /// How a probe behaves.
    enum Reply {
        /// It answers by itself after a while; told to end before that, it answers at once.
        case after(Duration, Observation)
        /// It answers nothing until it is told to end.
        case whenTold(Observation)
        /// It hangs, whatever it is told.
        case never
    }

    /// What becomes of a state that is to be saved.
    enum Disk {
        case works
        case fails(String)
        case hangs
    }

    struct Recorded {
        var uptime: Duration
        var effect: Effect
    }

    private struct Pending {
        var uptime: Duration
        var event: Event
    }

    private(set) var engine: Engine
    private(set) var now: Timestamp
    private(set) var recorded: [Recorded] = []
    /// What the journal has taken, in order.
    private(set) var journaled: [JournalEntry] = []
    private(set) var printed: [JournalEntry] = []
    private(set) var snapshots: [Snapshot] = []
    /// What the text file with metrics was made from.
    private(set) var metrics: [Snapshot] = []
    private(set) var withdrawn: [Publication] = []
    /// What was to be committed.
    private(set) var changes: [StateChange] = []
    /// All that is committed, once something was to be.
    var saved: SavedState? { changes.isEmpty ? nil : memory }
    private(set) var isFinished = false
    /// Looks that were started and have not answered.
    private(set) var inFlight: [ProbeID: Target] = [:]
    /// Looks that were told to end.
    private(set) var told: Set<ProbeID> = []
    private(set) var mostInFlight = 0
    /// The latest probe each target.
    private var latest: [String: ProbeID] = [:]
    private var armedFor: Duration?
    private var pending: [Pending] = []

    var script: (Target) -> Reply = { .after(.milliseconds(20), $0.healthyObservation) }
    /// What becomes of an entry; `nil`: the journal hangs.
    var journal: JournalDelivery? = .delivered
    /// What becomes of what is sent to a receiver; `nil`: it never answers.
    var receive: (Receiver, DeliveryContent) -> DeliveryAnswer? = { _, _ in DeliveryAnswer(.taken) }
    /// What receivers have taken, in order.
    private(set) var delivered: [(receiver: CheckName, content: DeliveryContent)] = []
    /// What the configuration files hold.
    var configuration: ConfigurationReading
    /// What the file of silences holds.
    var silences: SilencesReading
    var disk = Disk.works
    /// How long a commit takes.
    var diskLatency = Duration.zero
    /// What the daemon may read in the journal of those that came before it, or `nil` if it may not read it.
    var earlierJournal: Set<String>?
    /// Whether a commit that has not ended is on the disk all the same.
    var commitsEarly = true
    /// What is on the disk.
    var memory: SavedState { committed.state }
    private var committed: CommittedState
    private var committing: StateChange?

    init(
        _ settings: Settings, saved: SavedState? = nil, at now: Timestamp = start, watchdog: Duration? = nil,
        isForeground: Bool = false, statePath: String? = "/memory.db",
        snapshotPath: String? = "/status.json", silences: SilencesReading = SilencesReading(),
        bootID: String? = nil
    ) {
        self.now = now
        self.silences = silences
        committed = CommittedState(saved ?? SavedState())
        configuration = .valid(settings)
        engine = Engine(
            settings: settings, silences: silences,
            environment: EngineEnvironment(
                configurationPath: "/etc/cw.conf", configurationPaths: ["/etc/cw.conf"],
                silencesPath: "/etc/silences.conf", silencesPaths: ["/etc/silences.conf"],
                statePath: statePath, snapshotPath: snapshotPath, watchdog: watchdog,
                isForeground: isForeground, bootID: bootID),
            saved: saved, at: now)
    }

    mutating func begin(stateFailure: String? = nil) {
        carryOut(engine.start(stateFailure: stateFailure, silences: silences, at: now))
    }

    /// Lets this much time pass, and everything happen in it.
    mutating func run(for duration: Duration) {
        let end = now.uptime + duration
        while !isFinished, let next = nextTime, next <= end { step(to: next) }
        advance(to: max(end, now.uptime))
    }

    /// Lets so many things happen.
    mutating func run(events count: Int) {
        for _ in 0..<count {
            guard !isFinished, let next = nextTime else { return }
            step(to: next)
        }
    }

    private mutating func step(to time: Duration) {
        advance(to: time)
        if let index = pending.firstIndex(where: { $0.uptime <= now.uptime }) {
            feed(pending.remove(at: index).event)
        } else {
            armedFor = nil
            feed(.woke)
        }
    }

    /// Has the engine take an event now.
    mutating func feed(_ event: Event) {
        guard !isFinished else { return }
        if case .answered(let id, _) = event { inFlight[id] = nil }
        if case .saved = event { commit() }
        carryOut(engine.take(event, at: now))
    }

    /// Has the engine know of this process's descriptors, from the next event on.
    mutating func note(_ descriptors: DescriptorReading) { engine.note(descriptors, at: now) }

    /// Lets both clocks go on while nothing can happen: the host is suspended, or the daemon is stopped.
    mutating func suspend(for duration: Duration) {
        advance(to: now.uptime + duration)
    }

    /// Has every target fail and work in turn, so many times of seven seconds, and work from then on.
    mutating func changeEverything(_ times: Int) {
        for time in 0..<times {
            script = {
                .after(.milliseconds(20), time % 2 == 0 ? $0.healthyObservation : $0.failingObservation)
            }
            run(for: .seconds(7))
        }
        script = { .after(.milliseconds(20), $0.healthyObservation) }
    }

    /// Lets only the calendar jump.
    mutating func setCalendar(_ date: Date) {
        now.date = date
    }

    /// Lets every probe that hangs end with this answer.
    mutating func answerHanging(_ observation: Observation) {
        for id in inFlight.keys.sorted(by: { $0.number < $1.number }) {
            feed(.answered(id, observation))
        }
    }

    private var nextTime: Duration? {
        [pending.map(\.uptime).min(), armedFor].compactMap { $0 }.min().map { max($0, now.uptime) }
    }

    private mutating func advance(to uptime: Duration) {
        let step = uptime - now.uptime
        let seconds = Double(step.components.seconds) + Double(step.components.attoseconds) / 1e18
        now = Timestamp(uptime: uptime, date: now.date.addingTimeInterval(seconds))
    }

    private mutating func carryOut(_ effects: [Effect]) {
        for effect in effects {
            recorded.append(Recorded(uptime: now.uptime, effect: effect))
            switch effect {
            case .wake(let uptime): armedFor = uptime
            case .probe(let id, let target, _): startProbe(id, target)
            case .cancelProbe(let id): cancelProbe(id)
            case .send(let entry, _): send(entry)
            case .print(let entry): printed.append(entry)
            case .readConfiguration: post(.configurationRead(configuration))
            case .lookUp(let waiting): lookUp(waiting)
            case .deliver(let id, let content, let receiver): deliver(id, content, to: receiver)
            case .readSilences: post(.silencesRead(silences))
            case .save(let change): save(change)
            case .publish(let snapshot, let place): publish(snapshot, to: place)
            case .withdraw(let place): withdrawn.append(place)
            case .finish: isFinished = true
            case .notify, .watch, .cancelDelivery: break
            }
        }
    }

    private mutating func startProbe(_ id: ProbeID, _ target: Target) {
        if let rival = latest[target.text] {
            #expect(
                inFlight[rival] == nil || told.contains(rival),
                "Two looks at \(target.text) are under way.")
        }
        latest[target.text] = id
        inFlight[id] = target
        mostInFlight = max(mostInFlight, inFlight.count)
        if case .after(let duration, let observation) = script(target) {
            post(.answered(id, observation), after: duration)
        }
    }

    private mutating func cancelProbe(_ id: ProbeID) {
        told.insert(id)
        guard let target = inFlight[id] else { return }
        switch script(target) {
        case .after(_, let observation), .whenTold(let observation):
            pending.removeAll { if case .answered(id, _) = $0.event { true } else { false } }
            post(.answered(id, observation))
        case .never: break
        }
    }

    private mutating func send(_ entry: JournalEntry) {
        guard let journal else { return }
        if journal == .delivered { journaled.append(entry) }
        post(.journal(journal))
    }

    private mutating func deliver(_ id: DeliveryID, _ content: DeliveryContent, to receiver: Receiver) {
        guard let answer = receive(receiver, content) else { return }
        if case .taken = answer.outcome { delivered.append((receiver.name, content)) }
        post(.delivered(id, answer))
    }

    private mutating func lookUp(_ waiting: [WaitingNotification]) {
        post(.lookedUp(earlierJournal?.intersection(waiting.map(\.id)) ?? []))
    }

    private mutating func save(_ change: StateChange) {
        changes.append(change)
        committing = change
        if commitsEarly { commit() }
        switch disk {
        case .works: post(.saved(failure: nil), after: diskLatency)
        case .fails(let sentence): post(.saved(failure: sentence), after: diskLatency)
        case .hangs: break
        }
    }

    private mutating func commit() {
        if case .works = disk, let change = committing { committed.apply(change) }
        committing = nil
    }

    private mutating func publish(_ snapshot: Snapshot, to place: Publication) {
        switch place {
        case .snapshot: snapshots.append(snapshot)
        case .metrics: metrics.append(snapshot)
        }
        switch disk {
        case .works: post(.published(place, failure: nil))
        case .fails(let sentence): post(.published(place, failure: sentence))
        case .hangs: break
        }
    }

    private mutating func post(_ event: Event, after duration: Duration = .zero) {
        pending.append(Pending(uptime: now.uptime + duration, event: event))
    }
}
