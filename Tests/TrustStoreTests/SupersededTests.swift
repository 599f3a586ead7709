import Certificates
import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// Copies of the certificate, and others that look like the same agent's.
struct SupersededTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
    }

    private func search() -> StoreLookup {
        var search = Search(identity, directory.path)
        let first = search.run()
        // What is remembered says the same.
        #expect(search.run() == first)
        return first
    }

    private func names(_ found: [FoundCertificate]) -> [String] {
        found.map { FileName(ofPath: $0.file).text }
    }

    @Test func linksToOneFileAreNoCopies() async throws {
        try directory.write(identity.pem, to: "1.pem")
        try directory.link("2.pem", to: "1.pem")
        link(directory("1.pem"), directory("3.pem"))
        try directory.write(identity.der, to: "4.der")
        try directory.write(try await identity.pkcs12(), to: "5.pfx")
        let lookup = search()
        #expect(lookup.found?.file == directory("1.pem"))
        #expect(names(lookup.copies) == ["4.der", "5.pfx"])
        #expect(lookup.copies.map(\.hasKey) == [nil, true])
    }

    @Test func noMoreCopiesThanTheBoundAreTold() throws {
        for number in 0..<30 { try directory.write(identity.pem, to: "\(number).pem") }
        #expect(search().copies.count == StoreLookup.copyLimit)
    }

    @Test func orphansHaveTheTenantAndTheIssuerOfTheCertificate() async throws {
        try directory.write(identity.pem, to: "it.pem")
        try directory.write(try await Identity.make(key: ["rsa:1024"], days: "10").der, to: "1.der")
        try directory.write(try await Identity.make(key: ["rsa:1024"], days: "90").pem, to: "2.pem")
        try directory.write(
            try await Identity.make(key: ["rsa:1024"], subject: "/CN=\(Identity.tenant.uppercased())")
                .pkcs12(),
            to: "3.pfx")
        // Another tenant's, the authority's own, somebody's who has only the name.
        try directory.write(try await Identity.make(key: ["rsa:1024"], subject: "/CN=other").pem, to: "4.pem")
        try directory.write(try await Identity.authorityPEM(), to: "5.pem")
        try directory.write(try await Identity.selfSigned("/CN=\(Identity.tenant)").pem, to: "6.pem")
        let lookup = search()
        #expect(Set(names(lookup.superseded)) == ["1.der", "2.pem", "3.pfx"])
        #expect(lookup.superseded == lookup.superseded.sorted(by: FoundCertificate.isNewer))
        #expect(lookup.superseded.allSatisfy { $0.key == nil })
        #expect(lookup.certificates == 7)
    }

    @Test func withoutTheCertificateTheExpectedIssuerTells() async throws {
        try directory.write(try await Identity.make(key: ["rsa:1024"], days: "10").pem, to: "1.pem")
        try directory.write(try await Identity.make(key: ["rsa:1024"], subject: "/CN=other").pem, to: "2.pem")
        try directory.write(try await Identity.selfSigned("/CN=\(Identity.tenant)").pem, to: "3.pem")
        try directory.write(try await Identity.authorityPEM(), to: "4.pem")
        #expect(Set(names(search().superseded)) == ["1.pem", "2.pem"])
        var elsewhere = Search(identity, directory.path)
        elsewhere.request.issuers = ["Elsewhere.example"]
        #expect(elsewhere.run().superseded.isEmpty)
    }

    @Test func anOrphanIsToldOnceAndNoMoreThanTheBoundAre() async throws {
        let superseded = try await Identity.many(25)
        for (number, certificate) in superseded.enumerated() {
            try directory.write(certificate.pem, to: "\(number).pem")
            try directory.write(certificate.pem, to: "\(number).copy.pem")
        }
        let lookup = search()
        #expect(lookup.superseded.count == StoreLookup.supersededLimit)
        #expect(Set(lookup.superseded.map(\.facts.thumbprint)).count == StoreLookup.supersededLimit)
    }

    @Test func ofTheSameDayTheOneThatEndsLaterIsTheNewer() throws {
        let facts = try #require(Certificate(der: identity.der)?.facts)
        func found(_ notBefore: Double, _ notAfter: Double, _ file: String) -> FoundCertificate {
            var facts = facts
            facts.notBefore = Date(timeIntervalSince1970: notBefore)
            facts.notAfter = Date(timeIntervalSince1970: notAfter)
            return FoundCertificate(facts: facts, file: file)
        }
        let sorted = [found(2, 3, "b"), found(1, 5, "a"), found(1, 4, "a"), found(1, 4, "b")]
        #expect(sorted.reversed().sorted(by: FoundCertificate.isNewer) == sorted)
        #expect(sorted.shuffled().sorted(by: FoundCertificate.isNewer) == sorted)
    }
}
