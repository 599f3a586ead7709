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
        await withTaskGroup(of: RunObservation.Part.self) { group in
            var free = Self.places
            progress(0, plan.count)
            repeat {
                while free > 0, let check = plan.next() {
                    free -= 1
                    group.addTask {
                        RunObservation.Part(check: check, observation: await answer(to: check))
                    }
                }
                guard let part = await group.next() else { return }
                free += 1
                plan.take(part.observation, of: part.check)
                progress(plan.answered, plan.count)
            } while true
        }
        return await withLaterCandidates(plan.seen)
    }

    /// How many probes are in flight at most.
    private static var places: Int { ProbeLimits.places(descriptors: Descriptors.limit) }

    /// Probes once more the chains that lead to no root: what other servers sent meanwhile may complete them.
    private func withLaterCandidates(_ seen: RunObservation) async -> RunObservation {
        var seen = seen
        await withTaskGroup(of: (Int, Observation).self) { group in
            for (index, part) in seen.parts.enumerated().filter({ $0.element.observation.lacksIssuer })
                .prefix(Self.places)
            {
                group.addTask { (index, await answer(to: part.check)) }
            }
            for await (index, observation) in group where observation.showsGap {
                seen.parts[index].observation = observation
            }
        }
        return seen
    }

    /// The one deadline: the probe is told to end when its time is over, and given up where it then does not.
    private func answer(to check: Check) async -> Observation {
        let (answers, answer) = AsyncStream.makeStream(of: Observation.self)
        // A group would wait for a probe that hangs.
        let probe = Task.detached { @Sendable [prober] in
            answer.yield(await prober.probe(at: check.target))
        }
        let deadline = Task.detached { @Sendable in
            try await Task.sleep(for: check.pace.timeout)
            probe.cancel()
            try await Task.sleep(for: ProbeLimits.endingTime)
            answer.yield(.unanswered)
        }
        defer { deadline.cancel() }
        for await first in answers { return first }
        return .unanswered
    }
}
