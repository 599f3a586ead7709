internal import CLinux
internal import Dispatch
internal import Files
internal import Glibc
internal import SystemPackage

/// Whose descriptor is watched.
protocol ReactorClient: AnyObject {
    var descriptor: Int32 { get }

    /// Takes note that the descriptor is ready; must not open or close descriptors of probes.
    func becameReady(_ events: Reactor.Events)
}

/// Notifies sockets when they are ready: one epoll descriptor and one Dispatch source for all of them.
///
/// Each socket is registered once, edge-triggered (epoll(7)): it must be used until it would block before the next
/// wait.
final class Reactor {
    private let epoll: Int32
    private var source: (any DispatchSourceRead)?
    private var sockets: [Int32: Registration] = [:]
    private var events = [epoll_event](repeating: epoll_event(), count: 64)

    /// A registration; the client removes it before it is destroyed.
    private struct Registration {
        unowned let client: any ReactorClient
    }

    /// What a descriptor is ready for; an error is told by the next call, whichever that is.
    struct Events {
        fileprivate let bits: UInt32

        var canRead: Bool { bits & ~EPOLLOUT.rawValue != 0 }
        var canWrite: Bool { bits & (EPOLLOUT.rawValue | EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
    }

    private static let interest =
        EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue

    init() throws(NetworkPathError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else {
            throw NetworkPathError("Failed to create an epoll descriptor: \(Errno.last).")
        }
    }

    deinit {
        source?.cancel()
        if source == nil { close(epoll) }
    }

    /// Starts the reactor; `handler` is run on `queue` whenever `deliver` has something to do.
    func start(on queue: DispatchQueue, _ handler: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeReadSource(fileDescriptor: epoll, queue: queue)
        source.setEventHandler(handler: handler)
        source.setCancelHandler { @Sendable [epoll] in close(epoll) }
        source.activate()
        self.source = source
    }

    /// Notifies `socket` of every change of its readiness from now on.
    func register(_ socket: Socket) throws(PhaseError) {
        var event = epoll_event()
        event.events = Self.interest
        event.data.fd = socket.descriptor
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, socket.descriptor, &event) == 0 else {
            throw PhaseError(Errno.last.failure)
        }
        sockets[socket.descriptor] = Registration(client: socket)
    }

    /// Notifies `client` as long as its descriptor is ready for what it wants, from now on or instead of what it wanted
    /// before.
    func watch(_ client: some ReactorClient, reads: Bool, writes: Bool) {
        var event = epoll_event()
        event.events = (reads ? EPOLLIN.rawValue : 0) | (writes ? EPOLLOUT.rawValue : 0)
        event.data.fd = client.descriptor
        let isKnown = sockets.updateValue(Registration(client: client), forKey: client.descriptor) != nil
        epoll_ctl(epoll, isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, client.descriptor, &event)
    }

    /// Removes a registration of ``watch(_:reads:writes:)``.
    func remove(_ client: some ReactorClient) {
        sockets[client.descriptor] = nil
        epoll_ctl(epoll, EPOLL_CTL_DEL, client.descriptor, nil)
    }

    /// Removes a registration; must be called before the descriptor is closed, which removes it from the kernel's set.
    func forget(_ socket: Socket) {
        sockets[socket.descriptor] = nil
    }

    /// Delivers the pending events to their sockets.
    ///
    /// What the sockets wake runs later on the same queue, so no socket of a probe is destroyed and none opened during one
    /// call; one of c-ares may be, which takes an event that was another's for nothing.
    func deliver() {
        let count = epoll_wait(epoll, &events, Int32(events.count), 0)
        for event in events.prefix(Int(max(0, count))) {
            sockets[event.data.fd]?.client.becameReady(Events(bits: event.events))
        }
    }
}
