import Foundation
import TestSupport
import Testing

/// A host's place with one agent's files below `share`, and an empty configuration.
struct SetupPlace {
    let root: String
    /// Of the first agent, as ``settingsFile`` and ``store``.
    let thumbprint: String
    var share: String { "\(root)/share" }
    var configuration: String { "\(root)/etc/cw.conf" }
    var dropIn: String { "\(configuration).d/setup.conf" }
    var settingsFile: String {
        "\(share)/Microsoft AAD Application Proxy Connector/Config/TrustSettings.xml"
    }
    var store: String { "\(share)/home/.dotnet/corefx/cryptography/x509stores/my" }

    func written() throws -> String { try String(contentsOfFile: dropIn, encoding: .utf8) }

    /// Another agent, its settings in `folder` and its certificate in `store`, both below `share`.
    func addAgent(
        _ folder: String, store: String, named file: String? = nil, isInUserStore: Bool = false
    ) async throws -> (settingsFile: String, thumbprint: String) {
        let store = "\(share)/\(store)"
        let made = try await Program.run(
            Repository.path("packaging/sample-certificate"), store, "170 days ago", "10 days")
        try #require(made.status == 0, "\(made.errors)")
        let thumbprint = made.words
        if let file {
            try FileManager.default.moveItem(atPath: "\(store)/\(thumbprint).pfx", toPath: "\(store)/\(file)")
        }
        let sample = try String(contentsOfFile: settingsFile, encoding: .utf8)
        try FileManager.default.createDirectory(
            atPath: "\(share)/\(folder)", withIntermediateDirectories: true)
        let path = "\(share)/\(folder)/TrustSettings.xml"
        try sample.replacingOccurrences(of: self.thumbprint, with: thumbprint)
            .replacing(/<IsInUserStore>.*</, with: "<IsInUserStore>\(isInUserStore)<")
            .write(toFile: path, atomically: true, encoding: .utf8)
        return (path, thumbprint)
    }

    func setup(_ arguments: String...) async throws -> Program { try await setup(arguments) }

    func setup(_ arguments: [String]) async throws -> Program {
        try await ConnectorWatch.run(["setup", "--config", configuration, "--search", share] + arguments)
    }

    /// Runs setup at a pseudo-terminal, where a person gives these answers.
    func setup(answering answers: [String]) async throws -> Program {
        let script = "\(root)/ask"
        try """
        exec '\(ConnectorWatch.path)' setup --config '\(configuration)' --search '\(share)' --no-check
        """.write(toFile: script, atomically: true, encoding: .utf8)
        let input = "\(root)/answers"
        try (answers.joined(separator: "\n") + "\n").write(toFile: input, atomically: true, encoding: .utf8)
        return try await Program.run(
            "/usr/bin/bash", "-c", "script -qec 'bash \(script)' /dev/null <\(input)")
    }
}

/// Calls `body` with a new place, whose certificate nears its end.
func withSetupPlace(isInUserStore: Bool = true, _ body: (SetupPlace) async throws -> Void) async throws {
    try await withTemporaryDirectory { directory in
        let root = directory.path
        let sample = "\(root)/sample"
        let made = try await Program.run(Repository.path("packaging/make-sample"), sample)
        try #require(made.status == 0, "\(made.errors)")
        let settings = try String(contentsOfFile: "\(sample)/TrustSettings.xml", encoding: .utf8)
        let thumbprint = try #require(settings.split(separator: "<Thumbprint>").last?.prefix(40)).description
        let place = SetupPlace(root: root, thumbprint: thumbprint)
        let files = FileManager.default
        try files.createDirectory(atPath: "\(root)/etc", withIntermediateDirectories: true)
        try files.createDirectory(
            atPath: URL(filePath: place.store).deletingLastPathComponent().path,
            withIntermediateDirectories: true)
        try files.moveItem(atPath: "\(sample)/store", toPath: place.store)
        let config = URL(filePath: place.settingsFile).deletingLastPathComponent().path
        try files.createDirectory(atPath: config, withIntermediateDirectories: true)
        try settings.replacingOccurrences(of: ">false<", with: ">\(isInUserStore)<").write(
            toFile: place.settingsFile, atomically: true, encoding: .utf8)
        try "[Connector]\nCloud=none\n".write(toFile: place.configuration, atomically: true, encoding: .utf8)
        try await body(place)
    }
}
