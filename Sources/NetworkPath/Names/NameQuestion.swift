internal import WatchCore

/// One question for one family of a name, put to one name server after the other until one gives an answer that counts.
final class NameQuestion {
    let family: AddressFamily
    private let name: String
    private let group: NameServers
    private let servers: [NameServer]
    private var asked = 0
    private var waiting = 0
    private var lastAsked: ContinuousClock.Instant
    /// The most telling of what did not count.
    private var failure: NameServer.Reply?
    private var failed: NameServer?
    private let done: () -> Void

    private(set) var answer: FamilyAnswer?
    /// When it came.
    private(set) var answeredAt: ContinuousClock.Instant?

    /// While a server is silent for longer, the next one is asked beside it.
    private static let patience = Duration.seconds(2)

    /// `done` is called once, when there is an answer; never by this initializer.
    init(
        _ name: String, _ family: AddressFamily, of group: NameServers, at now: ContinuousClock.Instant,
        _ done: @escaping () -> Void
    ) {
        (self.name, self.family, self.group, self.done) = (name, family, group, done)
        servers = group.inOrder(at: now)
        lastAsked = now
    }

    /// Asks the next server, if there is another one.
    func ask(at now: ContinuousClock.Instant) {
        guard answer == nil, asked < servers.count else { return }
        let server = servers[asked]
        asked += 1
        waiting += 1
        lastAsked = now
        server.ask(name, family) { [weak self, weak server] reply in
            guard let server else { return }
            self?.take(reply, from: server)
        }
    }

    /// Asks another server beside one that is silent.
    func tick(at now: ContinuousClock.Instant) {
        if now - lastAsked >= Self.patience { ask(at: now) }
    }

    private func take(_ reply: NameServer.Reply, from server: NameServer) {
        waiting -= 1
        guard answer == nil else { return }
        let now = ContinuousClock.now
        switch reply {
        case .addresses(let addresses): finish(.addresses(addresses), by: server, at: now)
        case .noAddress: finish(.noAddress, by: server, at: now)
        case .noName: finish(.noName, by: server, at: now)
        case .error, .unreachable, .tooLong, .silent, .failed:
            if failure.map({ reply.weight > $0.weight }) ?? true { (failure, failed) = (reply, server) }
            ask(at: now)
            guard waiting == 0, answer == nil, asked == servers.count else { return }
            finish(FamilyAnswer(failure ?? reply, of: (failed ?? server).address, family), by: nil, at: now)
        }
    }

    private func finish(_ answer: FamilyAnswer, by server: NameServer?, at now: ContinuousClock.Instant) {
        self.answer = answer
        answeredAt = now
        if let server { group.answered(server, at: now) }
        done()
    }
}

extension NameServer.Reply {
    /// How much it tells, beside what other servers say.
    fileprivate var weight: Int {
        switch self {
        case .silent: 0
        case .failed: 1
        case .unreachable: 2
        case .error, .tooLong, .addresses, .noAddress, .noName: 3
        }
    }
}
