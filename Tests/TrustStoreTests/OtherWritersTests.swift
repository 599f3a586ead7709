import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

/// Stores as GnuTLS, NSS and Java write them.
@Suite(.timeLimit(.minutes(2)))
struct OtherWritersTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
        try directory.write(identity.pem, to: "certificate.pem")
        try directory.write(identity.keyPEM, to: "key.pem")
        try directory.makeDirectory("store")
    }

    private var lookup: StoreLookup {
        var search = Search(identity, directory("store"))
        return search.run()
    }

    /// Text by default, and with an empty password a bare key in a bag for encrypted ones.
    @Test(
        .enabled(if: areInstalled("certtool"), "certtool (gnutls-bin) is not installed"),
        arguments: [["--empty-password"], ["--null-password"], ["--password="]], [[], ["--outder"]])
    func whatGnuTLSWritesIsRead(password: [String], form: [String]) async throws {
        try await Program.succeed(
            [
                "certtool", "--to-p12", "--load-certificate", "certificate.pem", "--load-privkey", "key.pem",
                "--p12-name", "connector", "--outfile", "store/\(identity.thumbprint).pfx",
            ] + password + form, in: directory.path)
        #expect(lookup.problems.isEmpty)
        #expect(lookup.found?.key?.state == .matching)
    }

    @Test(.enabled(if: areInstalled("pk12util", "certutil"), "NSS (libnss3-tools) is not installed"))
    func whatNSSWritesIsRead() async throws {
        try directory.makeDirectory("nss")
        try directory.write(try await identity.pkcs12(["-name", "connector"]), to: "in.p12")
        for command in [
            ["certutil", "-N", "-d", "sql:nss", "--empty-password"],
            ["pk12util", "-i", "in.p12", "-d", "sql:nss", "-W", ""],
            ["pk12util", "-o", "store/out.p12", "-n", "connector", "-d", "sql:nss", "-W", ""],
        ] { try await Program.succeed(command, in: directory.path) }
        #expect(lookup.problems.isEmpty)
        #expect(lookup.found?.key?.state == .matching)
    }

    @Test(.enabled(if: areInstalled("keytool"), "keytool is not installed"), arguments: ["JKS", "JCEKS"])
    func aKeystoreOfJavaIsNamedWhateverItsName(type: String) async throws {
        try await Program.succeed(
            "keytool", "-importcert", "-noprompt", "-alias", "a", "-file", "certificate.pem", "-storetype",
            type, "-keystore", "store/keystore", "-storepass", "changeit", in: directory.path)
        #expect(lookup.problems.map(\.kind) == [.unsupported])
        #expect(lookup.problems.first?.detail == "it is a Java keystore (\(type)), which is not read")
    }
}
