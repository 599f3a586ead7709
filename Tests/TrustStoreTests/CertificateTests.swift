import Certificates
import Foundation
import Testing
import WatchCore

struct CertificateTests {
    private func facts(_ identity: Identity) throws -> CertificateFacts {
        let certificate = try #require(Certificate(der: identity.der))
        #expect(certificate.thumbprint == identity.thumbprint)
        #expect(Thumbprint(der: identity.der) == identity.thumbprint)
        return try #require(certificate.facts)
    }

    @Test func theConnectorsCertificateSaysWhoItIs() throws {
        let identity = try Identity.connector.get()
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
        #expect(facts.notAfter.timeIntervalSince(facts.notBefore) == 180 * 86400)
    }

    @Test(arguments: [
        ("33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", Identity.connectorID),
        ("04:10:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", Identity.connectorID),
        ("04:10:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:0f", "00000000-0000-0000-0000-00000000000f"),
        ("04:0f:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff", nil),
        ("05:00", nil),
    ])
    func theConnectorIDIsReadRawOrWrapped(_ hex: String, _ id: String?) throws {
        let identity = try Identity.make(extensions: "1.3.6.1.4.1.311.82.1=DER:\(hex)", key: ["rsa:1024"])
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
    func theExtendedKeyUsageSaysWhetherItAuthenticatesClients(_ lines: String, _ allowed: Bool?) throws {
        let identity = try Identity.make(extensions: lines, key: ["rsa:1024"])
        #expect(try facts(identity).allowsClientAuthentication == allowed)
    }

    @Test(arguments: [
        (["rsa:1024"], "RSA 1024"),
        (["ec", "-pkeyopt", "ec_paramgen_curve:P-384"], "EC 384"),
        (["rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA-PSS 2048"),
        (["ed25519"], "ED25519 256"),
    ])
    func everyKindOfKeyIsNamed(_ kind: [String], _ name: String) throws {
        #expect(try facts(Identity.make(key: kind)).key == name)
    }

    @Test func aDSAKeyIsNamed() throws {
        let directory = try TemporaryDirectory()
        try run(
            "openssl", "genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024",
            "-out", "parameters", in: directory.path)
        let facts = try facts(Identity.make(key: ["dsa:\(directory("parameters"))"]))
        #expect(facts.key == "DSA 1024")
    }

    @Test(arguments: [
        (["-sha256"], "sha256WithRSAEncryption"),
        (["-sha1"], "sha1WithRSAEncryption"),
        (["-sha512", "-sigopt", "rsa_padding_mode:pss"], "rsassaPss sha512"),
    ])
    func everySignatureIsNamedWithItsHash(_ options: [String], _ name: String) throws {
        #expect(try selfSigned(options).signatureAlgorithm == name)
    }

    @Test(arguments: [
        ("19500101000000Z", "20491231235959Z", -631_152_000.0, 2_524_607_999.0),
        ("19691231235959Z", "99991231235959Z", -1, 253_402_300_799),
        ("20500101000000Z", "20500101000001Z", 2_524_608_000, 2_524_608_001),
    ])
    func oddDatesAreRead(_ from: String, _ to: String, _ notBefore: Double, _ notAfter: Double) throws {
        let directory = try authority()
        try run(
            "openssl", "ca", "-config", "config", "-batch", "-selfsign", "-keyfile", "key.pem", "-in",
            "request.pem", "-startdate", from, "-enddate", to, "-out", "certificate.pem", "-notext",
            in: directory.path)
        let facts = try facts(Identity.read(directory))
        #expect(facts.notBefore.timeIntervalSince1970 == notBefore)
        #expect(facts.notAfter.timeIntervalSince1970 == notAfter)
    }

    @Test func aNegativeSerialIsNoHindrance() throws {
        #expect(try selfSigned(["-set_serial", "-5"]).key == "RSA 1024")
    }

    @Test(arguments: [
        ("/O=Größe/CN=first/CN=Müller", "CN=Müller,CN=first,O=Größe", "Müller"),
        ("/O=no name", "O=no name", nil),
        ("/CN=a\\,b\u{7}c", "CN=a\\,b\\07c", "a,b\u{7}c"),
    ])
    func namesAreReadMostSpecificFirst(_ subject: String, _ line: String, _ name: String?) throws {
        let identity = try Identity.make(key: ["rsa:1024"], subject: subject)
        let facts = try facts(identity)
        #expect(facts.subject == line)
        #expect(facts.subjectCommonName == name)
    }

    @Test func longNamesAreCut() throws {
        let units = String(repeating: "/OU=" + String(repeating: "u", count: 60), count: 100)
        let facts = try facts(Identity.make(key: ["rsa:1024"], subject: units))
        #expect(facts.subject.utf8.count == 1024)
    }

    @Test func whatIsNoCertificateIsNotTakenForOne() throws {
        let identity = try Identity.connector.get()
        #expect(Certificate(der: []) == nil)
        #expect(Certificate(der: Array("no certificate".utf8)) == nil)
        #expect(Certificate(der: Array(identity.der.dropLast())) == nil)
    }

    /// The facts of a certificate that signed itself, made with these further options.
    private func selfSigned(_ options: [String]) throws -> CertificateFacts {
        let directory = try TemporaryDirectory()
        _ = try runAll(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out",
                "certificate.pem", "-subj", "/CN=odd",
            ] + options, in: directory.path)
        return try facts(Identity.read(directory))
    }

    /// A directory with what `openssl ca` needs, and a request.
    private func authority() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        try directory.write(
            """
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
            """, to: "config")
        try directory.write("", to: "index")
        try directory.write("01\n", to: "serial")
        try run(
            "openssl", "req", "-new", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out",
            "request.pem", "-subj", "/CN=odd", in: directory.path)
        return directory
    }
}
