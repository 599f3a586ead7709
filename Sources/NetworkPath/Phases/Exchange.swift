internal import WatchCore

extension ProbeContext {
    /// The exchange phase: requests a page and reads its answer.
    ///
    /// - Parameters:
    ///   - page: what to request.
    ///   - connection: a connection to its host.
    ///   - parser: has what was read, also after an error.
    /// - Throws: The failure of the connection, or of an answer that is not HTTP.
    func exchange(
        _ page: PageAddress, over connection: TLSConnection, reading parser: inout ResponseParser
    ) async throws(PhaseError) {
        let host = page.port == 443 ? bracketed(page.host) : hostAndPort(page.host, page.port)
        try await exchange(
            request("GET", page.target, host, ["Accept: */*", "Connection: close"]), over: connection,
            reading: &parser)
    }

    /// Sends a request over TLS, and reads its answer.
    ///
    /// - Parameters:
    ///   - request: the whole of it.
    ///   - connection: a connection to the server.
    ///   - parser: has what was read, also after an error.
    /// - Throws: The failure of the connection, or of an answer that is not HTTP.
    func exchange(
        _ request: [UInt8], over connection: TLSConnection, reading parser: inout ResponseParser
    ) async throws(PhaseError) {
        try await connection.write(request, waiter)
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        var step = ResponseParser.Step.readOn
        while step == .readOn {
            let count = try await connection.read(into: &buffer, waiter)
            if count == 0 { return try parser.end() }
            step = try parser.feed(buffer[..<count])
        }
        connection.end()
    }

    /// Sends a request without TLS, and reads its answer.
    ///
    /// - Parameters:
    ///   - request: the whole of it.
    ///   - socket: a connection to the server.
    ///   - parser: has what was read, also after an error.
    ///   - pause: awaited before each part, after so many bytes of the body.
    /// - Throws: The failure of the connection, of an answer that is not HTTP, or of the pause.
    func exchange(
        _ request: [UInt8], over socket: Socket, reading parser: inout ResponseParser,
        pause: (Int) async throws(PhaseError) -> Void
    ) async throws(PhaseError) {
        try await socket.write(request)
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var step = ResponseParser.Step.readOn
        while step == .readOn {
            try await pause(parser.body.count)
            let count = try await socket.read(into: &buffer)
            if count == 0 { return try parser.end() }
            step = try parser.feed(buffer[..<count])
        }
    }

    /// Sends a request without TLS, and reads the head of its answer.
    ///
    /// - Returns: The head, and the bytes that came with it and follow it.
    func askForHead(
        _ request: [UInt8], over socket: Socket
    ) async throws(PhaseError) -> (head: ResponseHead, rest: ArraySlice<UInt8>) {
        try await socket.write(request)
        return try await readHead { buffer throws(PhaseError) in try await socket.read(into: &buffer) }
    }

    /// Sends a request over TLS, and reads the head of its answer.
    func askForHead(
        _ request: [UInt8], over connection: TLSConnection
    ) async throws(PhaseError) -> ResponseHead {
        try await connection.write(request, waiter)
        let answer = try await readHead { buffer throws(PhaseError) in
            try await connection.read(into: &buffer, waiter)
        }
        return answer.head
    }

    /// Reads the head of an answer.
    ///
    /// - Parameter read: reads into the beginning of a buffer; how many bytes, 0 at the end.
    /// - Returns: The head, and the bytes that came with it and follow it.
    /// - Throws: What `read` throws, or the failure of an answer that ends before, or is not HTTP.
    private func readHead(
        _ read: (inout [UInt8]) async throws(PhaseError) -> Int
    ) async throws(PhaseError) -> (head: ResponseHead, rest: ArraySlice<UInt8>) {
        var parser = HeadParser()
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = try await read(&buffer)
            if count == 0 { throw PhaseError(.closed) }
            var bytes = buffer[..<count]
            if let head = try parser.take(&bytes) { return (head, bytes) }
        }
    }
}

/// A request of HTTP/1.1 (RFC 9112 section 3).
func request(
    _ method: String, _ target: String, _ host: String, _ fields: [String], _ body: [UInt8] = []
) -> [UInt8] {
    let lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)", "User-Agent: connector-watch"] + fields
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
}

/// `host` as written in a URL: an IPv6 address in brackets (RFC 3986 section 3.2.2).
func bracketed(_ host: String) -> String {
    host.contains(":") ? "[\(host)]" : host
}
