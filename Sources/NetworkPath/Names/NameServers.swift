/// The name servers of one state of resolv.conf.
final class NameServers {
    let options: ResolverOptions
    private let servers: [NameServer]
    /// The server that answered where one before it did not, and until when it is asked first.
    private var preferred: (index: Int, until: ContinuousClock.Instant)?

    /// How long a server that failed is asked after the one that answered in its place.
    private static let memory = Duration.seconds(60)

    init(_ options: ResolverOptions, reactor: Reactor) {
        self.options = options
        servers = options.servers.map { NameServer($0, usesTCP: options.usesTCP, reactor: reactor) }
    }

    var openQuestions: Int { servers.reduce(0) { $0 + $1.openQuestions } }

    /// All, in the order in which they are to be asked.
    func inOrder(at now: ContinuousClock.Instant) -> [NameServer] {
        guard let preferred, now < preferred.until else { return servers }
        return [servers[preferred.index]]
            + servers.enumerated().filter { $0.offset != preferred.index }.map(\.element)
    }

    /// Takes note of who gave an answer that counts.
    func answered(_ server: NameServer, at now: ContinuousClock.Instant) {
        guard let index = servers.firstIndex(where: { $0 === server }) else { return }
        if index == 0 {
            preferred = nil
        } else if preferred?.index != index {
            preferred = (index, now + Self.memory)
        }
    }

    func tick() {
        for server in servers { server.tick() }
    }
}
