import Glibc

/// Unix sockets by path (unix(7)).
enum UnixAddress {
    static func connect(_ socket: Int32, to path: String) -> Int32 {
        withAddress(path) { Glibc.connect(socket, $0, $1) }
    }

    static func bind(_ socket: Int32, to path: String) -> Int32 {
        withAddress(path) { Glibc.bind(socket, $0, $1) }
    }

    private static func withAddress(
        _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
