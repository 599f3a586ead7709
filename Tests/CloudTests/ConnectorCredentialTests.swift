import Foundation
import TestSupport
import Testing

/// What an application signs in with, and what is between it and the cloud.
@Suite(.timeLimit(.minutes(10))) struct ConnectorCredentialTests {
    /// Kinds of credentials that cannot be used.
    enum Unfit: String, CaseIterable, Sendable {
        case absent = "was not given to this process"
        case empty = "neither a certificate and key in PEM nor one line"
        case twoLines = "neither a certificate and key in PEM nor one line of text"
        case noKey = "has no private key that can be read without a password"
        case sealedKey = "has no private key that can be read without  a password"
        case noCertificate = "has no certificate that belongs to its key"
        case otherKey = "has no certificate that belongs to its  key"
        case ellipticCurve = "has a key that is not RSA"

        func text() async throws -> String {
            let own = try await Tenant.registered.value
            switch self {
            case .absent: return ""
            case .empty: return "\n"
            case .twoLines: return "one\ntwo\n"
            case .noKey: return own.certificate
            case .sealedKey:
                let directory = try TemporaryDirectory()
                try directory.write(own.key, to: "key")
                try await Program.succeed(
                    "openssl", "pkcs8", "-topk8", "-in", "key", "-out", "sealed", "-passout", "pass:x",
                    in: directory.path)
                return own.certificate + String(decoding: try directory.read("sealed"), as: UTF8.self)
            case .noCertificate: return own.key
            case .otherKey: return own.certificate + (try await Tenant.application(key: ["rsa:2048"])).key
            case .ellipticCurve:
                let other = try await Tenant.application(key: ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"])
                return other.certificate + other.key
            }
        }
    }

    @Test(arguments: Unfit.allCases)
    func whatCannotBeUsedIsNamedAndNothingIsSent(unfit: Unfit) async throws {
        let tenant = try await Tenant.asked(Tenant.connectors(), credential: try await unfit.text())
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == ["1065 cloud-credential"])
        #expect(report.text.contains(unfit.rawValue.replacing("  ", with: " ")), "\(report.text)")
        #expect(try tenant.requests == [])
    }

    /// The server really compares: another application's certificate is not this one's, nor is another secret.
    @Test func aWrongCertificateOrSecretIsRefused() async throws {
        let other = try await Tenant.application(key: ["rsa:3072"])
        for (credential, number) in [
            (other.certificate + other.key, "AADSTS700027"), ("wrong", "AADSTS7000215"),
        ] {
            let tenant = try await Tenant.asked(
                "\(Tenant.connectors()), \"secret\": \"right\"", credential: credential)
            let report = try CloudReport(try await tenant.check())
            #expect(report.found == ["1065 cloud-refused"])
            #expect(report.text.contains(number), "\(report.text)")
        }
    }

    /// Only a certificate is registered, and any order of the file will do.
    @Test func theKeyMayComeFirstAndFurtherCertificatesDoNotCount() async throws {
        let own = try await Tenant.registered.value
        let other = try await Tenant.application(key: ["rsa:2048"])
        let tenant = try await Tenant.asked(
            Tenant.connectors(), credential: own.key + other.certificate + own.certificate)
        #expect(try CloudReport(try await tenant.check()).found == [])
    }

    @Test func theProxyIsUsedWhereThereIsOne() async throws {
        let tenant = try await Tenant.asked(Tenant.connectors(), path: "proxy")
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == [])
        #expect(
            Set(try tenant.lines("proxied")) == [
                "CONNECT login.microsoftonline.com:443", "CONNECT graph.microsoft.com:443",
            ])
    }

    @Test(arguments: [
        ("bump", "tls-intercepted"), ("box", "tls-intercepted"), ("stranger", "tls-intercepted"),
        ("expired", "certificate-expired"), ("wrong-name", "certificate-name"),
    ])
    func nothingIsSentToWhoIsNotTheCloud(path: String, reason: String) async throws {
        let tenant = try await Tenant.asked(Tenant.connectors(), path: path)
        let report = try CloudReport(try await tenant.check())
        #expect(report.found == ["1065 \(reason)"])
        #expect(report.text.contains("login.microsoftonline.com"))
        #expect(try tenant.requests == [])
        #expect(try tenant.lines("proxied").allSatisfy { $0.hasPrefix("CONNECT ") })
    }
}
