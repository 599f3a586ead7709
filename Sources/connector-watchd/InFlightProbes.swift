internal import Prober
internal import WatchCore

/// The tasks of the probes in flight, each until its answer has been taken.
struct InFlightProbes {
    private var tasks: [ProbeID: Task<Void, Never>] = [:]
    private let prober: HostProber
    private let loop: Loop

    init(prober: HostProber, loop: Loop) {
        self.prober = prober
        self.loop = loop
    }

    mutating func start(_ id: ProbeID, _ target: Target, _ look: Look) {
        tasks[id] = Task.detached(executorPreference: prober.executor(of: target)) {
            @Sendable [prober, loop] in
            loop.post(.answered(id, await prober.probe(at: target, look)))
        }
    }

    /// Tells a probe that its time is up; its answer still comes.
    func end(_ id: ProbeID) {
        tasks[id]?.cancel()
    }

    mutating func forget(_ id: ProbeID) {
        tasks[id] = nil
    }
}
