internal import Dispatch
internal import Glibc
internal import SerialQueue
package import WatchCore

/// Probes the network path: ports, pages, TLS and clocks, through the phases that each check needs.
///
/// It has no deadlines. Whoever starts a probe cancels its task when the time is up; the probe then ends promptly and
/// says in which phase it was. All probes run on one queue; none has a thread of its own.
package actor PathProber {
    private let executor = QueueExecutor(label: "network path")
    private let reactor: Reactor
    private let resolver: Resolver
    private let tls: TLSContext
    private let credential: @Sendable (String) -> CredentialReading
    private var waiters: [UInt64: Waiter] = [:]
    private var lastID: UInt64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Creates a prober, and ignores SIGPIPE in the whole process: OpenSSL writes to sockets whose peer may be gone.
    ///
    /// - Parameters:
    ///   - roots: the trusted roots. The system's are read by the first probe that needs them, a file immediately.
    ///   - publicRoots: directories; the certificates below the first one that has any are the distribution's roots.
    ///   - credential: reads a systemd credential by its name.
    /// - Throws: An error if the file of roots cannot be read, or the system has no descriptor left.
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

    /// Runs one probe; cancelling its task wakes it from whatever it waits for.
    func admit<Seen: Sendable>(_ probe: some PathProbe<Seen>) async -> Seen {
        lastID += 1
        let id = lastID
        let waiter = Waiter()
        waiters[id] = waiter
        defer { waiters[id] = nil }
        return await withTaskCancellationHandler {
            // Naming `self` keeps this closure, and the probe, isolated to the actor.
            let context = ProbeContext(
                reactor: self.reactor, resolver: self.resolver, tls: self.tls,
                readCredential: self.credential,
                waiter: waiter)
            return await probe.run(with: context)
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
