import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Responders and issuers, as they are and as they are not.
@Suite(.timeLimit(.minutes(3)))
struct RevocationAnswerTests {
    /// Who signs a responder's answers, and whether that is believed.
    @Test(arguments: [
        ("issuing", "true", true),
        (
            "delegate",
            "printf 'extendedKeyUsage=OCSPSigning\\nnoCheck=ignored\\n' >x; key delegate; sign delegate delegate D issuing 90 x",
            true
        ),
        (
            "useless",
            "printf 'extendedKeyUsage=serverAuth\\n' >x; key useless; sign useless useless D issuing 90 x",
            false
        ),
        (
            "stranger",
            "printf 'extendedKeyUsage=OCSPSigning\\n' >x; key stranger; sign stranger stranger D other 90 x",
            false
        ),
        (
            "past", "printf 'extendedKeyUsage=OCSPSigning\\n' >x; key past; sign past past D issuing 1 x",
            false
        ),
        ("other", "true", false),
    ])
    func onlyWhoSpeaksForTheIssuerIsBelieved(signer: String, script: String, isBelieved: Bool) async throws {
        let authority = try await Authority()
        let port = FreePort.next()
        let server = try await authority.server(responder: "http://ok.test:\(port)")
        try await authority.make("configuration other\n" + script)
        let date = signer == "past" ? Date() + 3 * 86_400 : Date()
        try await authority.withResponder(on: port, signer: signer) {
            let source = try #require(try await authority.prober().checks(server, at: date).revocation.first)
            #expect(source.status == (isBelieved ? .good : nil))
            let unsigned = RevocationSource.Failure.content(
                "an answer that nobody signed who may speak for the issuer")
            #expect(source.failure == (isBelieved ? nil : unsigned))
        }
    }

    /// The unsigned answers of RFC 6960 section 4.2.1: `30 03 0a 01 STATUS`.
    @Test(arguments: [
        (1, "malformedrequest"), (2, "internalerror"), (3, "trylater"), (5, "sigrequired"),
        (6, "unauthorized"),
    ])
    func aResponderMayNotAnswerThisOne(status: Int, name: String) async throws {
        let authority = try await Authority("try_files /answer =404;")
        try await authority.make("printf '\\x30\\x03\\x0a\\x01\\x0\(status)' >public/answer")
        let server = try await authority.server(responder: authority.url(""))
        let source = try #require(try await authority.prober().checks(server).revocation.first)
        #expect(source.failure == .refusal(name))
        #expect(source.status == nil)
    }

    @Test func aCertificateThatTheResponderDoesNotKnow() async throws {
        let authority = try await Authority()
        let port = FreePort.next()
        let server = try await authority.server(responder: "http://ok.test:\(port)")
        try await authority.make(": >index-issuing")
        try await authority.withResponder(on: port) {
            let source = try await authority.prober().checks(server).revocation.first
            #expect(source?.failure == .refusal("it does not know the certificate"))
        }
    }

    /// Some take no GET (RFC 5019 section 5 demands it all the same).
    @Test func aResponderThatTakesNoGetIsAskedByPost() async throws {
        let port = FreePort.next()
        let authority = try await Authority(
            """
            location / {
                if ($request_method = GET) { return 405; }
                proxy_pass http://127.0.0.1:\(port);
            }
            """)
        let server = try await authority.server(responder: authority.url("ocsp"))
        try await authority.withResponder(on: port) {
            let source = try await authority.prober().checks(server).revocation.first
            #expect(source?.status == .good)
            let log = try await authority.requests(2)
            #expect(log.last == "POST /ocsp 200")
            #expect(log.first?.hasSuffix(" 405") == true)
        }
    }

    // MARK: The issuer

