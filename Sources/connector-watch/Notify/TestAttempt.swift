internal import Delivery
internal import FoundationEssentials
internal import Glibc
internal import Prober
internal import SystemdHost
internal import WatchCore

/// Sends tests to receivers as the daemon sends notifications, but as this command's user and with its credentials.
struct TestAttempt {
    private let deliverer: Deliverer

    init() throws(CommandFailure) {
        StandardDescriptors.fill()
        let credentials = getenv("CREDENTIALS_DIRECTORY").map { String(cString: $0) }
        do {
            deliverer = try HostProber(credentialsDirectory: credentials).deliverer
        } catch {
            throw CommandFailure(["Nothing was sent: \(error)"])
        }
    }

    /// Ends within the time that every receiver has.
    func run(_ receiver: Receiver, of connector: String, at date: Date) async -> Deliverer.Result {
        let content = DeliveryContent.test(for: receiver, of: connector, at: date)
        return await deliverer.deliver(content, to: receiver, within: ReceiverLimits.timeout)
    }
}
