import Foundation
import Synchronization

/// Ports for servers that must be told theirs.
///
/// One after the other below those that the kernel gives away (`net.ipv4.ip_local_port_range`): one that was free a
/// moment ago may be taken by another test before the server has it.
package enum FreePort {
    private static let last = Mutex<UInt16>(20_000)

    package static func next() -> UInt16 {
        last.withLock { last in
            last += 1
            return last
        }
    }

    /// Whether somebody accepts connections to a port of 127.0.0.1.
    package static func isTaken(_ port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &place.sin_addr)
        return withUnsafePointer(to: &place) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
