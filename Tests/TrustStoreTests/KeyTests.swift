import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// The private key of a certificate: there, somebody else's, missing, or not to be told; and who may read it.
struct KeyTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
    }

    private func key(_ passwords: StorePasswords = .standard) throws -> KeyFacts {
        var search = Search(identity, directory.path, passwords: passwords)
        let first = try #require(search.run().found?.key)
        // What is remembered says the same.
        #expect(search.run().found?.key == first)
        return first
    }

    private static let secret = StorePasswords(credential: "store") { _ in .read(Array("pässword\n".utf8)) }

    @Test func aKeyInTheCertificatesPEMFileIsCompared() throws {
        let file = try directory.write(identity.pem + identity.keyPEM, to: "a.pem")
        #expect(try key().state == .matching)
        #expect(try key().file == file)
        try directory.write(identity.pem + other.keyPEM, to: "a.pem")
        #expect(try key().state == .different)
        // With several in it, one that fits is enough.
        try directory.write(other.pem + other.keyPEM + identity.keyPEM + identity.pem, to: "a.pem")
        #expect(try key().state == .matching)
    }

    @Test(arguments: [
        [], ["-legacy"], ["-descert", "-macalg", "sha1"], ["-certpbe", "NONE", "-keypbe", "NONE"],
        ["-nomac", "-certpbe", "AES-256-CBC"], ["-legacy", "-keypbe", "PBE-SHA1-RC2-40"],
    ])
    func aKeyInAPKCS12FileIsCompared(_ arguments: [String]) async throws {
        let file = try directory.write(try await identity.pkcs12(arguments), to: "a.pfx")
        #expect(try key().state == .matching)
        #expect(try key().file == file)
        #expect(try !key().isEncrypted)
        try directory.write(try await identity.pkcs12(arguments, password: "pässword"), to: "a.pfx")
        let sealed = try key(Self.secret)
        #expect(sealed.state == .matching)
        #expect(sealed.isEncrypted == !arguments.contains("NONE"))
        // Both certificates, and the other one's key.
        try directory.write(
            try await other.pkcs12(arguments + ["-certfile", "others.pem"], with: identity.pem), to: "a.pfx")
        #expect(try key().state == .different)
    }

    @Test func aPKCS12FileWithoutAKeyHasNoneBesideIt() async throws {
        try directory.write(try await identity.pkcs12(["-nokeys"]), to: "a.pfx")
        try directory.write(identity.keyPEM, to: "a.key")
        #expect(try key() == KeyFacts(.missing))
    }

    @Test(arguments: [
        ("a.cer", "a.key"), ("a.cer", "a.pem"), ("a.pem", "a.key"), ("a.pem", "a.pem.key"),
        ("a.pem", "another.key"), ("a.crt", "z.pem"), ("a.p7b", "b.key"), ("a.b.cer", "a.b.key"),
    ])
    func aKeyBesideTheCertificateIsFound(_ certificate: String, _ beside: String) async throws {
        switch FileName(certificate).suffix {
        case "pem": try directory.write(identity.pem, to: certificate)
        case "p7b": try directory.write(try await identity.pkcs7(with: [other]), to: certificate)
        default: try directory.write(identity.der, to: certificate)
        }
        #expect(try key() == KeyFacts(.missing))
        let file = try directory.write(identity.keyPEM, to: beside)
        try directory.write(other.pem + other.keyPEM, to: "0.pem")
        try directory.write(other.keyPEM, to: "1.key")
        let found = try key()
        #expect(found.state == .matching)
        #expect(found.file == file)
    }

    @Test func aKeyOfTheSameNameThatIsAnothersIsToldAndAnyOthersIsNot() throws {
        try directory.write(identity.der, to: "a.cer")
        try directory.write(other.keyPEM, to: "b.key")
        #expect(try key() == KeyFacts(.missing))
        let file = try directory.write(other.keyPEM, to: "a.key")
        #expect(try key().state == .different)
        #expect(try key().file == file)
        try directory.write(identity.keyPEM, to: "c.key")
        #expect(try key().state == .matching)
    }

    /// Each is an `openssl` command that writes a key in another form, with the password "pässword" where it has one.
    @Test(arguments: [
        (["rsa", "-traditional"], false), (["rsa", "-traditional", "-outform", "DER"], false),
        (["pkcs8", "-topk8", "-nocrypt", "-outform", "DER"], false),
        (["rsa", "-traditional", "-aes256"], true), (["rsa", "-traditional", "-des3"], true),
        (["pkcs8", "-topk8"], true), (["pkcs8", "-topk8", "-outform", "DER"], true),
        (["pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES"], true), (["pkcs8", "-topk8", "-scrypt"], true),
        (["pkcs8", "-topk8", "-v1", "PBE-MD5-DES", "-provider", "legacy", "-provider", "default"], true),
    ])
    func everyFormOfAKeyIsRead(_ command: [String], _ isEncrypted: Bool) async throws {
        try directory.write(identity.keyPEM, to: "key.txt")
        try directory.write(identity.der, to: "a.cer")
        let password = isEncrypted ? ["-passout", "pass:pässword"] : []
        try directory.write(
            try await Program.succeed(
                ["openssl"] + command + password + ["-in", "key.txt"], in: directory.path), to: "a.key"
        )
        let opened = try key(Self.secret)
        #expect(opened.state == .matching)
        #expect(opened.isEncrypted == isEncrypted)
        guard isEncrypted else { return }
        let closed = try key()
        #expect(closed.state == .unknown(.password, "it needs a password, and StorePassword= names none"))
        #expect(closed.file == directory("a.key") && closed.isEncrypted)
    }

    @Test(arguments: [["-iter", "5000001"], ["-scrypt", "-scrypt_p", "39"]])
    func aPasswordIsNotStretchedBeyondTheBound(_ arguments: [String]) async throws {
        try directory.write(identity.keyPEM, to: "key.txt")
        try directory.write(identity.der, to: "a.cer")
        try directory.write(
            try await Program.succeed(
                ["openssl", "pkcs8", "-topk8", "-passout", "pass:", "-in", "key.txt"] + arguments,
                in: directory.path), to: "a.key")
        #expect(
            try key().state == .unknown(.tooLarge, "its password needs more than 5000000 rounds"))
    }

    @Test(arguments: [
        (["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]), ["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"],
        ["ed25519"],
    ])
    func everyKindOfKeyIsCompared(_ kind: [String]) async throws {
        let odd = try await Identity.make(key: kind)
        for (name, key, state) in [("a", odd, KeyFacts.State.matching), ("b", other, .different)] {
            let file = try directory.write(odd.pem + key.keyPEM, to: "\(name).pem")
            var search = Search(odd, file)
            #expect(search.run().found?.key?.state == state)
        }
    }
}
