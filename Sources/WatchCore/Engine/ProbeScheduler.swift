/// Decides which check is probed when: starts what is due, keeps the one deadline of each probe, and has files
/// probed once they have been quiet.
struct ProbeScheduler: Sendable {
    private enum State: Sendable {
        case running
        /// Nothing is probed any more.
        case stopped
    }

    /// What has come due.
    enum Due: Sendable, Equatable {
        case effect(Effect)
        /// A probe of this check hangs, and no other one can be started.
        case hung(Check)
    }

    /// What other checks than before mean.
    struct Replacement: Sendable {
        /// They keep their target, and probe it in another way.
        var altered: [Check]
        /// As they were.
        var gone: [Check]
        /// Probes that nobody waits for are told to end.
        var effects: [Effect]
    }

    /// A probe that ended.
    struct Answer: Sendable {
        var check: Check
        /// Whether the check was never probed before.
        var isFirst: Bool
        /// Whether what was seen counts: what a probe saw before it hung is old news.
        var isCurrent: Bool
        fileprivate var startedAt: Duration
        fileprivate var isDueAgain: Bool
    }

    /// How soon a check is probed again.
    enum Urgency: Sendable {
        case regular
        case failing
        /// In a moment: a file may be in the middle of being replaced.
        case settling
    }

    private(set) var table = CheckTable()
    private var state = State.running
    private var schedule = Schedule()
    /// The checks whose files changed and wait for quiet.
    private var bursts: [CheckName: Debouncer] = [:]

    /// When ``takeDue(at:)`` is wanted.
    mutating func wakesAt() -> Duration? {
        switch state {
        case .running: schedule.next()
        case .stopped: nil
        }
    }

    /// The files whose changes are of interest.
    var watchedPaths: [WatchKey: [String]] {
        var paths: [WatchKey: [String]] = [:]
        for check in table.checks {
            if case .trust(let trust) = check.target {
                paths[.check(check.name)] = [trust.settingsFile] + trust.machineStore + trust.userStore
            }
        }
        return paths
    }

    /// Replaces what is watched; what is new is probed within its interval.
    mutating func replace(with checks: [Check], at now: Duration) -> Replacement {
        let (new, altered, gone) = table.replace(with: checks)
        for check in gone {
            schedule.cancel(.probe(check.name))
            bursts[check.name] = nil
        }
        // Spread over one interval, so that checks of one interval never come in a burst.
        let begun = new + altered
        for (index, check) in begun.enumerated() {
            schedule.set(.probe(check.name), at: now + check.pace.interval * index / begun.count)
        }
        let abandoned = table.takeAbandoned()
        for id in abandoned { schedule.cancel(.deadline(id)) }
        return Replacement(altered: altered, gone: gone, effects: abandoned.map(Effect.cancelProbe))
    }

    /// Takes the next thing that is due, or `nil` if nothing is.
    mutating func takeDue(at now: Duration) -> Due? {
        guard state == .running else { return nil }
        while let item = schedule.take(at: now) {
            let due =
                switch item {
                case .probe(let name): probeDue(name, at: now)
                case .deadline(let id): deadlineDue(id, at: now)
                }
            if let due { return due }
        }
        return nil
    }

    /// Gives free places to the checks that wait for one, the longest waiting first.
    mutating func fillPlaces(at now: Duration) -> [Effect] {
        var effects: [Effect] = []
        while state == .running, let name = table.takeQueued() {
            if case .effect(let effect) = probeDue(name, at: now) { effects.append(effect) }
        }
        return effects
    }

    /// Has no more probes in flight than this; those that are go on.
    mutating func setPlaces(_ places: Int) { table.mostInFlight = places }

    /// Takes what is due next off the schedule.
    mutating func takeItem(at now: Duration) -> Schedule.Item? { schedule.take(at: now) }

    mutating func setProbe(of name: CheckName, at uptime: Duration) {
        schedule.set(.probe(name), at: uptime)
    }

    /// Has what a probe in flight saw count for nothing; its check is probed anew once it has ended.
    mutating func giveUp(_ id: ProbeID, at now: Duration) -> [Effect] {
        guard let (check, _) = table.probe(id) else { return [] }
        table.advance(id, to: .stuck)
        // One that does not end hangs.
        schedule.set(.probe(check.name), at: now + ProbeLimits.endingTime)
        return [.cancelProbe(id)]
    }

