import Foundation
import TestSupport

/// A cloud with one tenant, and this tree's command on a host that reaches it (see Tests/Tenant).
struct Tenant {
    static let id = "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f"

    let directory: TemporaryDirectory

    /// - Parameters:
    ///   - scenario: what is otherwise than usual, as server.py documents it.
    ///   - path: what is on the way, as world documents it, or `nil` if nothing is.
    ///   - name: that of the connector.
    /// - Throws: an error if the files cannot be written.
    init(_ scenario: String = "{}", path: String? = nil, name: String = "hq-01") throws {
        directory = try TemporaryDirectory()
        try directory.write(scenario, to: "scenario.json")
        if let path { try directory.write(path, to: "path") }
        let proxy = ["proxy", "bump"].contains(path) ? "[Proxy]\nURL=http://proxy.test:3128\n" : ""
        let text = "[Connector]\nName=\(name)\nTenant=\(Self.id)\n[Trust]\nEnabled=no\n\(proxy)"
        try directory.write(text, to: "watch.conf")
    }

    /// Runs `connector-watch admin verify` with these further arguments.
    func verify(_ arguments: String...) async throws -> Program {
        try await run("verify \(arguments.joined(separator: " "))")
    }

    /// Runs a script of bash, in which `verify` is the command, whose words are in `command`.
    func run(_ script: String) async throws -> Program {
        let functions = """
            command=("\(ConnectorWatch.path)" admin verify --config "\(directory("watch.conf"))")
            verify() { "${command[@]}" "$@"; }

            """
        let certificates = try await Self.certificates.value
        return try await Self.worlds.taking {
            try await Program.run(
                [
                    "/usr/bin/env", "CERTIFICATES=\(certificates.path)",
                    Repository.path("Tests/Tenant/world"),
                    directory.path, "/bin/bash", "-c", functions + script,
                ])
        }
    }

    /// Made once for all tests.
    private static let certificates = Task {
        let directory = try TemporaryDirectory()
        try await Program.succeed(Repository.path("Tests/Tenant/certificates"), directory.path)
        return directory
    }

    /// All tests start at once; more worlds than these would only wait for each other.
    private static let worlds = Places(4)

    /// What the server was asked, in order.
    var requests: [String] { get throws { try lines("requests") } }

    /// The secrets that it has issued.
    var secrets: [String] { get throws { try lines("tokens") } }

    func lines(_ file: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: directory(file)) else { return [] }
        return String(decoding: try directory.read(file), as: UTF8.self).split(separator: "\n").map(
            String.init)
    }
}