    /// What the address of a missing issuer gives, and what is then known of the chain.
    @Test(arguments: [
        ("der issuing; mv public/issuing.crt public/up", CertificateProblem.Kind.incompleteChain, true),
        ("cp issuing.crt public/up", .incompleteChain, true),
        (
            "openssl crl2pkcs7 -nocrl -certfile other.crt -certfile issuing.crt -outform DER -out public/up",
            .incompleteChain, true
        ),
        ("der other; mv public/other.crt public/up", .unknownIssuer, false),
        ("echo '<html>' >public/up", .incompleteChain, false),
        ("true", .incompleteChain, false),
    ])
    func aMissingIssuerIsFetched(script: String, kind: CertificateProblem.Kind, isProven: Bool) async throws {
        let authority = try await Authority()
        let server = try await authority.server(issuer: authority.url("up"), sending: [])
        try await authority.make(script)
        let prober = try authority.prober()
        let seen = await prober.checks(server)
        #expect(seen.problems.map(\.kind) == [kind])
        #expect((seen.problems.first?.gap != nil) == isProven)
        #expect(seen.revocation.first?.isNeeded == true)
        #expect((seen.revocation.first?.failure == nil) == isProven)
        guard isProven else { return }
        #expect(seen.problems.first?.gap?.root == "CN=Root")
        // It is remembered, and completes the chain for others too.
        let again = await prober.checks(server, after: .seconds(60))
        #expect(again.problems.first?.gap != nil)
        #expect(try await authority.requests(1) == ["GET /up 200"])
    }

    /// A chain that was completed is checked as any other.
    @Test func aRevokedCertificateIsSeenInAChainThatWasCompleted() async throws {
        let authority = try await Authority()
        let server = try await authority.server(
            lists: [authority.url("crl")], issuer: authority.url("issuing.crt"), sending: [])
        try await authority.make("der issuing; revoke leaf issuing; list crl issuing")
        let seen = try await authority.prober().checks(server)
        #expect(seen.problems.first?.gap != nil)
        guard case .revoked = seen.revocation.last?.status else {
            Issue.record("\(seen.revocation)")
            return
        }
    }

    /// An inspecting device: its authority is nobody's, wherever it publishes that; or it copies the genuine address.
    @Test(arguments: ["other", "issuing"])
    func whoIsNotOfAPublicAuthorityIsAStranger(published: String) async throws {
        let authority = try await Authority()
        try await authority.make("der \(published)")
        let server = try await authority.server(
            issuer: authority.url("\(published).crt"), sending: [], signer: "other")
        let seen = try await authority.prober().checks(server)
        #expect(seen.problems.map(\.kind) == [.unknownIssuer])
    }

    /// What a public authority publishes at its own address, as a new root that this host does not know yet, is nobody's
    /// inspection.
    @Test func aNewRootOfAPublicAuthorityIsNoStranger() async throws {
        let authority = try await Authority()
        let files = try TemporaryDirectory()
        try files.write("127.0.0.1 ok.test caissuers.microsoft.com\n", to: "hosts")
        try files.write("hosts: files\n", to: "nsswitch.conf")
        try files.write("", to: "resolv.conf")
        try await authority.make("der other")
        let server = try await authority.server(
            issuer: "http://caissuers.microsoft.com:\(authority.port)/other.crt", sending: [], signer: "other"
        )
        let prober = try PathProber(
            roots: .file(authority.directory("root.crt")), resolverFiles: files.path)
        let seen = await prober.checks(server)
        #expect(seen.problems.map(\.kind) == [.incompleteChain])
        #expect(seen.problems.first?.gap == nil)
        #expect(try await authority.requests(1) == ["GET /other.crt 200"])
    }

    /// Nobody's addresses are asked whose chain leads to no root of this host, but for the issuers that it lacks.
    @Test func aStrangersListIsNotAsked() async throws {
        let authority = try await Authority()
        let server = try await authority.server(
            lists: [authority.url("crl")], sending: ["other"], signer: "other")
        #expect(try await authority.prober().checks(server).revocation == [])
        #expect(try await authority.requests(0) == [])
    }
}
