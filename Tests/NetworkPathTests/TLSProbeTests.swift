import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct TLSProbeTests {
    private let prober: PathProber

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
    }

    private func probe(
        at server: TLSServer, _ aspects: Set<TLSAspect> = Set(TLSAspect.allCases)
    ) async -> TLSObservation {
        await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: server.port, aspects: aspects))
    }

    @Test(arguments: [("good", "ecdsa_secp521r1_sha512"), ("rsa", "_sha512")])
    func aHealthyServerMakesEveryHandshake(certificate: String, signature: String) async throws {
        let seen = await probe(at: try await TLSServer(certificate))
        #expect(seen.control.stop == nil)
        #expect(seen.control.tls?.version == "TLSv1.3")
        #expect(seen.control.http == nil && seen.control.timings.handshake != nil)
        let tls12 = try #require(seen.tls12)
        #expect(tls12.stop == nil)
        #expect(tls12.tls?.version == "TLSv1.2")
        let sha512 = try #require(seen.sha512)
        #expect(sha512.stop == nil)
        #expect(sha512.tls?.version == "TLSv1.2")
        #expect(sha512.tls?.signature.hasSuffix(signature) == true)
        #expect(sha512.tls?.cipher.hasPrefix("ECDHE-") == true)
        #expect(sha512.addresses.map(\.address) == ["127.0.0.1"] && sha512.timings.resolve == nil)
        #expect(seen.legacy == nil)
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func aLargeFirstMessageIsLargerThanASegment(option: String) async throws {
        let server = try await TLSServer("rsa", [option, "-msg"])
        let seen = await probe(at: server, [.largeHello])
        #expect(seen.largeHello?.tls?.version == seen.control.tls?.version)
        #expect(seen.largeHello?.stop == nil)
        let said = try await server.output { $0.matches(of: /ClientHello/).count >= 2 }
        let lengths = said.matches(of: /length ([0-9a-f]+)\], ClientHello/).compactMap {
            Int($0.output.1, radix: 16)
        }
        #expect(lengths.count { $0 < 700 } == 1)
        #expect(lengths.count { 1460 < $0 && $0 < 2 * 1460 } == 1)
    }

    @Test(arguments: ["AES128-SHA", "AES256-GCM-SHA384", "ECDHE-RSA-AES128-SHA256"])
    func aServerOfOneOldSuiteOfTheConnectorsIsSpokenTo(cipher: String) async throws {
        let seen = await probe(at: try await TLSServer("rsa", ["-tls1_2", "-cipher", cipher]), [.sha512])
        #expect(seen.control.stop == nil)
        #expect(seen.control.tls?.cipher == cipher)
        #expect(seen.control.tls?.hasRSAKeyExchange == !cipher.hasPrefix("ECDHE"))
        #expect(seen.control.tls?.hasCBC == !cipher.contains("GCM"))
    }

    @Test(
        arguments: [
            ([.tls12], true, false), ([.sha512], false, true), ([.inspection, .certificate], false, false),
        ] as [(Set<TLSAspect>, Bool, Bool)])
    func onlyWhatIsAskedForIsTried(aspects: Set<TLSAspect>, hasTLS12: Bool, hasSHA512: Bool) async throws {
        let seen = await probe(at: try await TLSServer("good"), aspects)
        #expect((seen.tls12 != nil) == hasTLS12)
        #expect((seen.sha512 != nil) == hasSHA512)
        #expect(seen.legacy == nil)
    }

    @Test
    func aControlOfTLS12NeedsNoOtherOne() async throws {
        let seen = await probe(at: try await TLSServer("rsa", ["-tls1_2"]))
        #expect(seen.control.tls?.version == "TLSv1.2")
        #expect(seen.tls12 == nil)
        #expect(seen.sha512 != nil && seen.sha512?.stop == nil)
    }

    @Test
    func aServerOfTLS13AloneRefusesWhatIsOlder() async throws {
        let seen = await probe(at: try await TLSServer("good", ["-tls1_3"]))
        #expect(seen.control.stop == nil)
        #expect(seen.tls12?.stop == PathStop(.handshake, .tlsVersion("protocol version")))
        #expect(seen.sha512?.stop == PathStop(.handshake, .tlsVersion("protocol version")))
    }

    @Test(arguments: ["-tls1_1", "-tls1"])
    func anOldServerIsFoundByAnOldHandshake(option: String) async throws {
        let seen = await probe(at: try await TLSServer("rsa", [option, "-cipher", "ALL:@SECLEVEL=0"]))
        guard case .tlsVersion = seen.control.stop?.failure else {
            Issue.record("\(String(describing: seen.control.stop))")
            return
        }
        #expect(seen.tls12 == nil && seen.sha512 == nil)
        #expect(seen.legacy != nil && seen.legacy?.stop == nil)
        #expect(seen.legacy?.tls?.version == (option == "-tls1" ? "TLSv1" : "TLSv1.1"))
    }

    @Test(arguments: [
        ["-sigalgs", "RSA+SHA256:RSA-PSS+SHA256"],
        // Here nothing is signed, so nothing is forbidden either.
        ["-tls1_2", "-cipher", "AES128-SHA256"],
    ])
    func aServerWithoutSHA512SendsItsAlert(options: [String]) async throws {
        let seen = await probe(at: try await TLSServer("rsa", options))
        #expect(seen.control.stop == nil)
        #expect(seen.tls12?.stop == nil)
        #expect(seen.sha512?.stop == PathStop(.handshake, .tlsAlert("handshake failure")))
    }

    @Test
    func aServerWithBothKeysSignsWithEither() async throws {
        let certificates = try await ServerCertificates.shared.value
        let second = certificates.path("rsa.pem")
        for (sigalgs, signature) in [
            ("RSA+SHA512:ECDSA+SHA256", "rsa_pkcs1_sha512"),
            ("RSA+SHA256:ECDSA+SHA512", "ecdsa_secp521r1_sha512"),
        ] {
            let options = ["-dcert", second, "-dkey", second, "-sigalgs", sigalgs]
            let seen = await probe(at: try await TLSServer("good", options))
            #expect(seen.sha512?.stop == nil)
            #expect(seen.sha512?.tls?.signature == signature)
        }
    }

    @Test(arguments: ["expired", "stranger"])
    func aBadCertificateStopsTheControlOnly(certificate: String) async throws {
        let seen = await probe(at: try await TLSServer(certificate))
        #expect(seen.control.stop == PathStop(.handshake, .certificate))
        for path in [try #require(seen.tls12), try #require(seen.sha512)] {
            #expect(path.stop == nil)
            #expect(path.tls?.problems == seen.control.tls?.problems)
        }
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func aServerThatWantsOurCertificateHasDoneItsPart(option: String) async throws {
        let seen = await probe(at: try await TLSServer("rsa", [option, "-Verify", "1"]))
        #expect(seen.control.stop == nil)
        #expect(seen.control.tls?.chain.first?.subjectCommonName == "rsa")
        if option == "-tls1_2" {
            #expect(seen.sha512?.stop == nil)
            #expect(seen.sha512?.tls?.signature.hasSuffix("_sha512") == true)
        }
    }

    @Test
    func whatIsNotReachedIsTriedOnce() async throws {
        let (descriptor, port) = try Listener.bound(to: "127.0.0.1")
        defer { close(descriptor) }
        let seen = await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: port))
        #expect(seen.control.stop == PathStop(.connect, .refused))
        #expect(seen.tls12 == nil && seen.sha512 == nil && seen.legacy == nil)
    }

    @Test
    func aSilentServerHoldsUpOnlyItsOwnProbe() async throws {
        let (heard, notification) = AsyncStream.makeStream(of: Int32.self)
        let silent = try Listener { peer in
            Listener.read(peer)
            notification.yield(peer)
        }
        let stuck = Task { await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: silent.port)) }
        for await peer in heard {
            let seen = await probe(at: try await TLSServer("good"))
            #expect(seen.control.stop == nil && seen.tls12?.stop == nil)
            stuck.cancel()
            #expect(await stuck.value.control.stop == PathStop(.handshake, .outOfTime))
            #expect(await stuck.value.tls12 == nil)
            close(peer)
            break
        }
        #expect(try openConnections(to: silent.port) == 0)
    }

    @Test(arguments: [
        ("root.crt", true as Bool?), ("strangers.crt", false), (nil, nil),
    ])
    func aRootIsPublicWhereTheDistributionShipsIt(shipped: String?, isPublic: Bool?) async throws {
        let certificates = try await ServerCertificates.shared.value
        let (empty, full) = (try TemporaryDirectory(), try TemporaryDirectory())
        let folder = full.appending(path: "authority")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let shipped {
            let text = try String(contentsOf: URL(filePath: certificates.path(shipped)), encoding: .utf8)
            try Data("# words before it\n\(text)".utf8).write(to: folder.appending(path: "some.crt"))
        }
        let prober = try PathProber(
            roots: certificates.roots, publicRoots: ["/nowhere", empty.path, full.path])
        let server = try await TLSServer("good")
        let seen = await prober.probeDirectly(at: TLSTarget(host: "ok.test", port: server.port))
        #expect(seen.control.tls?.root?.facts.subjectCommonName == "root")
        #expect(seen.control.tls?.root?.isPublic == isPublic)
    }
}
