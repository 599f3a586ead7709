import Foundation
import Testing

@testable import WatchCore

struct CertificateFactsTests {
    /// As version 0.1.0 saves them.
    private static let old = """
        {"allowsClientAuthentication":true,"connectorID":"aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",\
        "issuer":"CN=a","issuerCommonName":"a","key":"RSA 2048","notAfter":1700000000,"notBefore":1600000000,\
        "signatureAlgorithm":"sha512WithRSAEncryption","subject":"CN=b","subjectCommonName":"b",\
        "thumbprint":"4905CC64B2D81BBED60962ECC5DCF63F643CCD55"}
        """

    @Test func aSavedStateWithoutTheNewerFactsIsRead() throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        let facts = try decoder.decode(CertificateFacts.self, from: Data(Self.old.utf8))
        #expect(facts.key == "RSA 2048")
        #expect(facts.keyBits == nil && facts.signatureHash == nil && facts.version == nil)
        #expect(!facts.hasRSAKey && !facts.endsBeforeItBegins)
    }

    @Test func allFactsSurviveBeingSaved() throws {
        var facts = CertificateFacts.sample()
        (facts.keyAlgorithm, facts.keyBits, facts.signatureHash) = ("RSA", 2048, "sha512")
        (facts.isAuthority, facts.version, facts.hasNegativeSerial) = (false, 3, true)
        let data = try JSONEncoder().encode(facts)
        #expect(try JSONDecoder().decode(CertificateFacts.self, from: data) == facts)
    }

    @Test(arguments: [
        (0o600, nil, FileAccess.Readers.nobodyElse), (0o640, nil, .group), (0o644, nil, .everybody),
        (0o604, nil, .everybody), (0o644, "/closed", .group), (0o604, "/closed", .group),
        (0o733, nil, .nobodyElse),
    ])
    func aFilesModeAndTheDirectoriesAboveSayWhoReadsIt(
        _ mode: Int, _ closed: String?, _ readers: FileAccess.Readers
    ) {
        let access = FileAccess(owner: 0, group: 0, mode: UInt32(mode), closedDirectory: closed)
        #expect(access.readers == readers)
    }
}
