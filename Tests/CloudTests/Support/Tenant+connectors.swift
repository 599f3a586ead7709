import Foundation
import TestSupport

/// A cloud whose connectors an application asks for.
extension Tenant {
    static let application = "7d1f4a9e-2c5b-4f0e-8a6d-3b9c0e1d2f47"
    static let secret = "S3cr3t~of.the_application-which.nobody~may.see_anywhere-at.all~0123456789abcdefghij"

    /// - Parameters:
    ///   - scenario: what is otherwise than usual, as members of the object that server.py documents.
    ///   - credential: what the application signs in with, or `nil` for the certificate that it has.
    ///   - path: what is on the way, as world documents it, or `nil` if nothing is.
    ///   - name: that of the connector, and of its host where no certificate tells more.
    /// - Returns: it, with `[Cloud]` in its configuration.
    /// - Throws: an error if the files cannot be written.
    static func asked(
        _ scenario: String, credential: String? = nil, path: String? = nil, name: String = "hq-01"
    ) async throws -> Tenant {
        let tenant = try Tenant("{\(scenario)}", path: path, name: name)
        let directory = tenant.directory
        let identity = try await registered.value
        try directory.write(identity.certificate, to: "application.pem")
        let credentials = try directory.makeDirectory("credentials")
        let place = URL(filePath: credentials).appending(path: "cloud")
        if credential != "" {
            try Data((credential ?? identity.certificate + identity.key).utf8).write(to: place)
        }
        let before = String(decoding: try directory.read("watch.conf"), as: UTF8.self)
        try directory.write(
            before + "[Cloud]\nClientID=\(application)\nCredential=cloud\n", to: "watch.conf")
        return tenant
    }

    /// Runs `connector-watch check` of the cloud alone.
    func check(_ arguments: String = "--format json") async throws -> Program {
        try await run(
            """
            export CREDENTIALS_DIRECTORY="\(directory("credentials"))"
            "\(ConnectorWatch.path)" check --config "\(directory("watch.conf"))" --only cloud \(arguments)
            """)
    }

    /// What the application has registered, and the key that belongs to it; made once for all tests.
    static let registered = Task { try await application(key: ["rsa:2048"]) }

    static func application(key: [String]) async throws -> (certificate: String, key: String) {
        let directory = try TemporaryDirectory()
        try await Program.succeed(
            ["openssl", "req", "-x509", "-nodes", "-newkey"] + key
                + [
                    "-keyout", "key.pem", "-out", "certificate.pem", "-subj", "/CN=connector-watch", "-days",
                    "9",
                ],
            in: directory.path)
        return (
            String(decoding: try directory.read("certificate.pem"), as: UTF8.self),
            String(decoding: try directory.read("key.pem"), as: UTF8.self)
        )
    }

    /// Members of a scenario: the connector on "hq-01", with this status, and others of its group.
    static func connectors(_ status: String = "active", others: [String] = ["active"], name: String = "hq-01")
        -> String
    {
        let all = [(name, status)] + others.enumerated().map { ("other-\($0)", $1) }
        let list = all.enumerated().map { index, connector in
            """
            {"id": "0000000\(index)-0000-4000-8000-00000000000a", "machineName": "\(connector.0)", \
            "externalIp": "192.0.2.\(index)", "status": "\(connector.1)", "version": "1.5.4522.0", "group": "Main"}
            """
        }
        return "\"connectors\": [\(list.joined(separator: ","))]"
    }
}

/// What `connector-watch check --format json` says of the cloud.
struct CloudReport: Decodable {
    var verdict: String
    var checks: [Check]

    struct Check: Decodable {
        var check: String
        var findings: [Finding]
        var cloud: Opinion?
    }

    struct Finding: Decodable {
        var event: Int
        var reason: String?
        var message: String
        var remedy: String?
    }

    struct Opinion: Decodable {
        var listed: Bool?
        var status: String?
        var connectors: Int?
        var group: String?
        var groupActive: Int?
        var groupMembers: Int?
        var machineName: String?
        var version: String?
        var versionStanding: String?
    }

    init(_ run: Program) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(CloudReport.self, from: Data(run.output.utf8))
    }

    /// `1061 connector-inactive` for each finding.
    var found: [String] { checks.flatMap { $0.findings.map { "\($0.event) \($0.reason ?? "-")" } } }
    var text: String {
        checks.flatMap { $0.findings.map { "\($0.message) \($0.remedy ?? "")" } }.joined(separator: " ")
    }
    var opinion: Opinion? { checks.first?.cloud }
}
