internal import CAres
internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// One name server of resolv.conf, asked by c-ares without blocking.
///
/// Everything here, the callbacks of c-ares included, runs on the prober's queue.
final class NameServer {
    /// Without brackets.
    let address: String
    private let flags: Int32
    private let reactor: Reactor
    private var channel: ares_channel?
    private var sockets: [Int32: ServerSocket] = [:]
    /// Questions without an answer, of which some may interest nobody any more.
    private(set) var openQuestions = 0
    /// How many times c-ares turned to TCP, as an answer was truncated.
    private var turnsToTCP = 0

    /// What it says of one family of a name.
    enum Reply: Sendable, Equatable {
        case addresses([SocketAddress])
        /// The name exists (NODATA).
        case noAddress
        /// NXDOMAIN.
        case noName
        case error(DNSError)
        /// Nothing takes questions at its address.
        case unreachable
        /// Its answer does not fit into a datagram, and does not come over TCP either.
        case tooLong
        /// It gave no answer at all.
        case silent
        /// This host could not ask.
        case failed(String)
    }

    /// How long, in milliseconds, a server has for its answer to the first of so many copies of a question.
    ///
    /// It has twice as long for each next one, 14 s in all; a probe seldom waits for as long.
    private static let (patience, tries): (Int32, Int32) = (2000, 3)
    /// The copies of a question by a version that shortens its patience where the server answers fast.
    private static let triesOfHasty: Int32 = 5
    /// A question is told from others by 16 bits.
    private static let questionLimit = 1 << 14
    /// The library's one start in this process.
    private static let start = ares_library_init(ARES_LIB_INIT_ALL)

    init(_ address: String, usesTCP: Bool, reactor: Reactor) {
        self.address = address
        self.reactor = reactor
        // With this flag an error is an answer; without it, one that cannot be told from silence. The other servers are
        // asked by `NameQuestion`.
        flags = ARES_FLAG_NOCHECKRESP | (usesTCP ? ARES_FLAG_USEVC : 0)
    }

    deinit {
        if let channel { ares_destroy(channel) }
    }

    /// The version of the library that is at hand: `0x012209` is 1.34.9.
    static var libraryVersion: Int32 {
        var version: Int32 = 0
        ares_version(&version)
        return version
    }

    /// Asks for the addresses of one family; `done` may be called before this returns, and is never called once the
    /// server is given up.
    func ask(_ name: String, _ family: AddressFamily, _ done: @escaping (Reply) -> Void) {
        guard openQuestions < Self.questionLimit else {
            return done(.failed("too many other name lookups were in progress"))
        }
        guard let channel = openChannel() else {
            Descriptors.noteFailureOfLibrary()
            return done(.failed("the DNS library c-ares cannot be started"))
        }
        openQuestions += 1
        let turns = turnsToTCP
        let question = Question(of: self, family) { [unowned self] reply in
            done(flags & ARES_FLAG_USEVC == 0 && turnsToTCP > turns ? reply.afterTruncation : reply)
        }
        ares_query(
            channel, name, cares_internet, Int32(AnswerRecords.recordType(family)),
            { context, status, _, bytes, count in
                guard let context else { return }
                let question = Unmanaged<Question>.fromOpaque(context).takeRetainedValue()
                question.end(status, UnsafeBufferPointer(start: bytes, count: Int(count)))
            }, Unmanaged.passRetained(question).toOpaque())
    }

    /// Looks after the time of open questions; must be called a few times a second while there are any.
    func tick() {
        guard let channel, openQuestions > 0 else { return }
        ares_process_fd(channel, cares_no_socket, cares_no_socket)
    }

