internal import Glibc

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

    /// Reads into the beginning of `buffer`.
    ///
    /// - Returns: The number of bytes, 0 after the peer closed the connection.
    func read(into buffer: inout [UInt8]) async throws(PhaseError) -> Int {
        try await complete { recv(descriptor, &buffer, buffer.count, 0) }
    }

    /// Repeats `operation` until it does not block, and returns its result.
    private func complete(_ operation: () -> Int) async throws(PhaseError) -> Int {
        while true {
            let result = operation()
            if result >= 0 { return result }
            switch errno {
            case EAGAIN: try await waiter.wait()
            case EINTR: continue
            default: throw PhaseError(SystemError.current.failure)
            }
        }
    }
}
