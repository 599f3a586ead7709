import COpenSSL
import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// Containers as other programs write them: .NET, Windows, and what the openssl command reads of them.
struct StoreFormatTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
    }

    @Test(arguments: ["DER", "PEM"])
    func aPKCS7FileHoldsCertificatesWithoutKeys(_ form: String) async throws {
        let contents = StoreContents.read(try await identity.pkcs7(with: [other], form: form))
        #expect(Set(contents.certificates) == [identity.der, other.der])
        #expect(contents.hasKey == nil)
        #expect(contents.problem == nil)
        let halved = try await identity.pkcs7(form: "DER")
        #expect(StoreContents.read(Array(halved.dropLast(9))).problem?.kind == .damaged)
    }

    @Test func signedDataIsReadAndWhatHoldsNoCertificateIsUnrelated() async throws {
        try directory.write(identity.pem, to: "a.pem")
        try directory.write(identity.keyPEM, to: "a.key")
        try directory.write("a text", to: "text")
        let sign = ["openssl", "smime", "-sign", "-in", "text", "-signer", "a.pem", "-inkey", "a.key"]
        let signed = try await Program.succeed(sign + ["-outform", "DER", "-nodetach"], in: directory.path)
        #expect(StoreContents.read(signed) == StoreContents(format: .pkcs7, certificates: [identity.der]))
        let bare = try await Program.succeed(sign + ["-outform", "DER", "-nocerts"], in: directory.path)
        #expect(StoreContents.read(bare) == StoreContents())
        let enveloped = try await Program.succeed(
            "openssl", "smime", "-encrypt", "-in", "text", "-outform", "DER", "a.pem", in: directory.path)
        #expect(StoreContents.read(enveloped) == StoreContents())
    }

    @Test(arguments: [
        NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_aes_256_cbc, NID_pbe_WithSHA1And40BitRC2_CBC,
    ])
    func noPasswordIsAnotherOneThanTheEmptyOne(_ algorithm: Int32) throws {
        let file = try directory.write(try Self.withoutPassword(identity, algorithm), to: "a.pfx")
        var search = Search(identity, file)
        let found = try #require(search.run().found)
        #expect(found.key?.state == .matching && found.key?.isEncrypted == false)
    }

    /// The layout of `OpenSslDirectoryBasedStoreProvider`: the owner's alone, empty password, and an ordinal in the
    /// name where the first one is taken.
    @Test func aStoreOfDotNETIsReadAsItIsWritten() async throws {
        let store = try directory.makeDirectory(".dotnet/corefx/cryptography/x509stores/my")
        let file = "\(store)/\(identity.thumbprint).1.pfx"
        let exports: [(String, Identity, [String])] = [
            ("\(store)/\(identity.thumbprint).pfx", other, ["-nokeys"]),
            (file, identity, ["-descert", "-macalg", "sha1", "-iter", "2000"]),
            ("\(store)/\(other.thumbprint).pfx", other, ["-keypbe", "AES-256-CBC", "-macalg", "sha256"]),
        ]
        for (path, holder, arguments) in exports {
            try Data(try await holder.pkcs12(arguments)).write(to: URL(filePath: path))
            chmod(path, 0o600)
        }
        var search = Search(identity, store)
        let lookup = search.run()
        #expect(lookup.certificates == 3 && lookup.problems.isEmpty)
        #expect(lookup.found?.file == file && lookup.copies.isEmpty)
        #expect(lookup.found?.key?.state == .matching)
        #expect(lookup.found?.key?.access?.readers == .nobodyElse)
        #expect(lookup.superseded.map(\.facts.thumbprint) == [other.thumbprint])
        #expect(lookup.superseded.first?.hasKey == (lookup.superseded.first?.file != exports[0].0))
    }

    /// Whatever this program reads of a file, the openssl command reads too.
    @Test(arguments: [
        Export(testDescription: "today's default", arguments: []),
        Export(testDescription: "legacy", arguments: ["-legacy"]),
        Export(testDescription: "3DES and SHA-1", arguments: ["-descert", "-macalg", "sha1"]),
        Export(testDescription: "without key", arguments: ["-nokeys"]),
    ])
    func theOpenSSLCommandReadsTheSame(_ export: Export) async throws {
        let bytes = try await identity.pkcs12(
            export.arguments + ["-certfile", "others.pem"], with: other.pem)
        let file = try directory.write(bytes, to: "a.pfx")
        let text = try await Program.succeed(
            "openssl", "pkcs12", "-in", file, "-legacy", "-nodes", "-passin", "pass:")
        let theirs = StoreContents.read(text)
        let ours = StoreContents.read(bytes)
        #expect(ours.certificates == theirs.certificates && ours.certificates.count == 2)
        #expect((ours.hasKey == true) == (theirs.hasKey == true))
    }

    /// A PKCS#12 file without a password, as .NET writes them and the openssl command cannot.
    private static func withoutPassword(_ identity: Identity, _ algorithm: Int32) throws -> [UInt8] {
        let key = identity.keyPEM.withCString { text in
            let source = BIO_new_mem_buf(text, -1)
            defer { BIO_free(source) }
            return PEM_read_bio_PrivateKey(source, nil, nil, nil)
        }
        let certificate = identity.der.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_X509(nil, &next, bytes.count)
        }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        let context = OSSL_LIB_CTX_new()
        let providers = ["default", "legacy"].map { (name: String) in OSSL_PROVIDER_load(context, name) }
        let file = PKCS12_create_ex(
            nil, nil, key, certificate, nil, algorithm, algorithm, 1, 1, 0, context, nil)
        defer {
            PKCS12_free(file)
            for provider in providers { OSSL_PROVIDER_unload(provider) }
            OSSL_LIB_CTX_free(context)
        }
        var der: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS12(file, &der)
        defer { CRYPTO_free(der, #fileID, #line) }
        return Array(UnsafeBufferPointer(start: der, count: max(0, Int(count))))
    }
}
