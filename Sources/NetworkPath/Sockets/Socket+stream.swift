internal import Files
internal import Glibc
internal import SystemPackage

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
