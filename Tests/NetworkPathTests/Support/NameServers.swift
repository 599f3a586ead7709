import Foundation
import Synchronization
import TestSupport
import WatchCore

@testable import NetworkPath

/// A name server on port 53 of a loopback address that says what a test wants; it ends with this object.
///
/// For what no real server does when it is told to; dnsmasq and unbound do the rest.
final class ScriptedNameServer: Sendable {
    /// One answer; `nil` is silence.
    struct Reply {
        var code: UInt8 = 0
        var isTruncated = false
        /// Whether it asks others where it does not know.
        var isResolver = true
        /// An address of 4 or 16 bytes each, else the name of a CNAME.
        var records: [[UInt8]] = []
        /// What stands in place of a whole message.
        var raw: [UInt8]?
    }

    let address: String
    private let descriptor: Int32
    private let seen = Mutex<(questions: [String], peers: Set<UInt16>)>(([], []))

    /// `answer` gets a name and whether its IPv6 addresses are asked for, on a thread of the server.
    init(_ address: String, _ answer: @escaping @Sendable (String, Bool) -> Reply?) throws {
        self.address = address
        descriptor = try Self.bound(to: address)
        Thread.detachNewThread { [weak self, descriptor] in
            var bytes = [UInt8](repeating: 0, count: 1024)
            var peer = sockaddr_in()
            while true {
                var size = socklen_t(MemoryLayout<sockaddr_in>.size)
                let count = withUnsafeMutablePointer(to: &peer) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(descriptor, &bytes, bytes.count, 0, $0, &size)
                    }
                }
                guard count > 12 else { break }
                let question = Array(bytes[12..<count])
                let (name, isSix) = Self.read(question)
                self?.note("\(name) \(isSix ? "AAAA" : "A")", from: peer.sin_port)
                guard let reply = answer(name, isSix) else { continue }
                let message = reply.raw ?? Self.message(reply, Array(bytes[0..<2]), question)
                _ = withUnsafePointer(to: peer) {
                    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        sendto(descriptor, message, message.count, 0, $0, size)
                    }
                }
            }
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// As in "ok.test AAAA", in the order asked.
    var questions: [String] { seen.withLock { $0.questions } }
    /// Returns once it was asked something.
    func awaitQuestion() async throws {
        while questions.isEmpty {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// From how many sockets.
    var peers: Int { seen.withLock { $0.peers.count } }

    private func note(_ question: String, from port: UInt16) {
        seen.withLock {
            $0.questions.append(question)
            $0.peers.insert(port)
        }
    }

    private static func bound(to address: String) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = UInt16(53).bigEndian
        inet_pton(AF_INET, address, &place.sin_addr)
        let status = withUnsafePointer(to: place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        return descriptor
    }

    /// The name of a question section, and whether it is for AAAA (RFC 1035 section 4.1.2).
    private static func read(_ question: [UInt8]) -> (String, Bool) {
        var (labels, place) = ([String](), 0)
        while place < question.count, question[place] != 0 {
            let end = place + 1 + Int(question[place])
            labels.append(String(decoding: question[place + 1..<end], as: UTF8.self))
            place = end
        }
        return (labels.joined(separator: "."), question[place + 2] == 28)
    }

    private static func message(_ reply: Reply, _ id: [UInt8], _ question: [UInt8]) -> [UInt8] {
        let flags: [UInt8] = [reply.isTruncated ? 0x83 : 0x81, (reply.isResolver ? 0x80 : 0) | reply.code]
        return id + flags + [0, 1, 0, UInt8(reply.records.count), 0, 0, 0, 0] + question
            + reply.records.flatMap { record in
                let type: UInt8 = record.count == 4 ? 1 : record.count == 16 ? 28 : 5
                return [0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(record.count)] + record
            }
    }
}

/// A directory of hosts, resolv.conf and nsswitch.conf, and a prober that goes by them.
final class NameHost: Sendable {
    let directory: TemporaryDirectory
    let prober: PathProber

    init(servers: [String], hosts: String = "127.0.0.1 localhost\n", sources: String = "files dns") throws {
        directory = try TemporaryDirectory()
        prober = try PathProber(resolverFiles: directory.path)
        try directory.write(hosts, to: "hosts")
        try directory.write("hosts: \(sources)\n", to: "nsswitch.conf")
        try use(servers)
    }

    /// A port that is closed.
    static let closedPort: UInt16 = 9
    /// What a probe of it shows where the name resolves to addresses of this host: connecting comes next.
    static let resolved = PathStop(.connect, .refused)

    func probe(_ name: String, _ family: AddressFamily = .any) async -> PathObservation {
        await prober.probeDirectly(at: PortTarget(host: name, port: Self.closedPort, family: family))
    }

    /// Rewrites resolv.conf.
    func use(_ servers: [String], _ more: String = "") throws {
        try directory.write(servers.map { "nameserver \($0)\n" }.joined() + more, to: "resolv.conf")
    }
}

/// An unbound on port 53 of a loopback address, with these lines of its section "server"; it ends with this object.
final class Unbound: Sendable {
    private static let path = "/usr/sbin/unbound"
    private let directory: TemporaryDirectory
    private let program: RunningProgram

    /// Whether it is on this host.
    static let isInstalled: Bool = {
        let isInstalled = FileManager.default.isExecutableFile(atPath: path)
        if !isInstalled { print("Tests with unbound are skipped: \(path) is not on this host.") }
        return isInstalled
    }()

    init(_ address: String, _ lines: [String], _ more: String) async throws {
        directory = try TemporaryDirectory()
        let settings =
            [
                "interface: \(address)", "username: \"\"", "chroot: \"\"", "pidfile: \"\"", "use-syslog: no",
                "do-daemonize: no", "do-not-query-localhost: no", "module-config: \"iterator\"",
                "verbosity: 1",
                "access-control: 127.0.0.0/8 allow",
            ] + lines
        let text = "server:\n" + settings.map { "  \($0)\n" }.joined() + more
        try directory.write(text, to: "unbound.conf")
        program = try await RunningProgram([Self.path, "-c", directory("unbound.conf")])
        try await program.output { $0.contains("start of service") }
    }
}

/// A dnsmasq on port 53 of a loopback address, with these lines of configuration; it ends with this object.
final class Dnsmasq: Sendable {
    private let program: RunningProgram

    init(_ address: String, _ lines: [String]) async throws {
        program = try await RunningProgram(
            [
                "/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root",
                "--log-facility=-", "--listen-address=\(address)", "--bind-interfaces", "--no-resolv",
                "--no-hosts", "--cache-size=0", "--pid-file=",
            ] + lines.map { "--" + $0 })
        try await program.output { $0.contains("started") }
    }
}
