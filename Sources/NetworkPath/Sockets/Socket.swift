internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// A TCP socket that connects, or is connected, to one address; closed when it is destroyed.
final class Socket: ReactorClient {
    /// How far the connection has come.
    enum Progress: Equatable {
        case connecting
        case connected
        case failed(PathFailure)
    }

    let descriptor: Int32
    private let reactor: Reactor
    let waiter: Waiter
    private var isReady = false

    /// Begins to connect; `waiter` is signalled whenever the socket's readiness changes.
    init(to address: SocketAddress, port: UInt16, reactor: Reactor, waiter: Waiter) throws(PhaseError) {
        descriptor = socket(
            address.family, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        self.reactor = reactor
        self.waiter = waiter
        guard descriptor >= 0 else {
            let errno = Errno.last
            Descriptors.note(errno)
            throw PhaseError(errno.failure)
        }
        // What fails from here on is closed by the destructor.
        if Descriptors.isSpare(descriptor) { throw PhaseError(Errno.tooManyOpenFiles.failure) }
        if address.connect(descriptor, port: port) != 0, errno != EINPROGRESS, errno != EINTR {
            throw PhaseError(Errno.last.failure)
        }
        try reactor.register(self)
    }

    deinit {
        guard descriptor >= 0 else { return }
        reactor.forget(self)
        close(descriptor)
    }

    /// Called by the reactor when the socket's readiness changed.
    func becameReady(_: Reactor.Events) {
        isReady = true
        waiter.signal()
    }

    /// The progress of connecting; must not be read again once it is no longer `connecting`.
    ///
    /// A socket's first readiness is the end of connecting, and SO_ERROR then has the result (connect(2)).
    var progress: Progress {
        guard isReady else { return .connecting }
        var number: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &number, &size) == 0 else {
            return .failed(Errno.last.failure)
        }
        return number == 0 ? .connected : .failed(Errno(rawValue: number).failure)
    }

    /// Sends small writes at once: a request must not wait for the acknowledgement of earlier data.
    func sendWithoutDelay() {
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    }
}

extension Socket {
    /// Sends all of `bytes`.
    func write(_ bytes: [UInt8]) async throws(PhaseError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = try await complete {
                rest.withUnsafeBytes {
                    send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
            }
            rest = rest.dropFirst(sent)
        }
    }

    /// Fills the beginning of `buffer`; how many bytes came, 0 once the peer has ended the connection.
    func read(into buffer: inout [UInt8]) async throws(PhaseError) -> Int {
        try await complete { recv(descriptor, &buffer, buffer.count, 0) }
    }

    /// What is there to be read; it stays there.
    enum Arrival {
        case nothing
        case bytes
        /// The peer has ended the connection.
        case end
    }

    /// Looks at what has come, without waiting.
    func arrival() throws(PhaseError) -> Arrival {
        var byte: UInt8 = 0
        while true {
            let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK))
            if count >= 0 { return count == 0 ? .end : .bytes }
            switch errno {
            case EAGAIN: return .nothing
            case EINTR: continue
            default: throw PhaseError(Errno.last.failure)
            }
        }
    }

    /// Tries `operation` until it need not wait; its result.
    private func complete(_ operation: () -> Int) async throws(PhaseError) -> Int {
        while true {
            let result = operation()
            if result >= 0 { return result }
            switch errno {
            case EAGAIN: try await waiter.wait()
            case EINTR: continue
            default: throw PhaseError(Errno.last.failure)
            }
        }
    }
}
