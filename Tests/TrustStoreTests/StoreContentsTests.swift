import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

/// How the openssl command writes a PKCS#12 file.
struct Export: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var arguments: [String]
    var hasKey = true
}

struct StoreContentsTests {
    private let identity: Identity
    private let other: Identity

    init() async throws {
        (identity, other) = try await Identity.both
    }

    private func read(_ bytes: [UInt8], _ passwords: StorePasswords = .standard) -> StoreContents {
        StoreContents.read(bytes, passwords: passwords, legacy: LegacyAlgorithms())
    }

    private func pkcs12(_ arguments: [String], password: String = "") async throws -> [UInt8] {
        try await identity.pkcs12(arguments, password: password, with: other.pem)
    }

    @Test func aPEMFileMayHoldManyCertificatesAndAnythingElse() {
        let both = identity.pem + "\n# a remark\n" + other.keyPEM + other.pem.replacing("\n", with: "\r\n")
        #expect(
            read(Array(("Bag Attributes\n" + both).utf8))
                == StoreContents(format: .pem, certificates: [identity.der, other.der], hasKey: true))
        #expect(
            read(Array(identity.pem.utf8))
                == StoreContents(format: .pem, certificates: [identity.der]))
        #expect(read(Array(identity.keyPEM.utf8)) == StoreContents())
    }

    @Test func aTrustedCertificateIsReadWithoutWhatIsAppended() async throws {
        let directory = try TemporaryDirectory()
        try directory.write(identity.pem, to: "a.pem")
        let trusted = try await Program.succeed(
            "openssl", "x509", "-in", "a.pem", "-trustout", "-addtrust", "clientAuth", in: directory.path)
        #expect(String(decoding: trusted, as: UTF8.self).contains("TRUSTED"))
        #expect(read(trusted).certificates == [identity.der])
    }

    @Test func aBrokenBlockDoesNotHideTheOthers() {
        let broken = "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n"
        let contents = read(Array((broken + identity.pem).utf8))
        #expect(contents.certificates == [identity.der])
        #expect(contents.problem?.kind == .damaged)
        let halved = identity.pem.split(separator: "\n").prefix(10).joined(separator: "\n")
        #expect(read(Array(halved.utf8)).problem?.kind == .damaged)
    }

    @Test func aDERFileIsOneCertificate() {
        #expect(read(identity.der) == StoreContents(format: .der, certificates: [identity.der]))
        #expect(read(identity.der + [0x0a]) == StoreContents(format: .der, certificates: [identity.der]))
        #expect(read(Array(identity.der.dropLast())).problem?.kind == .damaged)
        #expect(read([]).problem == StoreContents.Problem(kind: .damaged, detail: "it is empty"))
        #expect(read(Array("a text".utf8)).problem?.kind == .damaged)
    }

    @Test(arguments: [
        ["rsa", "-outform", "DER", "-traditional"],
        ["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"],
        ["pkcs8", "-topk8", "-passout", "pass:x", "-outform", "DER"],
        ["pkcs8", "-topk8", "-passout", "pass:x"],
        ["req", "-new", "-subj", "/CN=a", "-key", "/dev/stdin", "-outform", "DER"],
        ["req", "-new", "-subj", "/CN=a", "-key", "/dev/stdin"],
    ])
    func aKeyOrRequestIsUnrelated(_ command: [String]) async throws {
        let directory = try TemporaryDirectory()
        try directory.write(identity.keyPEM, to: "key.pem")
        let arguments = command.map { $0 == "/dev/stdin" ? "key.pem" : $0 }
        let input = command.contains("/dev/stdin") ? [] : ["-in", "key.pem"]
        let bytes = try await Program.succeed(["openssl"] + arguments + input, in: directory.path)
        #expect(read(bytes) == StoreContents())
    }

    @Test(arguments: [
        Export(testDescription: "today's default", arguments: []),
        Export(testDescription: "RC2-40 and 3DES", arguments: ["-legacy"]),
        Export(testDescription: "3DES and SHA-1", arguments: ["-descert", "-macalg", "sha1"]),
        Export(testDescription: "no key", arguments: ["-nokeys"], hasKey: false),
        Export(testDescription: "no key, legacy", arguments: ["-nokeys", "-legacy"], hasKey: false),
        Export(testDescription: "no seal", arguments: ["-nomac", "-certpbe", "AES-256-CBC"]),
        Export(
            testDescription: "no seal, legacy",
            arguments: ["-nomac", "-legacy", "-certpbe", "PBE-SHA1-RC2-40"]),
        Export(testDescription: "nothing encrypted", arguments: ["-certpbe", "NONE", "-keypbe", "NONE"]),
        Export(
            testDescription: "neither seal nor encryption",
            arguments: ["-nomac", "-certpbe", "NONE", "-keypbe", "NONE"]),
    ])
    func aPKCS12FileIsReadInEveryFormWithAndWithoutPassword(_ export: Export) async throws {
        let expected = StoreContents(
            format: .pkcs12, certificates: [identity.der], hasKey: export.hasKey)
        #expect(read(try await pkcs12(export.arguments)) == expected)
        let secret = StorePasswords(credential: "store") { _ in .read(Array("pässword\n".utf8)) }
        #expect(read(try await pkcs12(export.arguments, password: "pässword"), secret) == expected)
        #expect(read(try await pkcs12(export.arguments), secret) == expected)
    }

    @Test func aPKCS12FileMayHoldManyCertificates() async throws {
        let contents = read(try await pkcs12(["-certfile", "others.pem"]))
        #expect(
            contents
                == StoreContents(format: .pkcs12, certificates: [identity.der, other.der], hasKey: true))
    }

    @Test(arguments: [
        [], ["-legacy"], ["-nomac", "-certpbe", "AES-256-CBC"],
        ["-nomac", "-legacy", "-certpbe", "PBE-SHA1-RC2-40"],
    ])
    func aPKCS12FileThatNoPasswordOpensSaysSo(_ arguments: [String]) async throws {
        let bytes = try await pkcs12(arguments, password: "other")
        #expect(read(bytes).problem?.kind == .password)
        let wrong = StorePasswords(credential: "store") { _ in .read(Array("wrong".utf8)) }
        #expect(
            read(bytes, wrong).problem
                == StoreContents.Problem(
                    kind: .password, detail: "the password in the credential \"store\" does not open it"))
        let reasons = [
            (CredentialReading.absent, "the credential \"store\" was not given to this process"),
            (.failed("\"store\" is too large."), "that cannot be read: \"store\" is too large"),
        ]
        for (reading, reason) in reasons {
            let none = StorePasswords(credential: "store") { _ in reading }
            #expect(
                read(bytes, none).problem
                    == StoreContents.Problem(
                        kind: .password, detail: "it needs a password, and \(reason)"))
        }
    }

    @Test func aTruncatedPKCS12FileIsDamaged() async throws {
        let bytes = try await pkcs12([])
        for count in stride(from: 10, to: bytes.count, by: 97) {
            #expect(read(Array(bytes.prefix(count))).problem?.kind == .damaged, "\(count) bytes")
        }
    }

    @Test(arguments: [
        ["-iter", "5000001"], ["-iter", "5000001", "-nomac", "-certpbe", "AES-256-CBC"],
        ["-iter", "5000001", "-nomac", "-legacy", "-certpbe", "PBE-SHA1-RC2-40"],
    ])
    func aPasswordIsNotStretchedBeyondTheBound(_ arguments: [String]) async throws {
        let bytes = try await identity.pkcs12(arguments + ["-nokeys"])
        #expect(read(bytes).problem?.kind == .tooLarge)
    }

    @Test func noMoreCertificatesThanTheBoundAreRead() {
        let limit = StoreContents.certificateLimit
        let full = read(Array(String(repeating: identity.pem, count: limit).utf8))
        #expect(full.certificates.count == limit && full.problem == nil)
        let over = read(Array(String(repeating: identity.pem, count: limit + 1).utf8))
        #expect(over.certificates.count == limit && over.problem?.kind == .tooLarge)
    }
}