    private mutating func probeDue(_ name: CheckName, at now: Duration) -> Due? {
        bursts[name] = nil
        guard let entry = table[name] else { return nil }
        switch entry.stage {
        case .waiting:
            guard let id = table.start(name, at: now) else { return nil }
            schedule.set(.deadline(id), at: now + entry.check.pace.timeout)
            return .effect(.probe(id, entry.check.target, entry.look))
        case .queued:
            return nil
        case .inFlight(let probe):
            switch probe.progress {
            case .running, .ending:
                table.probeAgain(name)
                return nil
            case .stuck:
                schedule.set(.probe(name), at: now + entry.check.pace.failingInterval)
                return .hung(entry.check)
            }
        }
    }

    /// The one deadline: first the probe is told to end, which it does at once; one that does not is given up.
    private mutating func deadlineDue(_ id: ProbeID, at now: Duration) -> Due? {
        guard let (check, probe) = table.probe(id) else { return nil }
        switch probe.progress {
        case .running:
            table.advance(id, to: .ending)
            schedule.set(.deadline(id), at: now + ProbeLimits.endingTime)
            return .effect(.cancelProbe(id))
        case .ending:
            table.advance(id, to: .stuck)
            return probeDue(check.name, at: now)
        case .stuck:
            return nil
        }
    }

    /// Takes the answer of a probe.
    ///
    /// - Parameters:
    ///   - id: of the probe.
    ///   - result: what is kept of it, or `nil` if it saw nothing.
    ///   - now: on ``Timestamp/uptime``.
    /// - Returns: what is to be judged, and then handed to ``plan(after:_:turningPoint:at:)``; or `nil` if nobody waits
    ///   for it.
    mutating func end(_ id: ProbeID, _ result: LastProbe?, at now: Duration) -> Answer? {
        schedule.cancel(.deadline(id))
        guard let (entry, probe) = table.end(id, result), state == .running else { return nil }
        let isCurrent = probe.progress != .stuck
        if !isCurrent { schedule.set(.probe(entry.check.name), at: now) }
        return Answer(
            check: entry.check, isFirst: entry.lastProbe == nil, isCurrent: isCurrent,
            startedAt: probe.startedAt, isDueAgain: probe.isDueAgain)
    }

    /// Sets when a check is probed next, unless that has changed since.
    ///
    /// - Parameters:
    ///   - answer: what its last probe ended with.
    ///   - urgency: what that amounts to.
    ///   - turningPoint: how long until time alone changes what is to be said; or `nil` if it does not.
    ///   - pause: the least time until then, or `nil` for none.
    ///   - now: on ``Timestamp/uptime``.
    mutating func plan(
        after answer: Answer, _ urgency: Urgency, turningPoint: Duration?, pause: Duration? = nil,
        at now: Duration
    ) {
        let check = answer.check
        guard table[check.name]?.check == check else { return }
        if answer.isDueAgain {
            schedule.set(.probe(check.name), at: now)
        } else if bursts[check.name] == nil {
            let next =
                switch urgency {
                case .settling: now + DebouncePolicy.settlingTime
                case .failing:
                    regular(
                        answer, min(check.pace.failingInterval, check.pace.interval), turningPoint, at: now)
                case .regular: regular(answer, check.pace.interval, turningPoint, at: now)
                }
            schedule.set(.probe(check.name), at: max(next, now + (pause ?? .zero)))
        }
    }

    private func regular(
        _ answer: Answer, _ interval: Duration, _ turningPoint: Duration?, at now: Duration
    ) -> Duration {
        // The timer goes off a moment after the slot began. Counted from there, each round would be a slot later than the last.
        let regular = max(now, Schedule.roundDown(answer.startedAt) + interval)
        return turningPoint.map { min(regular, now + $0) } ?? regular
    }

    /// Something changed near the files of a check: it is probed once they have been quiet.
    mutating func change(_ name: CheckName, at now: Duration) {
        guard table[name] != nil else { return }
        table.noteChange(name)
        schedule.set(.probe(name), at: bursts[name, default: Debouncer()].change(at: now))
    }

    /// Has a check probed now, unless a probe of it is in flight or waits for its place.
    mutating func hasten(_ name: CheckName, at now: Duration) {
        guard case .waiting? = table[name]?.stage else { return }
        schedule.set(.probe(name), at: now)
    }

    /// Starts no more probes, and has those in flight end.
    mutating func stop() -> [Effect] {
        state = .stopped
        return table.inFlight.map(Effect.cancelProbe)
    }
}
