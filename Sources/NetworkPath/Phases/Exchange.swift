internal import WatchCore

extension LookTools {
    /// The phase that asks for a page and reads its answer into `parser`, which tells what came also where it stops.
    func exchange(
        _ page: PageAddress, over connection: TLSConnection, reading parser: inout ResponseParser
    ) async throws(Stopped) {
        try await connection.write(request(page), waiter)
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        var step = ResponseParser.Step.readOn
        while step == .readOn {
            let count = try await connection.read(into: &buffer, waiter)
            if count == 0 { return try parser.end() }
            step = try parser.feed(buffer[..<count])
        }
        connection.end()
    }

    private func request(_ page: PageAddress) -> [UInt8] {
        let host = page.host.contains(":") ? "[\(page.host)]" : page.host
        return Array(
            """
            GET \(page.target) HTTP/1.1\r
            Host: \(host)\(page.port == 443 ? "" : ":\(page.port)")\r
            User-Agent: connector-watch\r
            Accept: */*\r
            Connection: close\r
            \r

            """.utf8)
    }
}
