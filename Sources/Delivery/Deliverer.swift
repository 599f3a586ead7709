internal import FoundationEssentials
package import NetworkPath
package import WatchCore

/// Hands what waits for receivers over, each time in one request.
///
/// It does not try again, and never decides who is told: all that is the engine's.
package struct Deliverer: Sendable {
    private let path: PathProber
    /// The most bytes of an answer that are read: they are for people.
    private static let answerLimit = 4096
    private let credential: @Sendable (String) -> CredentialReading

    /// - Parameters:
    ///   - path: sends the requests.
    ///   - credential: reads a systemd credential by its name.
    package init(over path: PathProber, credential: @escaping @Sendable (String) -> CredentialReading) {
        self.path = path
        self.credential = credential
    }

    /// What came of it.
    package struct Result: Sendable {
        package var answer: DeliveryAnswer
        /// What the receiver answered, without secrets, or `nil` if it did not.
        package var reply: WebAnswer?
    }

    /// Sends something to a receiver.
    ///
    /// - Parameters:
    ///   - content: what.
    ///   - receiver: to whom.
    ///   - limit: how long it may take, or `nil` if whoever starts it cancels its task when the time is up.
    /// - Returns: what became of it.
    package func deliver(
        _ content: DeliveryContent, to receiver: Receiver, within limit: Duration? = nil
    ) async -> Result {
        let format = receiver.format
        let secrets: ReceiverSecrets
        do throws(CredentialError) {
            secrets = try ReceiverSecrets(of: receiver, credential)
        } catch {
            return Result(answer: DeliveryAnswer(.failed(error.receiverClause)))
        }
        guard let message = format.message(content) else {
            return Result(answer: DeliveryAnswer(.refused("cannot be told of this in its format")))
        }
        let request = WebRequest(
            to: secrets.address(for: receiver), fields: message.fields + secrets.fields, body: message.body,
            trust: WebRequest.ServerTrust(authorities: receiver.authorities, identity: secrets.identity),
            limit: Self.answerLimit)
        let outcome = await path.send(request, through: receiver.proxy, within: limit)
        guard var reply = outcome.answer else {
            let clause = outcome.path.deliveryFailure(through: receiver.proxy, limit: ReceiverLimits.timeout)
            return Result(answer: DeliveryAnswer(.failed(clause ?? "gave no answer")))
        }
        reply.statusLine = secrets.removed(from: reply.statusLine)
        reply.body = secrets.removed(from: reply.body)
        reply.location = reply.location.map(secrets.removed)
        return Result(
            answer: DeliveryAnswer(format.judge(reply), date: reply.date), reply: reply)
    }
}

extension Receiver {
    fileprivate var format: any DeliveryFormat {
        switch kind {
        case .alertmanager: AlertmanagerFormat()
        case .webhook(let selection):
            switch selection.format {
            case .cloudEvents: CloudEventsFormat()
            case .teams: TeamsFormat()
            case .slack: SlackFormat()
            case .json: JSONFormat()
            }
        }
    }
}
