internal import Dispatch
internal import FoundationEssentials
internal import Glibc
package import SerialQueue
package import WatchCore

/// Probes the network path: ports, pages, TLS and clocks, through the phases that each check needs.
///
/// It sets no deadlines. Whoever starts a probe cancels its task when the time is up, or says beforehand when that is; the
/// probe then ends promptly and says in which phase it was. All probes run on one queue; none has a thread of its own.
package actor PathProber {
    private let executor: QueueExecutor
    private let reactor: Reactor
    private let resolver: Resolver
    let tls: TLSContext
    private let revocation = RevocationMemory()
    private let credential: @Sendable (String) -> CredentialReading
    private let began = ContinuousClock.now
    private var waiters: [UInt64: Waiter] = [:]
    private var lastID: UInt64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Creates a prober, and ignores SIGPIPE in the whole process: OpenSSL writes to sockets whose peer may be gone.
    ///
    /// - Parameters:
    ///   - roots: the trusted roots. The system's are read by the first probe that needs them, a file immediately.
    ///   - publicRoots: directories; the certificates below the first one that has any are the distribution's roots.
    ///   - authorities: a directory of certificates that may complete a chain that a server sends incomplete.
    ///   - resolverFiles: the directory of hosts, resolv.conf and nsswitch.conf.
    ///   - credential: reads a systemd credential by its name.
    ///   - executor: what everything runs on.
    /// - Throws: An error if the file of roots cannot be read, or the system has no descriptor left.
    package init(
        roots: Roots = .system, publicRoots: [String] = Roots.shippedPlaces,
        authorities: String = Roots.authorities, resolverFiles: String = "/etc",
        credential: @escaping @Sendable (String) -> CredentialReading = { _ in .absent },
        executor: QueueExecutor = QueueExecutor(label: "network path")
    ) throws(NetworkPathError) {
        signal(SIGPIPE, SIG_IGN)
        let reactor = try Reactor()
        let resolver = Resolver(ResolverFiles(in: resolverFiles), reactor: reactor)
        let tls = TLSContext(
            roots: roots, publicRoots: PublicRoots(in: publicRoots),
            authorities: Authorities(in: authorities))
        if roots != .system { try tls.prepare() }
        self.executor = executor
        self.reactor = reactor
        self.resolver = resolver
        self.tls = tls
        self.credential = credential
        reactor.start(on: executor.queue) { @Sendable [weak self] in self?.deliverReadiness() }
        resolver.start(
            on: executor.queue, tick: { @Sendable [weak self] in self?.tick() },
            deliver: { @Sendable [weak self] in self?.deliver($0, $1, from: $2) })
    }

    /// Runs one probe; cancelling its task wakes it from whatever it waits for.
    ///
    /// - Parameters:
    ///   - probe: what is run.
    ///   - limit: when it is told to end, or `nil` if its task alone tells that.
    /// - Returns: what was seen.
    func admit<Seen: Sendable>(_ probe: some PathProbe<Seen>, within limit: Duration? = nil) async -> Seen {
        lastID += 1
        let id = lastID
        let waiter = Waiter()
        waiters[id] = waiter
        defer { waiters[id] = nil }
        if let limit { after(limit) { $0.waiters[id]?.end() } }
        return await withTaskCancellationHandler {
            // Naming `self` keeps this closure, and the probe, isolated to the actor.
            let context = ProbeContext(
                reactor: self.reactor, resolver: self.resolver, tls: self.tls,
                revocation: self.revocation, readCredential: self.credential, waiter: waiter
            ) { self.after($0) { $0.waiters[id]?.signal() } }
            return await probe.run(with: context)
        } onCancel: {
            executor.queue.async { @Sendable in self.assumeIsolated { $0.waiters[id]?.signal() } }
        }
    }

    private nonisolated func after(
        _ delay: Duration, _ body: @escaping @Sendable (isolated PathProber) -> Void
    ) {
        let (seconds, attoseconds) = delay.components
        let deadline =
            DispatchTime.now() + .nanoseconds(Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
        executor.queue.asyncAfter(deadline: deadline) { @Sendable in self.assumeIsolated { body($0) } }
    }

    private nonisolated func deliverReadiness() {
        assumeIsolated { $0.reactor.deliver() }
    }

    private nonisolated func tick() {
        assumeIsolated { $0.resolver.tick() }
    }

    private nonisolated func deliver(_ id: Int, _ answer: NameLookup.Answer, from thread: DispatchQueue) {
        executor.queue.async { @Sendable in
            self.assumeIsolated { $0.resolver.finish(id, answer, on: thread) }
        }
    }
}

extension PathProber {
    package func probe(at target: PortTarget) async -> ByRoute<PathObservation> {
        await over(target.routes) { await self.admit(PortProbe(target: target, proxy: $0)) }
    }

    package func probe(at target: LoginTarget) async -> ByRoute<PathObservation> {
        await over(target.routes) { await self.admit(LoginProbe(target: target, proxy: $0)) }
    }

    /// - Parameters:
    ///   - target: the server.
    ///   - now: when what certificates are checked with must be current, and how long ago it was asked for; the clocks of
    ///     this host where it is `nil`.
    /// - Returns: what was seen on each route.
    package func probe(at target: TLSTarget, at now: Timestamp? = nil) async -> ByRoute<TLSObservation> {
        let now = now ?? Timestamp(uptime: ContinuousClock.now - began, date: Date())
        return await over(target.routes) { await self.probe(at: target, through: $0, at: now) }
    }

    package func probe(at target: HostTarget) async -> HostObservation {
        async let policy = CryptoPolicy.ofThisHost()
        let sources = target.sources.prefix(HostTarget.sourceLimit)
        let readings = await withTaskGroup(of: (ClockSource, ClockReading?).self) { group in
            for source in sources { group.addTask { (source, await self.admit(ClockProbe(source: source))) } }
            var readings: [ClockSource: ClockReading] = [:]
            for await (source, reading) in group { readings[source] = reading }
            return sources.compactMap { readings[$0] }
        }
        return HostObservation(readings: readings, policy: await policy)
    }

    /// Walks all `routes` at the same time.
    private func over<Seen: Sendable>(
        _ routes: Routes, _ probe: @escaping @Sendable (OutboundProxy?) async -> Seen
    ) async -> ByRoute<Seen> {
        guard let proxy = routes.proxy else { return ByRoute(direct: await probe(nil)) }
        guard routes.isDirect else { return ByRoute(proxy: await probe(proxy)) }
        async let proxied = probe(proxy)
        return ByRoute(direct: await probe(nil), proxy: await proxied)
    }

    /// Makes the control handshake, and then side by side those that tell more than it did; they go to the same address,
    /// and end with the probe's one time.
    ///
    /// What the certificates name for those who check them is asked at the same time.
    private func probe(
        at target: TLSTarget, through proxy: OutboundProxy?, at now: Timestamp
    ) async -> TLSObservation {
        let first = await admit(HandshakeProbe(target: target, proxy: proxy, offer: .control))
        let offers = Task.isCancelled ? [] : target.offers(after: first.path)
        if offers.isEmpty, first.served == nil { return TLSObservation(control: first.path) }
        async let checked = checkRevocation(of: first, target, through: proxy, at: now)
        let others = await withTaskGroup(of: (TLSOffer, PathObservation).self) { group in
            for offer in offers {
                let probe = HandshakeProbe(target: target, proxy: proxy, offer: offer, pinned: first.pinned)
                group.addTask { (offer, await self.admit(probe).path) }
            }
            var others: [TLSOffer: PathObservation] = [:]
            for await (offer, seen) in group { others[offer] = seen }
            return others
        }
        var control = first.path
        control.tls = await checked
        return TLSObservation(
            control: control, tls12: others[.tls12], sha512: others[.sha512], legacy: others[.legacy],
            largeHello: others[.largeHello])
    }
}

extension TLSTarget {
    /// The handshakes that tell more after the one of the control.
    ///
    /// Where that did not come to TLS, or had no time for it, no other would. A server that has no version in common with
    /// the control has none in common with the others; only whether it has an older one is open.
    func offers(after control: PathObservation) -> Set<TLSOffer> {
        if let stop = control.stop {
            if case .tlsVersion = stop.failure { return [.legacy] }
            guard stop.phase == .handshake, ![.outOfTime, .notTLS].contains(stop.failure),
                !stop.failure.isLocal
            else { return [] }
        }
        var offers: Set<TLSOffer> = []
        if aspects.contains(.tls12), control.tls?.version != "TLSv1.2" { offers.insert(.tls12) }
        if aspects.contains(.sha512) { offers.insert(.sha512) }
        if aspects.contains(.largeHello), control.stop.map({ $0.failure == .certificate }) ?? true {
            offers.insert(.largeHello)
        }
        return offers
    }
}

/// Why this host cannot probe all: one complete sentence.
package struct NetworkPathError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
