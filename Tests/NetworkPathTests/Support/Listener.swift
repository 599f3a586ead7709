import Foundation

/// A TCP port of loopback that does to each connection what a test wants; it ends with this object.
final class Listener: Sendable {
    let port: UInt16
    /// The number of each connection so far, as it comes in.
    let accepted: AsyncStream<Int>
    private let descriptor: Int32

    /// `serve` gets each connected descriptor on a thread of the listener, one after the other, and owns it.
    init(
        on address: String = "127.0.0.1", port wanted: UInt16 = 0,
        _ serve: @escaping @Sendable (Int32) -> Void
    ) throws {
        (descriptor, port) = try Self.bound(to: address, port: wanted)
        listen(descriptor, 1024)
        let (stream, notification) = AsyncStream.makeStream(of: Int.self)
        accepted = stream
        Thread.detachNewThread { [descriptor] in
            var count = 0
            while case let peer = accept(descriptor, nil, nil), peer >= 0 {
                count += 1
                notification.yield(count)
                serve(peer)
            }
            notification.finish()
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// A port that is taken and refuses connections, as nobody listens there, until `descriptor` is closed.
    static func bound(to address: String, port: UInt16 = 0) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, address, &place.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard status else { throw POSIXError(.EADDRINUSE) }
        return (descriptor, UInt16(bigEndian: place.sin_port))
    }

    /// Closes `descriptor` so that the peer gets a reset.
    static func reset(_ descriptor: Int32) {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }

    /// Blocks until some bytes have come, and returns them.
    @discardableResult
    static func read(_ descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
}

/// How many sockets of this process have a TCP connection to `port`, or are making one.
///
/// Its own, as a program that another test starts just then holds copies of them until it is executed.
func openConnections(to port: UInt16) throws -> Int {
    let descriptors = "/proc/self/fd"
    let own = try FileManager.default.contentsOfDirectory(atPath: descriptors).compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\($0)")
    }
    // Read to its end, as the table is longer than what one read of it gives.
    let table = try FileHandle(forReadingFrom: URL(filePath: "/proc/net/tcp")).readToEnd() ?? Data()
    return String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst()
        .filter { line in
            let fields = line.split(separator: " ")
            return own.contains("socket:[\(fields[9])]") && UInt16(fields[2].suffix(4), radix: 16) == port
        }.count
}
