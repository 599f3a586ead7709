internal import CLinux
internal import Dispatch
internal import Files
internal import Glibc
internal import SystemPackage

/// Notifies sockets when they are ready: one epoll descriptor and one Dispatch source for all of them.
///
/// Each socket is registered once, edge-triggered (epoll(7)): it must be used until it would block before the next
/// wait.
final class Reactor {
    private let epoll: Int32
    private var source: (any DispatchSourceRead)?
    private var sockets: [Int32: Registration] = [:]
    private var events = [epoll_event](repeating: epoll_event(), count: 64)

    /// A registration; the socket removes it before it is destroyed.
    private struct Registration {
        unowned let socket: Socket
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
        sockets[socket.descriptor] = Registration(socket: socket)
    }

    /// Removes a registration; must be called before the descriptor is closed, which removes it from the kernel's set.
    func forget(_ socket: Socket) {
        sockets[socket.descriptor] = nil
    }

    /// Delivers the pending events to their sockets.
    ///
    /// What the sockets wake runs later on the same queue, so no socket is destroyed and no descriptor is reused during
    /// one call.
    func deliver() {
        let count = epoll_wait(epoll, &events, Int32(events.count), 0)
        for event in events.prefix(Int(max(0, count))) {
            sockets[event.data.fd]?.socket.becameReady()
        }
    }
}
