internal import Delivery
internal import WatchCore

/// The tasks of the deliveries in flight, at most one for each receiver, each until its answer has been taken out of the
/// mailbox.
struct InFlightDeliveries {
    private var tasks: [DeliveryID: Task<Void, Never>] = [:]
    private let deliverer: Deliverer
    private let mailbox: Mailbox

    init(deliverer: Deliverer, mailbox: Mailbox) {
        self.deliverer = deliverer
        self.mailbox = mailbox
    }

    mutating func start(_ id: DeliveryID, _ content: DeliveryContent, to receiver: Receiver) {
        tasks[id] = Task.detached { @Sendable [deliverer, mailbox] in
            mailbox.post(.delivered(id, await deliverer.deliver(content, to: receiver).answer))
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
