import Certificates
import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

struct CertificateTests {
    private func facts(_ identity: Identity) throws -> CertificateFacts {
        let certificate = try #require(Certificate(der: identity.der))
        #expect(certificate.thumbprint == identity.thumbprint)
        #expect(CertificateDigest(der: identity.der)?.thumbprint == identity.thumbprint)
        #expect(CertificateDigest(der: identity.der) == CertificateDigest(identity.thumbprint))
        return try #require(certificate.facts)
    }

    @Test func theConnectorsCertificateSaysWhoItIs() async throws {
        let identity = try await Identity.connector.value
        let facts = try facts(identity)
        #expect(facts.thumbprint == identity.thumbprint)
        #expect(facts.subject == "CN=\(Identity.tenant)")
        #expect(facts.subjectCommonName == Identity.tenant)
        #expect(facts.issuer == "CN=\(Identity.issuer)")
        #expect(facts.issuerCommonName == Identity.issuer)
        #expect(facts.signatureAlgorithm == "sha512WithRSAEncryption")
        #expect(facts.key == "RSA 2048")
        #expect(facts.allowsClientAuthentication == true)
        #expect(facts.connectorID == Identity.connectorID)
        #expect(facts.keyAlgorithm == "RSA" && facts.keyBits == 2048 && facts.hasRSAKey)
        #expect(facts.signatureHash == "sha512")
        #expect(facts.version == 3 && facts.isAuthority == nil && facts.hasNegativeSerial == false)
        #expect(!facts.endsBeforeItBegins)
        #expect(facts.notAfter.timeIntervalSince(facts.notBefore) == 180 * 86400)
    }

    @Test(arguments: [
        ("33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", Identity.connectorID),
        ("04:10:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", Identity.connectorID),
        ("04:10:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:0f", "00000000-0000-0000-0000-00000000000f"),
        ("04:0f:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", nil),
        ("05:00", nil),
    ])
    func theConnectorIDIsReadRawOrWrapped(_ hex: String, _ id: String?) async throws {
        let identity = try await Identity.make(
            extensions: "1.3.6.1.4.1.311.82.1=DER:\(hex)", key: ["rsa:1024"])
        #expect(try facts(identity).connectorID == id)
    }

    @Test(arguments: [
        ("extendedKeyUsage=clientAuth,serverAuth", true),
        ("extendedKeyUsage=anyExtendedKeyUsage", true),
        ("extendedKeyUsage=serverAuth,1.2.3.4", false),
        ("basicConstraints=CA:FALSE", nil),
        // The malformed neighbour does not matter.
        ("extendedKeyUsage=clientAuth\nbasicConstraints=DER:0102", true),
    ])
    func theExtendedKeyUsageSaysWhetherItAuthenticatesClients(_ lines: String, _ allowed: Bool?) async throws
    {
        let identity = try await Identity.make(extensions: lines, key: ["rsa:1024"])
        #expect(try facts(identity).allowsClientAuthentication == allowed)
    }

