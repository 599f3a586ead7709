package import Foundation

/// The working tree under test, and the programs that were built from it.
package enum Repository {
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file of the tree.
    package static func file(_ path: String) -> URL { root.appending(path: path) }

    /// The absolute path of a file of the tree.
    package static func path(_ path: String) -> String { file(path).path }

    /// Where the programs lie that were built with the running tests: beside them.
    package static let built = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().path

    /// Where the binaries lie that are installed: `BIN` of the environment, else those that were built with the tests.
    package static var binaries: String {
        guard let path = ProcessInfo.processInfo.environment["BIN"] else { return built }
        return URL(filePath: path, relativeTo: root).path
    }
}

/// The built `connector-watch`, run as an administrator runs it.
package enum ConnectorWatch {
    package static let path = Repository.built + "/connector-watch"

    /// Runs it to its end, whatever that is.
    ///
    /// - Parameters:
    ///   - arguments: The command and its options.
    ///   - redirection: What is redirected, as bash writes it: `>/dev/full`.
    /// - Returns: How it ended, and what it printed.
    /// - Throws: An error if it cannot be started.
    package static func run(_ arguments: [String], redirection: String = "") async throws -> Program {
        let command = [path] + arguments
        guard !redirection.isEmpty else { return try await Program.run(command) }
        return try await Program.run(["/bin/bash", "-c", "exec \"$@\" \(redirection)", "bash"] + command)
    }

    /// Runs it to its end, whatever that is, with arguments given word by word.
    package static func run(_ arguments: String..., redirection: String = "") async throws -> Program {
        try await run(arguments, redirection: redirection)
    }
}
