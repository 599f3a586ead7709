import Foundation
package import WatchCore

/// A certificate with its key, as the openssl command made it.
package struct Identity: Sendable {
    package var pem: String
    package var der: [UInt8]
    package var keyPEM: String
    /// What the openssl command calls the SHA-1 fingerprint.
    package var thumbprint: Thumbprint

    package static let tenant = "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"
    package static let issuer = "connectorregistrationca.msappproxy.net"
    package static let connectorID = "00112233-4455-6677-8899-aabbccddeeff"

    /// As the registration service makes them: RSA 2048, SHA-512, client authentication, connector id.
    package static let connector = Task { try await Identity.make() }
    /// Another one of the same kind.
    package static let other = Task {
        try await Identity.make(extensions: "extendedKeyUsage=clientAuth")
    }
    /// The connector's and the other one.
    package static var both: (Identity, Identity) {
        get async throws { (try await connector.value, try await other.value) }
    }

    /// `ca.pem` and `ca.key` of the issuer.
    private static let authority = Task {
        let directory = try TemporaryDirectory()
        try await Program.succeed(
            "openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-keyout", "ca.key", "-out", "ca.pem",
            "-subj", "/CN=\(issuer)", "-days", "3650", in: directory.path)
        return directory
    }

    /// Makes a certificate; `extensions` are lines of x509v3_config(5), `nil` makes one of version 1.
    package static func make(
        extensions: String? = """
        extendedKeyUsage=clientAuth
        1.3.6.1.4.1.311.82.1=DER:04:10:33:22:11:00:55:44:77:66:88:99:aa:bb:cc:dd:ee:ff
        """,
        key: [String] = ["rsa:2048"], digest: String = "-sha512", days: String = "180",
        subject: String = "/CN=\(tenant)"
    ) async throws -> Identity {
        let directory = try TemporaryDirectory()
        try directory.write(
            "[req]\ndistinguished_name=name\n[name]\n[v3]\n\(extensions ?? "")\n", to: "config")
        func openssl(_ arguments: [String]) async throws -> [UInt8] {
            try await Program.succeed(["openssl"] + arguments, in: directory.path)
        }
        _ = try await openssl(
            ["req", "-new", "-config", "config", "-utf8", "-nodes", "-newkey"] + key
                + ["-keyout", "key.pem", "-out", "request.pem", "-subj", subject])
        let authority = try await authority.value
        let serial = String(UInt64.random(in: 1...UInt64.max))
        _ = try await openssl(
            [
                "x509", "-req", "-in", "request.pem", "-CA", authority("ca.pem"), "-CAkey",
                authority("ca.key"), "-set_serial", serial, digest, "-days", days, "-out", "certificate.pem",
            ] + (extensions == nil ? [] : ["-extfile", "config", "-extensions", "v3"]))
        return try await read(directory)
    }

    /// Makes so many with small keys, each valid a day longer than the one before.
    package static func many(_ count: Int) async throws -> [Identity] {
        var identities: [Identity] = []
        for number in 1...count {
            identities.append(try await make(key: ["rsa:1024"], days: String(number)))
        }
        return identities
    }

    /// The issuer's own certificate.
    package static func authorityPEM() async throws -> String {
        String(decoding: try await authority.value.read("ca.pem"), as: UTF8.self)
    }

    /// Makes a certificate that signed itself; `arguments` go to `openssl req`.
    package static func selfSigned(_ subject: String, _ arguments: [String] = []) async throws -> Identity {
        let directory = try TemporaryDirectory()
        _ = try await Program.succeed(
            [
                "openssl", "req", "-x509", "-newkey", "rsa:1024", "-nodes", "-keyout", "key.pem", "-out",
                "certificate.pem", "-subj", subject,
            ] + arguments, in: directory.path)
        return try await read(directory)
    }

    /// Reads what `openssl` left in the directory.
    package static func read(_ directory: TemporaryDirectory) async throws -> Identity {
        let file = directory("certificate.pem")
        let fingerprint = String(
            decoding: try await Program.succeed(
                "openssl", "x509", "-in", file, "-noout", "-fingerprint", "-sha1"),
            as: UTF8.self)
        let digits = fingerprint.split(separator: "=").last?.filter(\.isHexDigit) ?? ""
        guard let thumbprint = Thumbprint(String(digits)) else {
            throw ProgramFailure("\"openssl x509\" printed no fingerprint: \(fingerprint)")
        }
        return Identity(
            pem: String(decoding: try directory.read("certificate.pem"), as: UTF8.self),
            der: try await Program.succeed("openssl", "x509", "-in", file, "-outform", "DER"),
            keyPEM: String(decoding: try directory.read("key.pem"), as: UTF8.self), thumbprint: thumbprint)
    }

    /// The contents of a PKCS#12 file that `openssl pkcs12 -export` makes with these further arguments.
    package func pkcs12(_ arguments: [String] = [], password: String = "", with others: String = "")
        async throws -> [UInt8]
    {
        let directory = try TemporaryDirectory()
        try directory.write(pem, to: "certificate.pem")
        try directory.write(keyPEM, to: "key.pem")
        try directory.write(others, to: "others.pem")
        return try await Program.succeed(
            [
                "openssl", "pkcs12", "-export", "-in", "certificate.pem", "-inkey", "key.pem", "-passout",
                "pass:\(password)",
            ] + arguments, in: directory.path)
    }

    /// The contents of a PKCS#7 file that nobody signed, with these certificates.
    package func pkcs7(with others: [Identity] = [], form: String = "DER") async throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        try directory.write(([self] + others).map(\.pem).joined(), to: "all.pem")
        return try await Program.succeed(
            "openssl", "crl2pkcs7", "-nocrl", "-certfile", "all.pem", "-outform", form, in: directory.path)
    }
}
