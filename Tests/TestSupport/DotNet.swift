import Foundation

/// The .NET runtime that `Tests/DotNet/fetch` puts into `.build/dotnet`, and what calls it.
package enum DotNet {
    package static let directory = Repository.path(".build/dotnet")
    package static let isThere = FileManager.default.fileExists(atPath: "\(directory)/complete")
    /// Why a test that needs it is skipped.
    package static let absence = "Tests/DotNet/fetch could not get the .NET runtime"

    /// The words of a shell that run an action of run.py as a user with this home directory.
    package static func command(home: String) -> [String] {
        [
            "env", "HOME=\(home)", "PYTHONPATH=\(directory)/python", "LD_LIBRARY_PATH=\(directory)/openssl",
            "\(directory)/python3", Repository.path("Tests/DotNet/run.py"),
        ]
    }

    /// Runs an action of run.py as a user whose home is `directory`; its output.
    package static func run(_ action: [String], in directory: TemporaryDirectory) async throws -> String {
        let output = try await Program.succeed(
            command(home: directory.path) + action, in: directory.path)
        return String(decoding: output, as: UTF8.self)
    }

    package static func run(_ action: String..., in directory: TemporaryDirectory) async throws -> String {
        try await run(action, in: directory)
    }
}
