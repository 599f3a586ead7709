internal import Dispatch
internal import Glibc
internal import SerialQueue
package import WatchCore

/// Probes the way out: ports, pages, TLS and clocks, as far down as each check goes.
///
/// It keeps no time. Who started a probe cancels its task when its time is over; the probe then ends promptly and
/// says in which phase it was. All probes run on one queue, none of them on a thread of its own.
package actor PathProber {
    private let executor = QueueExecutor(label: "network path")
    private let reactor: Reactor
    private let resolver: Resolver
    private let tls: TLSContext
    private let credential: @Sendable (String) -> CredentialReading
    private var waiters: [UInt64: Waiter] = [:]
    private var lastID: UInt64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Ignores SIGPIPE in the whole process: OpenSSL writes to sockets whose peer may be gone.
    ///
    /// The system's roots are read with the first probe that needs them, a file at once: it is a setting that can
    /// be wrong, and then throws. The certificates below the first of the directories `publicRoots` that has any are
    /// the roots that the distribution ships.
    ///
    /// `credential` reads a systemd credential by its name.
    package init(
        roots: Roots = .system, publicRoots: [String] = Roots.shippedPlaces,
        credential: @escaping @Sendable (String) -> CredentialReading = { _ in .absent }
    ) throws(NetworkPathError) {
        signal(SIGPIPE, SIG_IGN)
        let reactor = try Reactor()
        let resolver = Resolver()
        let tls = TLSContext(roots: roots, publicRoots: PublicRoots(in: publicRoots))
        if roots != .system { try tls.prepare() }
        self.reactor = reactor
        self.resolver = resolver
        self.tls = tls
        self.credential = credential
        reactor.start(on: executor.queue) { @Sendable [weak self] in self?.deliverReadiness() }
        resolver.start { @Sendable [weak self] in self?.deliver($0, $1, from: $2) }
    }

    /// Lets one walk in: gives it its tools, and has the end of its task wake it from whatever it waits for.
    func admit<Seen: Sendable>(_ probe: some PathProbe<Seen>) async -> Seen {
        lastID += 1
        let id = lastID
        let waiter = Waiter()
        waiters[id] = waiter
        defer { waiters[id] = nil }
        return await withTaskCancellationHandler {
            // Naming `self` is what keeps this closure, and with it the probe, inside the actor.
            let tools = ProbeContext(
                reactor: self.reactor, resolver: self.resolver, tls: self.tls,
                readCredential: self.credential,
                waiter: waiter)
            return await probe.run(with: tools)
        } onCancel: {
            executor.queue.async { @Sendable in self.wake(id) }
        }
    }

    private nonisolated func wake(_ id: UInt64) {
        assumeIsolated { $0.waiters[id]?.signal() }
    }

    private nonisolated func deliverReadiness() {
        assumeIsolated { $0.reactor.deliver() }
    }

    private nonisolated func deliver(
        _ lookup: NameLookup, _ answer: NameLookup.Answer, from thread: DispatchQueue
    ) {
        executor.queue.async { @Sendable in
            self.assumeIsolated { $0.resolver.finish(lookup, answer, on: thread) }
        }
    }
}
