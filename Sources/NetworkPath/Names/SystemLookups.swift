internal import Dispatch
internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

/// Asks the C library, for what it alone can know; see ``NameSources``.
///
/// getaddrinfo(3) blocks for any time and cannot be stopped, so a few threads do it, and what is asked beyond waits its turn.
/// A lookup that nobody waits for any more is forgotten, and the next one for the same name begins anew on another thread.
final class SystemLookups {
    /// Serial queues, because each has its own thread while it works; the threads of concurrent queues come from the
    /// pool that runs every task of the process, which blocked threads would starve.
    private var idle: [DispatchQueue] = []
    private var started = 0
    private var lastID = 0
    private var waiting: [Int: (NameLookup.Answer) -> Void] = [:]
    /// Those that no thread was free for, the first one first: at most one a probe.
    private var queue: [(id: Int, lookup: NameLookup)] = []
    /// Passes the answer of a lookup, and its thread, to `finish`.
    private let deliver: Delivery

    typealias Delivery = @Sendable (Int, NameLookup.Answer, DispatchQueue) -> Void

    /// The most lookups at a time, each on a thread that exists only while it is needed.
    static let threads = 32

    init(_ deliver: @escaping Delivery) {
        self.deliver = deliver
    }

    /// Begins a lookup.
    ///
    /// - Returns: Its number.
    func ask(_ lookup: NameLookup, _ done: @escaping (NameLookup.Answer) -> Void) -> Int {
        lastID += 1
        waiting[lastID] = done
        if let thread = idle.popLast() ?? another() {
            begin(lastID, lookup, on: thread)
        } else {
            queue.append((lastID, lookup))
        }
        return lastID
    }

    /// Takes no more interest in a lookup.
    func forget(_ id: Int) {
        waiting[id] = nil
        queue.removeAll { $0.id == id }
    }

    /// Takes the answer of a lookup, and its thread back.
    func finish(_ id: Int, _ answer: NameLookup.Answer, on thread: DispatchQueue) {
        if queue.isEmpty {
            idle.append(thread)
        } else {
            let next = queue.removeFirst()
            begin(next.id, next.lookup, on: thread)
        }
        waiting.removeValue(forKey: id)?(answer)
    }

    private func begin(_ id: Int, _ lookup: NameLookup, on thread: DispatchQueue) {
        thread.async { @Sendable [deliver] in deliver(id, lookup.askSystem(), thread) }
    }

    private func another() -> DispatchQueue? {
        guard started < Self.threads else { return nil }
        started += 1
        return DispatchQueue(label: "resolver \(started)")
    }
}

extension NameLookup {
    /// Blocks until the C library answers.
    func askSystem() -> Answer {
        var hints = addrinfo()
        hints.ai_flags = AI_ADDRCONFIG
        hints.ai_family =
            switch family {
            case .any: AF_UNSPEC
            case .ipv4: AF_INET
            case .ipv6: AF_INET6
            }
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let began = ContinuousClock.now
        let code = getaddrinfo(isComplete ? name + "." : name, nil, &hints, &list)
        guard code == 0 else {
            let failure = Self.failure(code, Errno.last)
            Descriptors.noteFailureOfLibrary()
            return .failed(Self.isSilence(code, after: ContinuousClock.now - began) ? .outOfTime : failure)
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee, addresses.count < Self.addressLimit {
            if let address = entry.ai_addr.flatMap({ SocketAddress($0) }), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return addresses.isEmpty ? .failed(.nameNotFound) : .addresses(addresses)
    }

    /// Whether no server answered within the library's own time limit (resolv.conf(5), 5 s by default): a server that
    /// refuses or has a failure says so at once.
    private static func isSilence(_ code: Int32, after duration: Duration) -> Bool {
        code == EAI_AGAIN && duration >= .seconds(2)
    }

    /// EAI_NODATA and EAI_ADDRFAMILY, which netdb.h defines for GNU programs only, so that Swift's Glibc module lacks
    /// them.
    private static let noData: Int32 = -5
    private static let noAddressOfFamily: Int32 = -9

    /// Classifies a code of getaddrinfo(3).
    ///
    /// "No such name" and "no address of this family" are answers about the name, as far as the library can tell.
    /// Everything else, above all EAI_AGAIN, means that the resolver did not answer.
    ///
    /// - Parameters:
    ///   - code: not 0.
    ///   - system: the errno, which counts for EAI_SYSTEM.
    /// - Returns: The failure that it means.
    static func failure(_ code: Int32, _ system: Errno) -> PathFailure {
        switch code {
        case EAI_NONAME, noData, noAddressOfFamily: .nameNotFound
        case EAI_MEMORY: .local(String(cString: gai_strerror(code)))
        case EAI_SYSTEM:
            if case .local = system.failure { system.failure } else { .resolverFailed(system.description) }
        default: .resolverFailed(String(cString: gai_strerror(code)))
        }
    }
}
