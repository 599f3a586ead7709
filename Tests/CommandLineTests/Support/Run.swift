import Foundation
import Testing

/// The built `connector-watch`, run to its end as an administrator runs it.
struct Run {
    let status: Int32
    let output: String
    let errors: String

    /// The output's words with one space between each, however the lines are broken.
    var words: String { output.split { $0 == " " || $0 == "\n" }.joined(separator: " ") }

    /// Runs it with `arguments`, and `redirection` as bash writes it.
    init(_ arguments: String..., redirection: String = "") async throws {
        try await self.init(arguments, redirection: redirection)
    }

    init(_ arguments: [String], redirection: String = "") async throws {
        try await self.init(program: try Self.program, arguments, redirection: redirection)
    }

    /// Runs another program by its path.
    static func tool(_ path: String, _ arguments: String...) async throws -> Run {
        try await Run(program: path, arguments)
    }

    init(program: String, _ arguments: [String], redirection: String = "") async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-c", "exec \"$@\" \(redirection)", "bash", program] + arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        process.standardInput = FileHandle.nullDevice
        let ended = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { @Sendable in ended.continuation.yield($0.terminationStatus) }
        try process.run()
        async let outputText = Self.text(of: output.fileHandleForReading)
        async let errorText = Self.text(of: errors.fileHandleForReading)
        (self.output, self.errors) = await (outputText, errorText)
        var endings = ended.stream.makeAsyncIterator()
        status = await endings.next() ?? -1
    }

    /// Everything up to the end, read on a thread that may wait.
    private static func text(of handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                let data = (try? handle.readToEnd()) ?? Data()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }

    /// Built beside this test bundle.
    static var program: String {
        get throws {
            let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(filePath: bundle).deletingLastPathComponent().appending(path: "connector-watch").path
        }
    }
}

/// Calls `body` with the path of a configuration of these lines; nothing is built in and no trust file watched.
func withConfiguration<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result
{
    try await withTemporaryDirectory { directory in
        let path = directory.appending(path: "test.conf").path
        let general = "[Connector]\nName=hq-01\nCloud=none\n[Trust]\nEnabled=no\n"
        try (general + text).write(toFile: path, atomically: true, encoding: .utf8)
        return try await body(path)
    }
}

/// Calls `body` with a new directory, which is removed afterwards.
func withTemporaryDirectory<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "connector-watch-\(UUID())")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    return try await body(directory)
}

/// A file of this repository.
func repositoryFile(_ path: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../" + path).standardized.path
}
