import COpenSSL
import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct HostProbeTests {
    private let prober: PathProber

    init() throws {
        prober = try PathProber()
    }

    private func answering(_ head: String) throws -> Listener {
        try Listener { peer in
            Listener.read(peer)
            Listener.write(head, to: peer)
            close(peer)
        }
    }

    @Test
    func everyServerThatSaysTheTimeIsRead() async throws {
        let squid = try await Squid("http_access allow all")
        let first = try answering("HTTP/1.1 404 No\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n")
        let cached = try answering(
            "HTTP/1.1 200 OK\r\nAge: 60\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 9\r\n\r\n")
        let timeless = try answering("HTTP/1.1 200 OK\r\nDate: yesterday\r\n\r\n")
        let sources = [
            ClockSource(host: "ok.test", port: first.port),
            ClockSource(host: "127.0.0.1", port: timeless.port),
            ClockSource(host: "nowhere.test"),
            ClockSource(
                host: "hidden.test", port: cached.port,
                proxy: OutboundProxy(host: "127.0.0.1", port: squid.port)),
        ]
        let before = Date()
        let seen = await prober.probe(at: HostTarget(sources: sources))
        #expect(seen.readings.map(\.source) == ["ok.test:\(first.port)", "hidden.test:\(cached.port)"])
        #expect(seen.readings.map(\.theirs.timeIntervalSince1970) == [784_111_777, 784_111_837])
        #expect(seen.readings.allSatisfy { (before...Date()).contains($0.ours) })
    }

    @Test
    func aSilentServerLeavesTheOthersReadings() async throws {
        let (heard, notification) = AsyncStream.makeStream(of: Int32.self)
        let silent = try Listener { peer in
            Listener.read(peer)
            notification.yield(peer)
        }
        let (answered, told) = AsyncStream.makeStream(of: Void.self)
        let other = try Listener { peer in
            Listener.read(peer)
            Listener.write("HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n", to: peer)
            // It closes once all has been read.
            Listener.read(peer)
            close(peer)
            told.yield()
        }
        let sources = [silent.port, other.port].map { ClockSource(host: "127.0.0.1", port: $0) }
        let probe = Task { await prober.probe(at: HostTarget(sources: sources)) }
        for await _ in answered { break }
        for await peer in heard {
            probe.cancel()
            #expect(await probe.value.readings.map(\.source) == ["127.0.0.1:\(other.port)"])
            close(peer)
            break
        }
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777 as Double?), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_199), ("Wed, 29 Feb 2023 00:00:00 GMT", nil),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Thursday, 29-Feb-24 23:59:59 GMT", 1_709_251_199), ("Thu Feb 29 23:59:59 2024", 1_709_251_199),
        ("Sunday, 06-Nov-1994 08:49:37 GMT", nil), ("Sun Nov 6 08:49:37 1994", nil), ("", nil),
        ("Someday, 06-Nov-94 08:49:37 GMT", nil), (", 00-a-00 00:00:00 GMT", nil),
        ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Nov 1994 24:49:37 GMT", nil),
        ("Sun, 00 Nov 1994 08:49:37 GMT", nil), ("Sun, +6 Nov 1994 08:49:37 GMT", nil),
        ("Sun, 06 Nov 1994 08:49:37 GM\u{e9}", nil),
    ])
    func aDateIsReadAsRFC9110WritesIt(text: String, seconds: Double?) {
        #expect(Date(httpDate: text)?.timeIntervalSince1970 == seconds)
    }

    /// A client that follows these lines of an `openssl.cnf`.
    private func policy(_ lines: [(String, String)]) throws -> CryptoPolicy {
        let client = try #require(SSL_CTX_new(TLS_client_method()))
        let reading = try #require(SSL_CONF_CTX_new())
        defer {
            SSL_CONF_CTX_free(reading)
            SSL_CTX_free(client)
        }
        SSL_CONF_CTX_set_flags(reading, UInt32(SSL_CONF_FLAG_FILE | SSL_CONF_FLAG_CLIENT))
        SSL_CONF_CTX_set_ssl_ctx(reading, client)
        for (name, value) in lines { try #require(SSL_CONF_cmd(reading, name, value) == 2) }
        return CryptoPolicy(of: client)
    }

    @Test(
        arguments: [
            ([], true, true), ([("CipherString", "DEFAULT@SECLEVEL=2")], true, true),
            ([("CipherString", "ALL:@SECLEVEL=4")], true, true),
            ([("MinProtocol", "TLSv1.3")], false, false), ([("Protocol", "-TLSv1.2")], false, false),
            ([("SignatureAlgorithms", "RSA+SHA256:ECDSA+SHA256")], true, false),
            ([("SignatureAlgorithms", "RSA+SHA512")], true, true),
            ([("SignatureAlgorithms", "rsa_pss_rsae_sha512")], true, true),
            ([("CipherString", "AES128-SHA256")], true, false),
        ] as [([(String, String)], Bool, Bool)])
    func whatTheHostsPolicyForbidsIsMeasured(lines: [(String, String)], tls12: Bool, sha512: Bool) throws {
        let policy = try policy(lines)
        #expect(policy.allowsTLS12 == tls12)
        #expect(policy.allowsSHA512 == sha512)
        #expect(policy.detail.isEmpty == (tls12 && sha512))
    }

    @Test(arguments: ["MinProtocol = TLSv1.3", "SignatureAlgorithms = RSA+SHA256:ECDSA+SHA256"])
    func theConfigurationOfTheHostIsWhatIsMeasured(line: String) async {
        // A process of its own, as OpenSSL reads its configuration once.
        await #expect(processExitsWith: .success) { [line] in
            let directory = try TemporaryDirectory()
            let text = """
                openssl_conf = all
                [all]
                ssl_conf = tls
                [tls]
                system_default = default
                [default]
                \(line)

                """
            let file = try directory.write(text, to: "openssl.cnf")
            // The server does not follow it.
            let server = try await TLSServer("good", ["-tls1_2"])
            setenv("OPENSSL_CONF", file, 1)
            let prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
            let policy = await prober.probe(at: HostTarget(sources: [])).policy
            #expect(policy.allowsTLS12 == line.hasPrefix("Sig"))
            #expect(!policy.allowsSHA512)
            // The probes go by settings of their own.
            let seen = await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: server.port))
            #expect(seen.control.stop == nil && seen.control.tls?.version == "TLSv1.2")
            #expect(seen.sha512?.stop == nil)
        }
    }
}
