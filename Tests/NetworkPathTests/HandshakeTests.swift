import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct HandshakeTests {
    private let prober: PathProber

    init() async throws {
        prober = try PathProber(roots: try await ServerCertificates.shared.value.roots)
    }

    @Test(arguments: [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")])
    func whatIsNegotiatedAndPresentedIsTold(option: String, version: String) async throws {
        let server = try await TLSServer("good", [option, "-www"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        #expect(seen.stop == nil)
        let tls = try #require(seen.tls)
        #expect(tls.version == version)
        #expect(tls.cipher.contains("AES") || tls.cipher.contains("CHACHA"))
        #expect(tls.signature == "ecdsa_secp256r1_sha256")
        #expect(tls.chain.map(\.subjectCommonName) == ["good", "intermediate"])
        #expect(tls.problems.isEmpty)
        #expect(seen.http?.responses.map(\.status) == [200])
        #expect(seen.timings.handshake != nil && seen.timings.exchange != nil)
    }

    @Test
    func theSignatureOfAnRSAKeyIsTold() async throws {
        let server = try await TLSServer("rsa", ["-www"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        #expect(seen.tls?.signature == "rsa_pss_rsae_sha256")
        #expect(seen.tls?.chain.first?.key == "RSA 2048")
    }

    @Test(arguments: [
        ("expired", [(CertificateProblem.Kind.expired, 0)]), ("future", [(.notYetValid, 0)]),
        ("elsewhere", [(.wrongName, 0)]), ("own", [(.selfSigned, 0)]), ("alone", [(.incompleteChain, 0)]),
        ("stranger", [(.unknownIssuer, 0), (.wrongName, 0)]), ("aged", [(.expired, 1)]),
        ("astray", [(.wrongName, 0), (.expired, 0)]),
    ])
    func aBadCertificateStopsTheHandshakeAndNothingIsSent(
        name: String, problems: [(CertificateProblem.Kind, Int)]
    ) async throws {
        let server = try await TLSServer(name, ["-www"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        #expect(seen.stop == PathStop(.handshake, .certificate))
        #expect(seen.tls?.problems.map(\.kind) == problems.map(\.0))
        #expect(seen.tls?.problems.map(\.depth) == problems.map(\.1))
        #expect(seen.tls?.problems.contains { $0.text.isEmpty } == false)
        let leadsToRoot = problems.allSatisfy { [.expired, .notYetValid, .wrongName].contains($0.0) }
        #expect(seen.tls?.root?.facts.subjectCommonName == (leadsToRoot ? "root" : nil))
        #expect(seen.tls?.chain.isEmpty == false)
        #expect(seen.tls?.version == "TLSv1.3")
        #expect(seen.http == nil)
        #expect(seen.timings.exchange == nil)
    }

    /// What another server sent, and what whoever runs this host has put into the directory.
    @Test(arguments: [false, true])
    func whatTheServerLeavesOutIsProvenByOtherCertificates(fromDirectory: Bool) async throws {
        let certificates = try await ServerCertificates.shared.value
        let directory = try TemporaryDirectory()
        let prober = try PathProber(roots: certificates.roots, authorities: directory.path)
        let alone = try await TLSServer("alone", ["-www"])
        let before = await prober.probeDirectly(at: try alone.target("/"))
        #expect(before.tls?.problems.map(\.gap) == [nil])
        if fromDirectory {
            let file = try Data(contentsOf: URL(fileURLWithPath: certificates.path("intermediate.crt")))
            try directory.write(Array(file), to: "intermediate.pem")
            try directory.write(Array("no certificate".utf8), to: "other")
        } else {
            let good = try await TLSServer("good", ["-www"])
            #expect(await prober.probeDirectly(at: try good.target("/")).stop == nil)
        }
        let seen = await prober.probeDirectly(at: try alone.target("/"))
        #expect(seen.stop == PathStop(.handshake, .certificate))
        let problem = try #require(seen.tls?.problems.first)
        #expect(seen.tls?.problems.count == 1)
        #expect(problem.kind == .incompleteChain)
        #expect(problem.depth == 1)
        #expect(problem.certificate?.subject == "CN=good")
        #expect(problem.origin == .server)
        #expect(
            problem.gap
                == ChainGap(subject: "CN=intermediate", issuer: "CN=root", root: "CN=root", source: "ok.test")
        )
        #expect(seen.tls?.root?.facts.subject == "CN=root")
    }

    /// An authority that nobody vouches for completes nothing, whatever it is called.
    @Test func aCandidateIsNotTrusted() async throws {
        let certificates = try await ServerCertificates.shared.value
        let directory = try TemporaryDirectory()
        let file = try Data(contentsOf: URL(fileURLWithPath: certificates.path("strangers.crt")))
        try directory.write(Array(file), to: "strangers.pem")
        let prober = try PathProber(roots: certificates.roots, authorities: directory.path)
        let server = try await TLSServer("stranger", ["-www"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        #expect(seen.tls?.problems.first?.kind == .unknownIssuer)
        #expect(seen.tls?.problems.allSatisfy { $0.gap == nil } == true)
        #expect(seen.tls?.root == nil)
    }

    @Test(arguments: [("127.0.0.1", nil), ("127.0.0.9", CertificateProblem.Kind.wrongName)])
    func anAddressIsSearchedForAmongTheCertificatesAddresses(
        host: String, kind: CertificateProblem.Kind?
    ) async throws {
        let server = try await TLSServer("good", ["-www"], on: host)
        let seen = await prober.probeDirectly(at: try server.target("/", host: host))
        #expect(seen.tls != nil)
        #expect(seen.tls?.problems.first?.kind == kind)
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func aServerThatDemandsACertificateIsNamedWheneverItRefuses(option: String) async throws {
        let server = try await TLSServer("good", [option, "-www", "-Verify", "1"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        let stop = try #require(seen.stop)
        #expect(stop.phase == .handshake)
        #expect(stop.failure == .clientCertificate)
        #expect(seen.tls?.chain.first?.subjectCommonName == "good")
        #expect(seen.http == nil)
    }

    @Test
    func aServerWithoutACommonVersionIsToldApart() async throws {
        let server = try await TLSServer("rsa", ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        let stop = try #require(seen.stop)
        #expect(stop.phase == .handshake)
        guard case .tlsVersion = stop.failure else {
            Issue.record("\(stop.failure)")
            return
        }
        #expect(seen.tls == nil)
    }

    @Test
    func aServerWithoutACommonCipherSendsItsAlert() async throws {
        let server = try await TLSServer("good", ["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"])
        let seen = await prober.probeDirectly(at: try server.target("/"))
        #expect(seen.stop == PathStop(.handshake, .tlsAlert("handshake failure")))
    }

    enum Manner: Sendable, CaseIterable {
        case http
        case ssh
        case closes
        case resets
    }

    @Test(arguments: [
        (Manner.http, PathFailure.notTLS), (.ssh, .notTLS), (.closes, .closed), (.resets, .reset),
    ])
    func whatIsNoTLSServerIsToldApart(manner: Manner, failure: PathFailure) async throws {
        let listener = try Listener { peer in
            Listener.read(peer)
            switch manner {
            case .http: Listener.write("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n", to: peer)
            case .ssh: Listener.write("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", to: peer)
            case .closes, .resets: break
            }
            if manner == .resets { Listener.reset(peer) } else { close(peer) }
        }
        let page = try #require(PageAddress("https://ok.test:\(listener.port)/"))
        let seen = await prober.probeDirectly(at: LoginTarget(page: page))
        #expect(seen.stop == PathStop(.handshake, failure))
        #expect(seen.tls == nil)
        #expect(seen.address == "127.0.0.1")
    }

    @Test
    func silenceAfterTheHelloIsWaitedForUntilTheProbeIsCancelled() async throws {
        let (heard, notification) = AsyncStream.makeStream(of: Int32.self)
        let listener = try Listener { peer in
            Listener.read(peer)
            notification.yield(peer)
        }
        let page = try #require(PageAddress("https://ok.test:\(listener.port)/"))
        let probe = Task { [prober] in await prober.probeDirectly(at: LoginTarget(page: page)) }
        for await peer in heard {
            probe.cancel()
            #expect(await probe.value.stop == PathStop(.handshake, .outOfTime))
            close(peer)
            break
        }
        #expect(try openConnections(to: listener.port) == 0)
    }

    @Test
    func rootsThatCannotBeReadAreRefusedAtOnce() {
        let error = #expect(throws: NetworkPathError.self) {
            try PathProber(roots: .file("/nowhere/roots.pem"))
        }
        #expect(
            error?.description
                == "Failed to read the root certificates in \"/nowhere/roots.pem\": No such file or directory."
        )
    }
}
