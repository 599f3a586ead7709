import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Proxies that are none, or that never answer.
@Suite(.timeLimit(.minutes(2)))
struct ProxyFailureTests {
    private let prober: PathProber

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
    }

    private func target(_ proxy: String = "127.0.0.1", port: UInt16) -> PortTarget {
        PortTarget(
            host: "ok.test", port: 443,
            routes: Routes(isDirect: false, proxy: OutboundProxy(host: proxy, port: port)))
    }

    enum Answer: Sendable {
        case text(String)
        case closes
        case resets
    }

    @Test(arguments: [
        (
            Answer.text("SSH-2.0-x\r\n"),
            PathFailure.proxyMalformed("the answer begins with \"SSH-2.0-x\" instead of a status line"), ""
        ),
        (
            .text("HTTP/1.1 200 OK\r\nnonsense\r\n"),
            .proxyMalformed(
                "the header line \"nonsense\" is not of the form NAME: VALUE"), ""
        ),
        (
            .text("HTTP/1.1 200 OK\r\n\r\n<html>"),
            .proxyMalformed("unexpected data follows \"HTTP/1.1 200 OK\""),
            "HTTP/1.1 200 OK"
        ),
        (
            .text("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 40_000)),
            .proxyMalformed("the head is longer than 32768 bytes"), ""
        ),
        (
            .text("HTTP/1.1 302 Found\r\nLocation: https://portal.test/\r\n\r\n"), .proxyStatus(302),
            "HTTP/1.1 302 Found"
        ),
        (.text("HTTP/1.1 200 OK\r\n"), .closed, ""), (.closes, .closed, ""), (.resets, .reset, ""),
    ])
    func whatIsNoAnswerToAConnectIsToldApart(
        answer: Answer, failure: PathFailure, line: String
    ) async throws {
        let listener = try Listener { peer in
            Listener.read(peer)
            switch answer {
            case .text(let text): Listener.write(text, to: peer)
            case .closes: break
            case .resets: return Listener.reset(peer)
            }
            close(peer)
        }
        let seen = await prober.probe(at: target(port: listener.port)).proxy
        #expect(seen?.stop == PathStop(.tunnel, failure))
        #expect(seen?.tunnel == TunnelFacts(statusLine: line))
        #expect(seen?.timings.tunnel != nil)
    }

    @Test
    func interimAnswersAreReadOver() async throws {
        let listener = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 Now\r\n\r\n", to: peer)
            close(peer)
        }
        let seen = await prober.probe(at: target(port: listener.port)).proxy
        #expect(seen?.stop == nil)
        #expect(seen?.tunnel?.statusLine == "HTTP/1.1 200 Now")
    }

    @Test
    func aProxyThatCannotBeReachedStopsItsOwnPhases() async throws {
        let (descriptor, port) = try Listener.bound(to: "127.0.0.1")
        defer { close(descriptor) }
        let refused = await prober.probe(at: target(port: port)).proxy
        #expect(refused?.stop == PathStop(.tunnel, .refused))
        #expect(refused?.addresses.map(\.failure) == [.refused] && refused?.tunnel == nil)
        let nameless = await prober.probe(at: target("nowhere.test", port: port)).proxy
        #expect(nameless?.stop == PathStop(.resolve, .nameNotFound))
        let unrouted = await prober.probe(at: target("noroute.test", port: port)).proxy
        #expect(unrouted?.stop == PathStop(.tunnel, .networkUnreachable))
    }

    @Test
    func aSilentProxyHoldsUpOnlyItsOwnProbe() async throws {
        let (heard, notification) = AsyncStream.makeStream(of: Int32.self)
        let silent = try Listener { peer in
            Listener.read(peer)
            notification.yield(peer)
        }
        let page = try #require(PageAddress("https://ok.test/"))
        let routes = Routes(proxy: OutboundProxy(host: "127.0.0.1", port: silent.port))
        let stuck = [
            Task { await prober.probe(at: target(port: silent.port)).proxy?.stop },
            Task { await prober.probe(at: LoginTarget(page: page, routes: routes)).proxy?.stop },
            Task { await prober.probe(at: TLSTarget(host: "ok.test", routes: routes)).proxy?.control.stop },
        ]
        var peers = heard.makeAsyncIterator()
        var held: [Int32] = []
        while held.count < stuck.count, let peer = await peers.next() { held.append(peer) }

        let server = try await TLSServer("good")
        let others = await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: server.port))
        #expect(others.control.stop == nil && others.sha512?.stop == nil)

        for probe in stuck { probe.cancel() }
        for probe in stuck { #expect(await probe.value == PathStop(.tunnel, .outOfTime)) }
        #expect(try openConnections(to: silent.port) == 0)
        for peer in held { close(peer) }
    }
}
