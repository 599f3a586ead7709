import Certificates
import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// How many certificates of servers are kept, and which.
struct KnownCertificatesTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// `count` certificates, each with so many names.
    private func make(_ count: Int, names: Int = 1) async throws -> [Certificate] {
        try await Program.succeed(
            "bash", "-ec",
            """
            cd \(directory.path)
            openssl ecparam -name prime256v1 -genkey -noout -out key
            for ((name = 0; name < \(names); name++)); do names+=",DNS:$name"; done
            for ((number = 0; number < \(count); number++)); do
                openssl req -x509 -new -key key -subj "/CN=$number" -days 9 -outform DER -out $number.cer \
                    -addext "subjectAltName=${names#,}"
            done
            """)
        return try (0..<count).map { number in
            let file = try Data(contentsOf: URL(fileURLWithPath: directory("\(number).cer")))
            return try #require(Certificate(der: Array(file)))
        }
    }

    @Test func thoseThatAreAskedForStayAndNoMoreThanTheLimit() async throws {
        let known = KnownCertificates()
        let certificates = try await make(KnownCertificates.limit + 8)
        let first = certificates[0]
        for (number, certificate) in certificates.enumerated() {
            #expect(known.facts(of: certificate)?.subjectCommonName == "\(number)")
            #expect(known.facts(of: first)?.subjectCommonName == "0")
        }
        #expect(known.count == KnownCertificates.limit)
    }

    @Test func onesThatAreTooLongAreReadAndNotKept() async throws {
        let known = KnownCertificates()
        let long = try await make(1, names: 2000)[0]
        #expect(long.length > KnownCertificates.lengthLimit)
        #expect(known.facts(of: long)?.subjectCommonName == "0")
        #expect(known.count == 0)
    }
}
