internal import Files
internal import HeapModule
package import WatchCore

/// Probes once everything that settings ask for, side by side.
package struct ProbeRun: Sendable {
    private let probers: [any Prober]

    /// - Parameters:
    ///   - prober: probes.
    ///   - helper: one with a queue of its own, which shares those probes that need nothing of what others learn: with
    ///     10,000 ports that are shut a report is done a tenth sooner.
    package init(_ prober: any Prober, helpedBy helper: (any Prober)? = nil) {
        probers = [prober] + [helper].compactMap(\.self)
    }

    /// Probes every check, and ends within the longest time-out and ``ProbeLimits/endingTime``, whatever hangs.
    ///
    /// That holds as long as there are no more checks than places. Chains that lead to no root are probed once more
    /// afterwards, within the same limit.
    ///
    /// - Parameters:
    ///   - settings: what is watched; checks under names of the tenant begin only when the trust files have told its id.
    ///   - selection: the checks that are of interest.
    ///   - progress: told how many checks have answered, of how many, each time that changes.
    /// - Returns: what was seen, in the order of the settings.
    package func observe(
        _ settings: Settings, only selection: CheckSelection = CheckSelection(),
        progress: (_ answered: Int, _ all: Int) -> Void = { _, _ in }
    ) async -> RunObservation {
        var plan = ProbePlan(settings, only: selection)
        var probes = ProbesInFlight(probers)
        let places = Self.places
        progress(0, plan.count)
        repeat {
            while probes.count < places, let check = plan.next() { probes.start(check) }
            guard let part = await probes.next() else { break }
            plan.take(part.observation, of: part.check)
            progress(plan.answered, plan.count)
        } while true
        return await withLaterCandidates(plan.seen)
    }

    /// How many probes are in flight at most.
    private static var places: Int { ProbeLimits.places(descriptors: Descriptors.limit) }

    /// Probes once more the chains that lead to no root: what other servers sent meanwhile may complete them.
    private func withLaterCandidates(_ seen: RunObservation) async -> RunObservation {
        var seen = seen
        var probes = ProbesInFlight(probers)
        for part in seen.parts.filter(\.observation.lacksIssuer).prefix(Self.places) {
            probes.start(part.check)
        }
        while let part = await probes.next() {
            guard part.observation.showsGap,
                let index = seen.parts.firstIndex(where: { $0.check.name == part.check.name })
            else { continue }
            seen.parts[index].observation = part.observation
        }
        return seen
    }
}

/// Probes that were started and have not answered.
///
/// Each has one deadline: it is told to end when its time is over, and given up where it then does not. One timer serves
/// them all: a task that sleeps for each costs a fifth of what the probe of a shut port does.
private struct ProbesInFlight {
    private enum News {
        case answered(RunObservation.Part)
        /// The timer's time has come.
        case woke
    }

    private struct Deadline: Comparable {
        var at: ContinuousClock.Instant
        var name: CheckName
        /// Whether the probe was told to end.
        var isLast = false

        static func < (a: Deadline, b: Deadline) -> Bool { a.at < b.at }
    }

    private let probers: [any Prober]
    /// How many probes more than one prober could make.
    private var shared = 0
    private let tell: AsyncStream<News>.Continuation
    private var news: AsyncStream<News>.Iterator
    private var probes: [CheckName: (check: Check, task: Task<Void, Never>)] = [:]
    /// Those of probes that have answered are among them until they come first.
    private var deadlines: Heap<Deadline> = []
    private var timer: (at: ContinuousClock.Instant, task: Task<Void, any Error>)?
    /// The time that the timer woke for, while there are deadlines by then: what had answered before has been taken.
    private var elapsed: ContinuousClock.Instant?

    init(_ probers: [any Prober]) {
        self.probers = probers
        let (stream, tell) = AsyncStream.makeStream(of: News.self)
        (news, self.tell) = (stream.makeAsyncIterator(), tell)
    }

    var count: Int { probes.count }

    mutating func start(_ check: Check) {
        let prober = prober(for: check.target)
        // A group would wait for a probe that hangs.
        let task = Task.detached(executorPreference: prober.executor(of: check.target)) {
            @Sendable [prober, tell] in
            let seen = await prober.probe(at: check.target)
            tell.yield(.answered(RunObservation.Part(check: check, observation: seen)))
        }
        probes[check.name] = (check, task)
        deadlines.insert(Deadline(at: .now + check.pace.timeout, name: check.name))
    }

    /// The first, or the next in turn for a port of an address, reached directly: no name of it is asked for twice.
    private mutating func prober(for target: Target) -> any Prober {
        guard case .port(let port) = target, port.routes.proxy == nil, IPAddress(port.host) != nil
        else { return probers[0] }
        shared += 1
        return probers[shared % probers.count]
    }

    /// The next answer, or `nil` if there is none to come.
    mutating func next() async -> RunObservation.Part? {
        while !probes.isEmpty {
            if let elapsed, let check = expire(by: elapsed) {
                return RunObservation.Part(check: check, observation: .unanswered)
            }
            elapsed = nil
            arm()
            switch await news.next(isolation: #isolation) {
            // One that was given up may answer all the same.
            case .answered(let part): if probes.removeValue(forKey: part.check.name) != nil { return part }
            case .woke:
                elapsed = timer.map { min($0.at, .now) }
                timer = nil
            case nil: return nil
            }
        }
        timer?.task.cancel()
        return nil
    }

    /// Tells the probes whose time is over to end, and returns the first that did not, which is given up.
    private mutating func expire(by time: ContinuousClock.Instant) -> Check? {
        while let first = deadlines.min, first.at <= time {
            deadlines.removeMin()
            guard let (check, task) = probes[first.name] else { continue }
            if first.isLast {
                probes[first.name] = nil
                return check
            }
            task.cancel()
            deadlines.insert(Deadline(at: .now + ProbeLimits.endingTime, name: first.name, isLast: true))
        }
        return nil
    }

    /// Has the timer wake no later than the first deadline; that it may wake earlier does no harm.
    private mutating func arm() {
        while let first = deadlines.min, probes[first.name] == nil { deadlines.removeMin() }
        guard let first = deadlines.min?.at, timer.map({ first < $0.at }) ?? true else { return }
        timer?.task.cancel()
        let task = Task.detached { @Sendable [tell] in
            try await Task.sleep(until: first, clock: .continuous)
            tell.yield(.woke)
        }
        timer = (first, task)
    }
}