    @Test(arguments: [
        (["rsa:1024"], "RSA", 1024),
        (["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], "EC", 384),
        (["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA-PSS", 2048),
        (["ed25519"], "ED25519", 256),
    ])
    func everyKindOfKeyIsNamed(_ kind: [String], _ algorithm: String, _ bits: Int) async throws {
        let facts = try facts(await Identity.make(key: kind))
        #expect(facts.key == "\(algorithm) \(bits)")
        #expect(facts.keyAlgorithm == algorithm && facts.keyBits == bits)
        #expect(facts.hasRSAKey == algorithm.hasPrefix("RSA"))
    }

    @Test func aDSAKeyIsNamed() async throws {
        let directory = try TemporaryDirectory()
        try await Program.succeed(
            "openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024",
            "-out", "parameters", in: directory.path)
        let facts = try facts(await Identity.make(key: ["dsa:\(directory("parameters"))"]))
        #expect(facts.key == "DSA 1024" && facts.keyAlgorithm == "DSA" && facts.keyBits == 1024)
    }

    @Test(arguments: [
        (["-sha256"], "sha256WithRSAEncryption", "sha256"),
        (["-sha1"], "sha1WithRSAEncryption", "sha1"),
        (["-md5"], "md5WithRSAEncryption", "md5"),
        (["-sha512", "-sigopt", "rsa_padding_mode:pss"], "rsassaPss sha512", "sha512"),
        (["-newkey", "ed25519"], "ED25519", nil),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "ecdsa-with-SHA256", "sha256"),
        // One odd extension does not make the rest unreadable.
        (["-sha384", "-addext", "basicConstraints=DER:0102"], "sha384WithRSAEncryption", "sha384"),
    ])
    func everySignatureIsNamedWithItsHash(_ options: [String], _ name: String, _ hash: String?) async throws {
        let facts = try await selfSigned(options)
        #expect(facts.signatureAlgorithm == name && facts.signatureHash == hash)
    }

    @Test(arguments: [
        ("basicConstraints=critical,CA:TRUE,pathlen:0", true), ("basicConstraints=CA:FALSE", false),
        ("basicConstraints=DER:0102", nil), ("keyUsage=digitalSignature", nil),
    ])
    func theBasicConstraintsSayWhetherItIsAnAuthoritys(_ line: String, _ isAuthority: Bool?) async throws {
        let identity = try await Identity.make(extensions: line, key: ["rsa:1024"])
        #expect(try facts(identity).isAuthority == isAuthority)
    }

    @Test func aCertificateOfTheFirstVersionIsRead() async throws {
        let identity = try await Identity.make(extensions: nil, key: ["rsa:1024"])
        let facts = try facts(identity)
        #expect(facts.version == 1 && facts.allowsClientAuthentication == nil && facts.isAuthority == nil)
        #expect(CertificateOutline(identity.der) != nil)
    }

    @Test func aKeyThatOpenSSLCannotReadHidesNothingElse() async throws {
        // The object identifier rsaEncryption, 1.2.840.113549.1.1.1, becomes one that nobody has given away.
        let identity = try await Identity.make(key: ["rsa:1024"])
        let name: [UInt8] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]
        let place = try #require(identity.der.indices.first { identity.der[$0...].starts(with: name) })
        var der = identity.der
        der[place + 8] = 0x63
        let facts = try #require(Certificate(der: der)?.facts)
        #expect(facts.key == "unreadable" && facts.keyAlgorithm == nil && facts.keyBits == nil)
        #expect(facts.subjectCommonName == Identity.tenant)
    }

    @Test(arguments: [
        ("19500101000000Z", "20491231235959Z", -631_152_000.0, 2_524_607_999.0),
        ("19691231235959Z", "99991231235959Z", -1, 253_402_300_799),
        ("20500101000000Z", "20500101000001Z", 2_524_608_000, 2_524_608_001),
        ("20300101000000Z", "20200101000000Z", 1_893_456_000, 1_577_836_800),
    ])
    func oddDatesAreRead(_ from: String, _ to: String, _ notBefore: Double, _ notAfter: Double) async throws {
        let facts = try facts(await dated(from, to))
        #expect(facts.notBefore.timeIntervalSince1970 == notBefore)
        #expect(facts.notAfter.timeIntervalSince1970 == notAfter)
        #expect(facts.endsBeforeItBegins == (notAfter < notBefore))
    }

    @Test func aDateInAnOldFormIsReadAndOneThatIsNoneIsNot() async throws {
        let der = try await dated("20200101000000Z", "20600101000000Z").der
        let (time, utcTime): (UInt8, UInt8) = (0x18, 0x17)
        let end = [time, 15] + Array("20600101000000Z".utf8)
        func replaced(by other: [UInt8]) throws -> CertificateFacts? {
            let place = try #require(der.indices.first { der[$0...].starts(with: end) })
            return Certificate(der: der[..<place] + other + der[(place + other.count)...])?.facts
        }
        // Without seconds and with an offset, as X.680 allows and RFC 5280 does not.
        let offset = try replaced(by: [utcTime, 15] + Array("3001010000+0100".utf8))
        #expect(offset?.notAfter.timeIntervalSince1970 == 1_893_452_400)
        #expect(try replaced(by: [time, 15] + Array("20601301000000Z".utf8)) == nil)
    }

    @Test func aNegativeSerialIsNoHindrance() async throws {
        let facts = try await selfSigned(["-set_serial", "-5"])
        #expect(facts.key == "RSA 1024" && facts.hasNegativeSerial == true)
    }

    @Test(arguments: [
        ("/O=Größe/CN=first/CN=Müller", "CN=Müller,CN=first,O=Größe", "Müller"),
        ("/O=no name", "O=no name", nil),
        ("/CN=a\\,b\u{7}c", "CN=a\\,b\\07c", "a,b\u{7}c"),
    ])
    func namesAreReadMostSpecificFirst(_ subject: String, _ line: String, _ name: String?) async throws {
        let identity = try await Identity.make(key: ["rsa:1024"], subject: subject)
        let facts = try facts(identity)
        #expect(facts.subject == line)
        #expect(facts.subjectCommonName == name)
    }

    @Test func longNamesAreCut() async throws {
        let units = String(repeating: "/OU=" + String(repeating: "u", count: 60), count: 100)
        let facts = try facts(await Identity.make(key: ["rsa:1024"], subject: units))
        #expect(facts.subject.utf8.count == 1024)
    }

    @Test func whatIsNoCertificateIsNotTakenForOne() async throws {
        let identity = try await Identity.connector.value
        #expect(Certificate(der: []) == nil)
        #expect(Certificate(der: Array("no certificate".utf8)) == nil)
        #expect(Certificate(der: Array(identity.der.dropLast())) == nil)
    }

    /// The facts of a certificate that signed itself, made with these further options.
    private func selfSigned(_ options: [String]) async throws -> CertificateFacts {
        try facts(await Identity.selfSigned("/CN=odd", options))
    }

    /// A certificate with these dates, which signed itself.
    private func dated(_ from: String, _ to: String) async throws -> Identity {
        let directory = try TemporaryDirectory()
        let authority = """
            [ca]
            default_ca=authority
            [authority]
            database=index
            new_certs_dir=.
            serial=serial
            default_md=sha512
            policy=policy
            [policy]
            commonName=supplied
            """
        for (name, text) in [("config", authority), ("index", ""), ("serial", "01\n")] {
            try directory.write(text, to: name)
        }
        try await Program.succeed(
            "openssl", "req", "-new", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out",
            "request.pem", "-subj", "/CN=odd", in: directory.path)
        try await Program.succeed(
            "openssl", "ca", "-config", "config", "-batch", "-selfsign", "-keyfile", "key.pem", "-in",
            "request.pem", "-startdate", from, "-enddate", to, "-out", "certificate.pem", "-notext",
            in: directory.path)
        return try await Identity.read(directory)
    }
}
