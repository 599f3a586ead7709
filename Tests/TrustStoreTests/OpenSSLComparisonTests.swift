import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// What this program says of a store, and what the openssl command says of the same files.
struct OpenSSLComparisonTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// How a file of a store comes about, and how the openssl command gets at its certificate.
    struct Container: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var name: String
        var bytes: @Sendable (Identity) async throws -> [UInt8]
        /// Prints the certificate of `$0` as PEM.
        var command: String
    }

    private static let containers = [
        Container(testDescription: "PEM", name: "a.pem", bytes: { Array($0.pem.utf8) }, command: "cat $0"),
        Container(
            testDescription: "DER", name: "a.cer", bytes: \.der, command: "openssl x509 -inform DER -in $0"),
        Container(
            testDescription: "PKCS#7", name: "a.p7b", bytes: { try await $0.pkcs7() },
            command: "openssl pkcs7 -inform DER -in $0 -print_certs"),
        Container(
            testDescription: "PKCS#12", name: "a.pfx", bytes: { try await $0.pkcs12() },
            command: "openssl pkcs12 -in $0 -passin pass: -nokeys"),
        Container(
            testDescription: "PKCS#12 as older .NET writes it", name: "a.pfx",
            bytes: { try await $0.pkcs12(["-descert", "-macalg", "sha1"]) },
            command: "openssl pkcs12 -in $0 -passin pass: -nokeys"),
        Container(
            testDescription: "PKCS#12 with RC2", name: "a.pfx", bytes: { try await $0.pkcs12(["-legacy"]) },
            command: "openssl pkcs12 -legacy -in $0 -passin pass: -nokeys"),
        Container(
            testDescription: "serialized by Windows", name: "a", bytes: { WindowsStore.element($0) },
            command:
                "perl -0777 -ne 'print substr($_, index($_, qq(\\x30\\x82)))' $0 | openssl x509 -inform DER"),
        Container(
            testDescription: "exported from Windows' registry", name: "a.reg",
            bytes: { WindowsStore.registry(WindowsStore.keys("MY", [$0])) },
            command: #"""
                iconv -f utf-16 -t ascii $0 | perl -0777 -ne '
                    ($hex) = /"Blob"=hex:([0-9a-f,\\\s]+)/; $hex =~ tr/0-9a-f//cd; $blob = pack("H*", $hex);
                    print substr($blob, index($blob, "\x30\x82"))' | openssl x509 -inform DER
                """#),
    ]

    @Test(arguments: containers)
    func theFactsAreTheSameInEveryContainer(_ container: Container) async throws {
        let identity = try await Identity.connector.value
        let file = try directory.write(try await container.bytes(identity), to: container.name)
        try await expectTheSame(identity, file, container.command)
    }

    @Test(arguments: [
        ("/O=Größe/CN=first/CN=Müller, \"Söhne\"", ["rsa:1024"], "-sha256"),
        ("/DC=example/OU=a+CN=b", ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "-sha512"),
        ("/CN=\(Identity.tenant)", ["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"], "-sha384"),
        ("/CN= #leading and trailing ", ["rsa:1024"], "-sha1"),
    ])
    func theFactsAreTheSameForOddNamesAndKeys(_ subject: String, _ key: [String], _ digest: String)
        async throws
    {
        let identity = try await Identity.make(key: key, digest: digest, days: "47", subject: subject)
        let file = try directory.write(identity.pem, to: "a.pem")
        try await expectTheSame(identity, file, "cat $0")
    }

    /// Compares what a search of the store finds with what the openssl command prints of the file.
    private func expectTheSame(_ identity: Identity, _ file: String, _ command: String) async throws {
        var search = Search(identity, directory.path)
        let found = try #require(search.run().found)
        #expect(found.file == file)
        let text = try await Program.succeed(
            "sh", "-c",
            """
            \(command) | openssl x509 -noout -fingerprint -sha1 -startdate -enddate -dateopt iso_8601 \
                -subject -issuer -nameopt RFC2253,-esc_msb,utf8
            """, file)
        let theirs = Dictionary(
            String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
                line.firstIndex(of: "=").map { equals in
                    (String(line[..<equals]), String(line[line.index(after: equals)...]))
                }
            }, uniquingKeysWith: { first, _ in first })
        let facts = found.facts
        #expect(theirs["sha1 Fingerprint"]?.replacing(":", with: "") == facts.thumbprint.text)
        #expect(theirs["notBefore"] == facts.notBefore.rfc3339.replacing("T", with: " "))
        #expect(theirs["notAfter"] == facts.notAfter.rfc3339.replacing("T", with: " "))
        #expect(theirs["subject"] == facts.subject)
        #expect(theirs["issuer"] == facts.issuer)
    }
}
