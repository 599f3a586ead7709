internal import Dispatch
internal import Glibc
internal import SerialQueue
package import WatchCore

/// Looks at the way out: ports and pages, as far down as each check goes.
///
/// It keeps no time. Who started a look cancels its task when its time is over; the look then ends promptly and
/// says in which phase it was. All looks run on one queue, none of them on a thread of its own.
package actor PathProber {
    private let executor = QueueExecutor(label: "network path")
    private let reactor: Reactor
    private let resolver: Resolver
    private let tls: TLSContext
    private var waiters: [UInt64: Waiter] = [:]
    private var lastTicket: UInt64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Ignores SIGPIPE in the whole process: OpenSSL writes to sockets whose peer may be gone.
    ///
    /// The system's roots are read with the first look that needs them, a file at once: it is a setting that can
    /// be wrong, and then throws.
    ///
    /// `credential` reads a systemd credential by its name; `nil`: there is none.
    package init(
        roots: Roots = .system, credential: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) throws(NetworkPathError) {
        signal(SIGPIPE, SIG_IGN)
        let reactor = try Reactor()
        let resolver = Resolver()
        let tls = TLSContext(roots: roots)
        if roots != .system { try tls.prepare() }
        self.reactor = reactor
        self.resolver = resolver
        self.tls = tls
        reactor.start(on: executor.queue) { @Sendable [weak self] in self?.deliverReadiness() }
        resolver.start { @Sendable [weak self] in self?.deliver($0, $1, from: $2) }
    }

    package func look(at subject: PortSubject) async -> ByWay<PathObservation> {
        ByWay(direct: subject.ways.isDirect ? await walk(subject) : nil)
    }

    package func look(at subject: LoginSubject) async -> ByWay<PathObservation> {
        ByWay(direct: subject.ways.isDirect ? await walk(subject) : nil)
    }

    package func look(at subject: TLSSubject) async -> ByWay<TLSObservation> {
        ByWay()
    }

    package func look(at subject: HostSubject) async -> HostObservation {
        HostObservation()
    }

    private func walk(_ subject: PortSubject) async -> PathObservation {
        let ticket = admit()
        defer { waiters[ticket] = nil }
        return await withTaskCancellationHandler {
            await self.tools(of: ticket).walk(subject)
        } onCancel: {
            executor.queue.async { @Sendable in self.wake(ticket) }
        }
    }

    private func walk(_ subject: LoginSubject) async -> PathObservation {
        do {
            try tls.prepare()
        } catch {
            var seen = PathObservation()
            seen.stop = PathStop(.handshake, .local(error.description))
            return seen
        }
        let ticket = admit()
        defer { waiters[ticket] = nil }
        return await withTaskCancellationHandler {
            var walk = LoginWalk(subject, with: self.tools(of: ticket))
            return await walk.run()
        } onCancel: {
            executor.queue.async { @Sendable in self.wake(ticket) }
        }
    }

    /// Gives a look its waiter, which the end of its task wakes from whatever it waits for.
    private func admit() -> UInt64 {
        lastTicket += 1
        waiters[lastTicket] = Waiter()
        return lastTicket
    }

    /// What the look with this ticket goes by.
    ///
    /// The operations above name `self` to reach it, which is also what keeps them inside the actor: one that
    /// captures no part of it would run in the common pool.
    private func tools(of ticket: UInt64) -> LookTools {
        LookTools(reactor: reactor, resolver: resolver, tls: tls, waiter: waiters[ticket] ?? Waiter())
    }

    private nonisolated func wake(_ ticket: UInt64) {
        assumeIsolated { $0.waiters[ticket]?.signal() }
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
