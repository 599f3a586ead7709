import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct ProxyTests {
    private let prober: PathProber

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots) { name in
            switch name {
            case "right": .read(Array("watch:secret\n".utf8))
            case "right, from Windows": .read(Array("watch:secret\r\n".utf8))
            case "wrong": .read(Array("watch:guessed".utf8))
            case "unreadable": .failed("The credential is too large.")
            default: .absent
            }
        }
    }

    @Test(arguments: [UInt16(80), 443])
    func aTunnelIsMadeToEachPort(port: UInt16) async throws {
        let squid = try await Squid("http_access allow all")
        let listener = try Listener(port: port) { peer in
            Listener.write("x", to: peer)
            close(peer)
        }
        let target = PortTarget(host: "hidden.test", port: listener.port, routes: squid.routes())
        let probes = await prober.probe(at: target)
        #expect(probes.direct == nil)
        let seen = try #require(probes.proxy)
        #expect(seen.stop == nil)
        #expect(seen.tunnel == TunnelFacts(statusLine: "HTTP/1.1 200 Connection established"))
        #expect(seen.addresses.map(\.address) == ["127.0.0.1"])
        #expect(seen.timings.resolve != nil && seen.timings.connect != nil && seen.timings.tunnel != nil)
        #expect(seen.timings.handshake == nil && seen.timings.exchange == nil)
    }

    @Test
    func bothRoutesAreProbedTogether() async throws {
        let squid = try await Squid("http_access allow all")
        let listener = try Listener { peer in
            Listener.write("x", to: peer)
            close(peer)
        }
        let hidden = PortTarget(
            host: "hidden.test", port: listener.port, routes: squid.routes(isDirect: true))
        let probes = await prober.probe(at: hidden)
        #expect(probes.direct?.stop == PathStop(.resolve, .nameNotFound))
        #expect(probes.direct?.tunnel == nil)
        #expect(probes.proxy != nil && probes.proxy?.stop == nil)
    }

    @Test(arguments: [
        ("http_access deny forbidden", "ok.test", UInt16(81), 403, "HTTP/1.1 403 Forbidden"),
        ("http_access allow all", "ok.test", 82, 503, "HTTP/1.1 503 Service Unavailable"),
    ])
    func aRefusalIsToldWithItsStatusLine(
        rules: String, host: String, port: UInt16, status: Int, line: String
    ) async throws {
        let squid = try await Squid(rules)
        let seen = await prober.probe(at: PortTarget(host: host, port: port, routes: squid.routes())).proxy
        #expect(seen?.stop == PathStop(.tunnel, .proxyStatus(status)))
        #expect(seen?.tunnel?.statusLine == line)
        let error = status == 403 ? "ERR_ACCESS_DENIED 0" : "ERR_CONNECT_FAIL 111"
        #expect(seen?.tunnel?.error == "X-Squid-Error: \(error)")
    }

    @Test(arguments: [
        ("Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\n", ["NTLM", "Negotiate"]),
        ("Proxy-Authenticate: Digest realm=\"a, Basic b\", nonce=\"c\"\r\n", ["Digest"]), ("", []),
    ])
    func aPasswordGoesOnlyWhereBasicIsOffered(fields: String, schemes: [String]) async throws {
        let (requests, notification) = AsyncStream.makeStream(of: String.self)
        let listener = try Listener { peer in
            notification.yield(Listener.read(peer))
            Listener.write("HTTP/1.1 407 Who?\r\n\(fields)Content-Length: 0\r\n\r\n", to: peer)
            close(peer)
        }
        let proxy = OutboundProxy(host: "127.0.0.1", port: listener.port, credential: "right")
        let seen = await prober.probe(
            at: PortTarget(host: "ok.test", port: 443, routes: Routes(isDirect: false, proxy: proxy)))
        #expect(seen.proxy?.stop == PathStop(.tunnel, .proxyStatus(407)))
        #expect(seen.proxy?.tunnel?.unsuitableSchemes == schemes)
        #expect(seen.proxy?.tunnel?.demand == nil)
        notification.finish()
        var heard: [String] = []
        for await request in requests { heard.append(request) }
        #expect(heard.count == 1 && heard.first?.contains("Proxy-Authorization") == false)
    }

    @Test(
        arguments: [
            (nil, .proxyStatus(407)), ("absent", .proxyStatus(407)), ("unreadable", .proxyStatus(407)),
            ("wrong", .proxyStatus(407)),
            ("right", nil), ("right, from Windows", nil),
        ] as [(String?, PathFailure?)])
    func aDemandForCredentialsIsKeptEvenWhereItIsMet(credential: String?, failure: PathFailure?) async throws
    {
        let squid = try await Squid("http_access allow known")
        let listener = try Listener { peer in
            Listener.write("x", to: peer)
            close(peer)
        }
        let target = PortTarget(
            host: "ok.test", port: listener.port, routes: squid.routes(credential: credential))
        let seen = try #require(await prober.probe(at: target).proxy)
        #expect(seen.stop == failure.map { PathStop(.tunnel, $0) })
        let demand = "HTTP/1.1 407 Proxy Authentication Required"
        let problem: String? =
            switch credential {
            case "absent": "The credential \"absent\" was not given to this process."
            case "unreadable": "The credential is too large."
            default: nil
            }
        #expect(seen.tunnel?.credentialProblem == problem)
        #expect(seen.tunnel?.demand == (credential == nil || problem != nil ? nil : demand))
        #expect(
            seen.tunnel?.statusLine
                == (failure == nil ? "HTTP/1.1 200 Connection established" : demand))
    }

    @Test(arguments: ["right", nil])
    func everyHopOfAPageGoesThroughTheProxy(credential: String?) async throws {
        let squid = try await Squid("http_access allow \(credential == nil ? "all" : "known")")
        let nginx = try await Nginx(
            """
            location = /once { return 302 https://hidden.test:$server_port/there; }
            location = /there { return 200 "here"; }
            """)
        let page = try #require(PageAddress("https://ok.test:\(nginx.port)/once"))
        let target = LoginTarget(
            page: page, routes: squid.routes(credential: credential), expectStatus: [200],
            redirectHosts: [HostPattern("hidden.test")])
        let seen = try #require(await prober.probe(at: target).proxy)
        #expect(seen.stop == nil)
        #expect(seen.http?.responses.map(\.status) == [302, 200])
        #expect(seen.http?.body == "here")
        #expect((seen.tunnel?.demand != nil) == (credential != nil))
        #expect(seen.tunnel?.statusLine == "HTTP/1.1 200 Connection established")
        #expect(seen.tls?.problems.isEmpty == true)
    }

    @Test(arguments: ["right", nil])
    func everyHandshakeGoesThroughTheProxy(credential: String?) async throws {
        let squid = try await Squid("http_access allow \(credential == nil ? "all" : "known")")
        let server = try await TLSServer("good")
        let target = TLSTarget(
            host: "hidden.test", port: server.port, routes: squid.routes(credential: credential))
        let seen = try #require(await prober.probe(at: target).proxy)
        for path in [seen.control, try #require(seen.tls12), try #require(seen.sha512)] {
            #expect(path.stop == nil)
            #expect(path.tls?.chain.first?.subjectCommonName == "good")
            #expect(path.tunnel?.statusLine == "HTTP/1.1 200 Connection established")
            #expect((path.tunnel?.demand != nil) == (credential != nil))
        }
        #expect(seen.control.tls?.version == "TLSv1.3" && seen.tls12?.tls?.version == "TLSv1.2")
    }

    @Test
    func theRequestIsWhatRFC9110WantsAndShowsNoCredentialUnasked() async throws {
        let (requests, notification) = AsyncStream.makeStream(of: String.self)
        let listener = try Listener { peer in
            let request = Listener.read(peer)
            notification.yield(request)
            Listener.write(
                "HTTP/1.1 407 Who?\r\nProxy-Authenticate: Basic\r\n realm=a\r\nContent-Length: 1\r\n\r\nx",
                to: peer)
            close(peer)
        }
        let proxy = OutboundProxy(host: "127.0.0.1", port: listener.port, credential: "right")
        let seen = await prober.probe(
            at: PortTarget(host: "2001:db8::1", port: 443, routes: Routes(isDirect: false, proxy: proxy)))
        #expect(seen.proxy?.stop == PathStop(.tunnel, .proxyStatus(407)))
        var heard = requests.makeAsyncIterator()
        let plain = """
            CONNECT [2001:db8::1]:443 HTTP/1.1\r
            Host: [2001:db8::1]:443\r
            User-Agent: connector-watch\r

            """
        #expect(await heard.next() == plain + "\r\n")
        #expect(await heard.next() == plain + "Proxy-Authorization: Basic d2F0Y2g6c2VjcmV0\r\n\r\n")
    }
}
