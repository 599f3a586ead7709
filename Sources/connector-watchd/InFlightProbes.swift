internal import Prober
internal import WatchCore

/// The tasks of the probes in flight, each until its answer has been taken out of the mailbox.
struct InFlightProbes {
    private var tasks: [ProbeID: Task<Void, Never>] = [:]
    private let prober: HostProber
    private let mailbox: Mailbox

    init(prober: HostProber, mailbox: Mailbox) {
        self.prober = prober
        self.mailbox = mailbox
    }

    mutating func start(_ id: ProbeID, _ target: Target) {
        tasks[id] = Task.detached { @Sendable [prober, mailbox] in
            mailbox.post(.answered(id, await prober.probe(at: target)))
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
