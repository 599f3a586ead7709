import Foundation

@testable import TrustStore
@testable import WatchCore

/// A certificate with its key, as the openssl command made it.
struct Identity: Sendable {
    var pem: String
    var der: [UInt8]
    var keyPEM: String
    /// What the openssl command calls the SHA-1 fingerprint.
    var thumbprint: Thumbprint

    static let tenant = "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"
    static let issuer = "connectorregistrationca.msappproxy.net"
    static let connectorID = "00112233-4455-6677-8899-aabbccddeeff"

    /// As the registration service makes them: RSA 2048, SHA-512, client authentication, connector id.
    static let connector = Result { try Identity.make() }
    /// Another one of the same kind.
    static let other = Result {
        try Identity.make(extensions: "extendedKeyUsage=clientAuth")
    }

    /// `ca.pem` and `ca.key` of the issuer.
    private static let authority = Result {
        let directory = try TemporaryDirectory()
        try run(
            "openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-keyout", "ca.key", "-out", "ca.pem",
            "-subj", "/CN=\(issuer)", "-days", "3650", in: directory.path)
        return directory
    }

    /// Makes a certificate; `extensions` are lines of x509v3_config(5), `nil` makes one of version 1.
    static func make(
        extensions: String? = """
        extendedKeyUsage=clientAuth
        1.3.6.1.4.1.311.82.1=DER:04:10:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff
        """,
        key: [String] = ["rsa:2048"], digest: String = "-sha512", days: String = "180",
        subject: String = "/CN=\(tenant)"
    ) throws -> Identity {
        let directory = try TemporaryDirectory()
        try directory.write(
            "[req]\ndistinguished_name=name\n[name]\n[v3]\n\(extensions ?? "")\n", to: "config")
        func openssl(_ arguments: [String]) throws -> [UInt8] {
            let process = ["openssl"] + arguments
            return try runAll(process, in: directory.path)
        }
        _ = try openssl(
            ["req", "-new", "-config", "config", "-utf8", "-nodes", "-newkey"] + key
                + ["-keyout", "key.pem", "-out", "request.pem", "-subj", subject])
        let authority = try authority.get()
        let serial = String(UInt64.random(in: 1...UInt64.max))
        _ = try openssl(
            [
                "x509", "-req", "-in", "request.pem", "-CA", authority("ca.pem"), "-CAkey",
                authority("ca.key"), "-set_serial", serial, digest, "-days", days, "-out", "certificate.pem",
            ] + (extensions == nil ? [] : ["-extfile", "config", "-extensions", "v3"]))
        return try read(directory)
    }

    /// The issuer's own certificate.
    static func authorityPEM() throws -> String {
        String(decoding: try authority.get().read("ca.pem"), as: UTF8.self)
    }

    /// Makes a certificate that signed itself; `arguments` go to `openssl req`.
    static func selfSigned(_ subject: String, _ arguments: [String] = []) throws -> Identity {
        let directory = try TemporaryDirectory()
        _ = try runAll(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out",
                "certificate.pem", "-subj", subject,
            ] + arguments, in: directory.path)
        return try read(directory)
    }

    /// Reads what `openssl` left in the directory.
    static func read(_ directory: TemporaryDirectory) throws -> Identity {
        let file = directory("certificate.pem")
        let fingerprint = String(
            decoding: try run("openssl", "x509", "-in", file, "-noout", "-fingerprint", "-sha1"),
            as: UTF8.self)
        let digits = fingerprint.split(separator: "=").last?.filter(\.isHexDigit) ?? ""
        guard let thumbprint = Thumbprint(String(digits)) else {
            throw CommandFailure(command: ["openssl", "x509"], output: fingerprint)
        }
        return Identity(
            pem: String(decoding: try directory.read("certificate.pem"), as: UTF8.self),
            der: try run("openssl", "x509", "-in", file, "-outform", "DER"),
            keyPEM: String(decoding: try directory.read("key.pem"), as: UTF8.self), thumbprint: thumbprint)
    }

    /// The contents of a PKCS#12 file that `openssl pkcs12 -export` makes with these further arguments.
    func pkcs12(_ arguments: [String] = [], password: String = "", with others: String = "") throws -> [UInt8]
    {
        let directory = try TemporaryDirectory()
        try directory.write(pem, to: "certificate.pem")
        try directory.write(keyPEM, to: "key.pem")
        try directory.write(others, to: "others.pem")
        return try runAll(
            [
                "openssl", "pkcs12", "-export", "-in", "certificate.pem", "-inkey", "key.pem", "-passout",
                "pass:\(password)",
            ] + arguments, in: directory.path)
    }

    /// The contents of a PKCS#7 file that nobody signed, with these certificates.
    func pkcs7(with others: [Identity] = [], form: String = "DER") throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        try directory.write(([self] + others).map(\.pem).joined(), to: "all.pem")
        return try run(
            "openssl", "crl2pkcs7", "-nocrl", "-certfile", "all.pem", "-outform", form, in: directory.path)
    }
}
