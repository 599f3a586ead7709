internal import Delivery
internal import Prober
internal import WatchCore

/// The tasks of the deliveries in flight, at most one for each receiver, each until its answer has been taken.
struct InFlightDeliveries {
    private var tasks: [DeliveryID: Task<Void, Never>] = [:]
    private let prober: HostProber
    private let loop: Loop

    init(prober: HostProber, loop: Loop) {
        self.prober = prober
        self.loop = loop
    }

    mutating func start(_ id: DeliveryID, _ content: DeliveryContent, to receiver: Receiver) {
        tasks[id] = Task.detached(executorPreference: prober.executor) { @Sendable [prober, loop] in
            loop.post(.delivered(id, await prober.deliverer.deliver(content, to: receiver).answer))
        }
    }

    /// Tells a delivery that its time is up; its answer still comes.
    func end(_ id: DeliveryID) {
        tasks[id]?.cancel()
    }

    mutating func forget(_ id: DeliveryID) {
        tasks[id] = nil
    }
}