    private func openChannel() -> ares_channel? {
        if let channel { return channel }
        guard Self.start == cares_success else { return nil }
        let bracketed = address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]" : address
        let isHasty = Self.libraryVersion >= 0x01_20_00
        _ = cares_open(
            &channel, bracketed, flags, Self.patience, isHasty ? Self.triesOfHasty : Self.tries,
            { context, descriptor, reads, writes in
                guard let context else { return }
                Unmanaged<NameServer>.fromOpaque(context).takeUnretainedValue()
                    .wait(on: descriptor, reads: reads != 0, writes: writes != 0)
            }, Unmanaged.passUnretained(self).toOpaque())
        if let channel {
            ares_set_socket_configure_callback(
                channel,
                { descriptor, type, context in
                    if Descriptors.isSpare(descriptor) { return -1 }
                    guard let context, type == Int32(SOCK_STREAM.rawValue) else { return 0 }
                    Unmanaged<NameServer>.fromOpaque(context).takeUnretainedValue().turnsToTCP += 1
                    return 0
                }, Unmanaged.passUnretained(self).toOpaque())
        }
        return channel
    }
}

// MARK: - Sockets

extension NameServer {
    /// A socket of c-ares, which opens and closes it.
    private final class ServerSocket: ReactorClient {
        let descriptor: Int32
        private unowned let server: NameServer

        init(_ descriptor: Int32, of server: NameServer) {
            (self.descriptor, self.server) = (descriptor, server)
        }

        func becameReady(_ events: Reactor.Events) {
            // It may go away in what the answers lead to, but not before the call has ended.
            let server = server
            guard let channel = server.channel else { return }
            ares_process_fd(
                channel, events.canRead ? descriptor : cares_no_socket,
                events.canWrite ? descriptor : cares_no_socket)
        }
    }

    /// Waits for a socket as c-ares wishes; it closes one that it no longer wants to wait for.
    private func wait(on descriptor: Int32, reads: Bool, writes: Bool) {
        guard reads || writes else {
            if let socket = sockets.removeValue(forKey: descriptor) { reactor.remove(socket) }
            return
        }
        let socket = sockets[descriptor] ?? ServerSocket(descriptor, of: self)
        sockets[descriptor] = socket
        // Where the kernel has no memory for it, the question ends as one without an answer.
        reactor.watch(socket, reads: reads, writes: writes)
    }
}

// MARK: - Questions

extension NameServer {
    /// A question that c-ares has; it lives until c-ares ends it.
    private final class Question {
        private weak var server: NameServer?
        private let family: AddressFamily
        private let done: (Reply) -> Void

        init(of server: NameServer, _ family: AddressFamily, _ done: @escaping (Reply) -> Void) {
            (self.server, self.family, self.done) = (server, family, done)
        }

        func end(_ status: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
            // As it is given up, nothing may be done.
            guard let server, status != cares_destroyed else { return }
            server.openQuestions -= 1
            done(Reply(status, bytes, family))
        }
    }
}

extension NameServer.Reply {
    /// - Parameters:
    ///   - status: how c-ares ended the question.
    ///   - bytes: the message that came, or none.
    ///   - family: the one that was asked for.
    init(_ status: Int32, _ bytes: UnsafeBufferPointer<UInt8>, _ family: AddressFamily) {
        guard bytes.count >= Int(cares_head) else {
            self =
                switch status {
                case cares_timeout: .silent
                // It says so of a socket that it could not open, too.
                case cares_refused where Descriptors.noteFailureOfLibrary():
                    .failed(Errno.tooManyOpenFiles.description)
                case cares_refused: .unreachable
                case cares_no_memory: .failed("the DNS library has no memory")
                case cares_bad_name: .noName
                default: .error(.malformed)
                }
            return
        }
        // RFC 1035 section 4.1.1: the last four bits of the flags.
        switch Int(bytes[3] & 0xF) {
        case 0:
            // As the C library: neither AA, RA nor an answer.
            let isLame = bytes[2] & 4 == 0 && bytes[3] & 0x80 == 0 && bytes[6] == 0 && bytes[7] == 0
            var answer = AnswerRecords(bytes)
            self = isLame ? .error(.lame) : answer.reply(about: family)
        case 3: self = .noName
        case let code: self = .error(DNSError(code: code))
        }
    }

    /// What it means once c-ares has turned to TCP for the rest of an answer.
    fileprivate var afterTruncation: Self {
        switch self {
        case .unreachable, .silent: .tooLong
        case .addresses, .noAddress, .noName, .error, .tooLong, .failed: self
        }
    }
}
