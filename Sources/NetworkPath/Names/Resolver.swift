internal import Dispatch
internal import WatchCore

/// Resolves names as this host's files say, without blocking: by /etc/hosts, else by its name servers, and by the C
/// library only where nsswitch.conf names what nobody else can ask.
///
/// There is one lookup for a name at a time, which all who need it wait for. It has no deadline: once nobody waits for it
/// any more it is forgotten, and who comes next begins anew.
final class Resolver {
    private let reactor: Reactor
    private var files: ResolverFiles
    private var servers: NameServers?
    private var system: SystemLookups?
    private var requests: [NameLookup: Request] = [:]
    private var timer: (any DispatchSourceTimer)?
    private var isTicking = false

    /// How often silence is noticed.
    private static let tickMilliseconds = 250

    /// One lookup, and those who wait for it.
    final class Request {
        let lookup: NameLookup
        fileprivate(set) var answer: NameLookup.Answer?
        fileprivate var waiters: [Waiter] = []
        fileprivate var search: ServerLookup?
        fileprivate var systemID: Int?

        fileprivate init(_ lookup: NameLookup, answer: NameLookup.Answer? = nil) {
            (self.lookup, self.answer) = (lookup, answer)
        }

        /// What is known of it if there is no more time: an answer or failure for one family, or nothing.
        var answerSoFar: NameLookup.Answer? { search?.answerSoFar }
    }

    /// - Parameters:
    ///   - files: hosts, resolv.conf and nsswitch.conf.
    ///   - reactor: watches the sockets.
    init(_ files: ResolverFiles, reactor: Reactor) {
        self.files = files
        self.reactor = reactor
    }

    deinit {
        timer?.cancel()
    }

    /// Starts the resolver.
    ///
    /// - Parameters:
    ///   - queue: the one that everything else here is called on.
    ///   - tick: calls `tick`, on that queue.
    ///   - deliver: calls `finish`, on that queue.
    func start(
        on queue: DispatchQueue, tick: @escaping @Sendable () -> Void,
        deliver: @escaping SystemLookups.Delivery
    ) {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler(handler: tick)
        timer.activate()
        // Dispatch opens a descriptor for the first time that a timer is set, and ends the process where there is none.
        timer.schedule(deadline: .now())
        self.timer = timer
        system = SystemLookups(deliver)
    }

    /// Requests a lookup; `waiter` is signalled when the request has its answer, unless it has one at once.
    func request(_ lookup: NameLookup, for waiter: Waiter) -> Request {
        files.refresh()
        restartIfServersChanged()
        if let answer = files.hosts.answer(to: lookup)?.withoutBlocked(lookup.name, isInHosts: true)
            ?? lookup.loopback
        {
            return Request(lookup, answer: answer)
        }
        let request = requests[lookup] ?? begin(lookup)
        if request.answer == nil { request.waiters.append(waiter) }
        return request
    }

    /// Stops waiting for an answer.
    func abandon(_ request: Request, by waiter: Waiter) {
        request.waiters.removeAll { $0 === waiter }
        guard request.waiters.isEmpty, requests[request.lookup] === request else { return }
        requests[request.lookup] = nil
        request.search = nil
        if let id = request.systemID { system?.forget(id) }
    }

    /// Takes the C library's answer.
    func finish(_ id: Int, _ answer: NameLookup.Answer, on thread: DispatchQueue) {
        system?.finish(id, answer, on: thread)
    }

    /// Looks after whoever is silent.
    func tick() {
        isTicking = false
        let now = ContinuousClock.now
        servers?.tick()
        for request in requests.values { request.search?.tick(at: now) }
        keepTicking()
    }

    private func begin(_ lookup: NameLookup) -> Request {
        let request = Request(lookup)
        requests[lookup] = request
        guard files.needSystem(for: lookup.name) else {
            askServers(request)
            return request
        }
        request.systemID = system?.ask(lookup) { [weak self, weak request] answer in
            guard let self, let request else { return }
            request.systemID = nil
            // It makes "no such name" of many a failure, which the name servers themselves can tell.
            if answer == .failed(.nameNotFound), self.files.sources.haveNameServers {
                self.askServers(request)
            } else {
                self.end(request, answer)
            }
        }
        return request
    }

    private func askServers(_ request: Request) {
        let servers = servers ?? NameServers(files.options, reactor: reactor)
        self.servers = servers
        let search = ServerLookup(request.lookup, by: servers) { [weak self, weak request] answer in
            guard let request else { return }
            self?.end(request, answer)
        }
        request.search = search
        search.ask(at: ContinuousClock.now)
        keepTicking()
    }

    private func end(_ request: Request, _ answer: NameLookup.Answer) {
        request.answer = answer.withoutBlocked(
            request.lookup.name, isInHosts: files.hosts.names(request.lookup.name))
        request.search = nil
        if requests[request.lookup] === request { requests[request.lookup] = nil }
        for waiter in request.waiters { waiter.signal() }
    }

    /// Asks other servers from now on where resolv.conf names others; those asked before are given up.
    private func restartIfServersChanged() {
        guard let former = servers, former.options != files.options else { return }
        servers = nil
        // The former ones end here, and not in an answer of theirs.
        withExtendedLifetime(former) {
            for request in requests.values where request.search != nil { askServers(request) }
        }
    }

    private func keepTicking() {
        guard !isTicking, let servers,
            servers.openQuestions > 0 || requests.values.contains(where: { $0.search != nil })
        else { return }
        isTicking = true
        timer?.schedule(deadline: .now() + .milliseconds(Self.tickMilliseconds))
    }
}

extension ResolverFiles {
    /// Whether only the C library can tell what this host's programs see of a name.
    fileprivate func needSystem(for name: String) -> Bool {
        isHostsFileTooLarge || sources.needSystem(for: name, isOwn: Self.isOwn(name))
            // c-ares before 1.34 passes over servers on a link.
            || NameServer.libraryVersion < 0x01_22_00 && options.servers.contains { $0.contains("%") }
    }
}

extension NameLookup.Answer {
    /// The answer, or a failure if it is that of a filter: no address at all, or this very host for a name that is
    /// another's and that the hosts file does not say to be this one's.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - isInHosts: whether the hosts file names it.
    /// - Returns: An answer with which a connection may be tried.
    func withoutBlocked(_ name: String, isInHosts: Bool) -> Self {
        guard case .addresses(let addresses, _) = self else { return self }
        var blocked = addresses.first { ["0.0.0.0", "::"].contains($0.text) }
        if !isInHosts, addresses.allSatisfy({ ["127.0.0.1", "::1"].contains($0.text) }),
            !ResolverFiles.isOwn(name)
        {
            blocked = addresses.first
        }
        return blocked.map { .failed(.lookup(.blocked(address: $0.text, isInHosts: isInHosts))) } ?? self
    }
}
