import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct ExchangeTests {
    private let prober: PathProber
    private let directory: TemporaryDirectory

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
        directory = try TemporaryDirectory()
    }

    /// A server whose answer is `text`, as it is.
    private func server(answering text: String) async throws -> TLSServer {
        try directory.write(text, to: "page")
        return try await TLSServer("good", ["-HTTP"], in: directory.path)
    }

    @Test
    func aPageIsRead() async throws {
        let server = try await server(answering: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
        let seen = await prober.probeDirectly(at: try server.target())
        #expect(seen.stop == nil)
        #expect(seen.http?.responses == [HTTPResponse(page: try server.page("/page"), status: 200)])
        #expect(seen.http?.body == "hello")
    }

    @Test(arguments: [
        ("", PathFailure.closed), ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", .closed),
        ("SSH-2.0-x\r\n", .httpMalformed("the answer begins with \"SSH-2.0-x\" instead of a status line")),
    ])
    func anAnswerThatIsNoneStopsTheExchange(text: String, failure: PathFailure) async throws {
        let server = try await server(answering: text)
        let seen = await prober.probeDirectly(at: try server.target())
        #expect(seen.stop == PathStop(.exchange, failure))
        #expect(seen.tls?.problems.isEmpty == true)
        #expect((seen.http != nil) == text.contains("hello"))
    }

    @Test
    func anEndlessHeadIsCut() async throws {
        let field = "X: " + String(repeating: "x", count: 997) + "\r\n"
        let server = try await server(answering: "HTTP/1.1 200 OK\r\n" + String(repeating: field, count: 90))
        let seen = await prober.probeDirectly(at: try server.target())
        #expect(seen.stop == PathStop(.exchange, .httpTooLarge(limit: 65536)))
        #expect(seen.http == nil)
    }

    @Test
    func ofALongBodyTheBeginningIsRead() async throws {
        let body = String(repeating: "0123456789abcdef", count: 1 << 18)
        let server = try await server(answering: "HTTP/1.1 200 OK\r\n\r\n" + body)
        let seen = await prober.probeDirectly(at: try server.target())
        #expect(seen.stop == nil)
        let isBeginning = seen.http?.body == String(body.prefix(65536))
        #expect(isBeginning)
        #expect(try openConnections(to: server.port) == 0)
    }

    @Test
    func silenceAfterTheRequestIsWaitedForUntilTheProbeIsCancelled() async throws {
        let server = try await TLSServer("good", [])
        let probe = Task { [prober] in await prober.probeDirectly(at: try server.target()) }
        try await server.received("User-Agent: connector-watch")
        probe.cancel()
        let seen = try await probe.value
        #expect(seen.stop == PathStop(.exchange, .outOfTime))
        #expect(seen.tls?.chain.count == 2)
        #expect(seen.timings.exchange != nil)
        #expect(try openConnections(to: server.port) == 0)
    }
}
