internal import Files
package import WatchCore

/// Probes once everything that settings ask for, side by side.
package struct ProbeRun: Sendable {
    private let prober: any Prober

    package init(_ prober: any Prober) {
        self.prober = prober
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
        var probes = ProbesInFlight(prober)
        progress(0, plan.count)
        repeat {
            while probes.count < Self.places, let check = plan.next() { probes.start(check) }
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
        var probes = ProbesInFlight(prober)
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
/// Each has one deadline: it is told to end when its time is over, and given up where it then does not.
private struct ProbesInFlight {
    private let prober: any Prober
    private let answer: AsyncStream<RunObservation.Part>.Continuation
    private var answers: AsyncStream<RunObservation.Part>.Iterator
    private var deadlines: [CheckName: Task<Void, any Error>] = [:]

    init(_ prober: any Prober) {
        self.prober = prober
        let (stream, answer) = AsyncStream.makeStream(of: RunObservation.Part.self)
        (answers, self.answer) = (stream.makeAsyncIterator(), answer)
    }

    var count: Int { deadlines.count }

    mutating func start(_ check: Check) {
        // A group would wait for a probe that hangs.
        let probe = Task.detached { @Sendable [prober, answer] in
            answer.yield(
                RunObservation.Part(check: check, observation: await prober.probe(at: check.target)))
        }
        deadlines[check.name] = Task.detached { @Sendable [answer] in
            try await Task.sleep(for: check.pace.timeout)
            probe.cancel()
            try await Task.sleep(for: ProbeLimits.endingTime)
            answer.yield(RunObservation.Part(check: check, observation: .unanswered))
        }
    }

    /// The next answer, or `nil` if there is none to come.
    mutating func next() async -> RunObservation.Part? {
        while !deadlines.isEmpty, let part = await answers.next(isolation: #isolation) {
            // One that was given up may answer all the same.
            guard let deadline = deadlines.removeValue(forKey: part.check.name) else { continue }
            deadline.cancel()
            return part
        }
        return nil
    }
}
