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
            .text("HTTP/1.1 200 OK\r\n\r\n <html>"),
            .proxyMalformed("a page follows \"HTTP/1.1 200 OK\""), "HTTP/1.1 200 OK"
        ),
        (.text("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"), .tunnelClosed, "HTTP/1.1 200 OK"),
        (
            .text("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 70_000)),
            .proxyMalformed("the head is longer than 65536 bytes"), ""
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
            Listener.write(
                "HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\nHTTP/1.1 200 Now\r\n\r\n220 hello", to: peer)
            close(peer)
        }
        let seen = await prober.probe(at: target(port: listener.port)).proxy
        #expect(seen?.stop == nil)
        #expect(seen?.tunnel?.statusLine == "HTTP/1.1 200 Now")
    }

    enum Tunnel: Sendable {
        /// What the other end sends after the first bytes.
        case answers
        case closes
        case resets
    }

    @Test(
        arguments: [
            (UInt16(443), Tunnel.answers, nil), (443, .closes, .tunnelClosed), (443, .resets, .tunnelClosed),
            (80, .answers, nil), (80, .closes, .tunnelClosed), (8443, .answers, nil),
            (8443, .closes, .tunnelClosed),
        ] as [(UInt16, Tunnel, PathFailure?)])
    func aPortBehindAProxyIsReachedIfItsTunnelLeadsSomewhere(
        port: UInt16, tunnel: Tunnel, failure: PathFailure?
    ) async throws {
        let (said, notification) = AsyncStream.makeStream(of: String.self)
        let listener = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 200 Connection established\r\n\r\n", to: peer)
            if port != 8443 { notification.yield(Listener.read(peer)) }
            switch tunnel {
            case .answers: Listener.write("\u{15}", to: peer)
            case .closes: break
            case .resets: return Listener.reset(peer)
            }
            close(peer)
        }
        let target = PortTarget(
            host: "ok.test", port: port,
            routes: Routes(isDirect: false, proxy: OutboundProxy(host: "127.0.0.1", port: listener.port)))
        let seen = await prober.probe(at: target).proxy
        #expect(seen?.stop == failure.map { PathStop(.tunnel, $0) })
        #expect(seen?.tunnel?.statusLine == "HTTP/1.1 200 Connection established")
        guard port != 8443 else { return }
        var words = said.makeAsyncIterator()
        let first = try #require(await words.next())
        #expect(first.hasPrefix(port == 443 ? "\u{16}\u{3}" : "HEAD / HTTP/1.1\r\nHost: ok.test\r\n"))
    }

    @Test
    func atAPortOfUnknownProtocolSilenceIsFineAfterAMoment() async throws {
        let (held, notification) = AsyncStream.makeStream(of: Int32.self)
        let listener = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 200 OK\r\n\r\n", to: peer)
            notification.yield(peer)
        }
        let proxy = OutboundProxy(host: "127.0.0.1", port: listener.port)
        let target = PortTarget(host: "ok.test", port: 8443, routes: Routes(isDirect: false, proxy: proxy))
        let seen = await prober.probe(at: target).proxy
        #expect(seen != nil && seen?.stop == nil)
        for await peer in held {
            close(peer)
            break
        }
    }

    @Test
    func aHandshakeWithoutAnyAnswerIsTheTunnelsFault() async throws {
        let listener = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 200 OK\r\n\r\n", to: peer)
            Listener.read(peer)
            close(peer)
        }
        let routes = Routes(isDirect: false, proxy: OutboundProxy(host: "127.0.0.1", port: listener.port))
        let seen = try #require(await prober.probe(at: TLSTarget(host: "ok.test", routes: routes)).proxy)
        #expect(seen.control.stop == PathStop(.tunnel, .tunnelClosed))
        #expect(seen.tls12 == nil && seen.sha512 == nil)
        let page = try #require(PageAddress("https://ok.test/"))
        let login = await prober.probe(at: LoginTarget(page: page, routes: routes)).proxy
        #expect(login?.stop == PathStop(.tunnel, .tunnelClosed))
    }

    @Test
    func bytesBehindTheHeadAreTheTunnels() async throws {
        let listener = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nSSH-2.0-x\r\n", to: peer)
            close(peer)
        }
        let routes = Routes(isDirect: false, proxy: OutboundProxy(host: "127.0.0.1", port: listener.port))
        let port = await prober.probe(at: PortTarget(host: "ok.test", port: 22, routes: routes)).proxy
        #expect(port != nil && port?.stop == nil)
        let tls = await prober.probe(at: TLSTarget(host: "ok.test", routes: routes)).proxy?.control
        #expect(tls?.stop == PathStop(.handshake, .notTLS))
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
