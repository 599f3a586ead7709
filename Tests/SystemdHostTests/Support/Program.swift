import Foundation

/// A program run to its end.
struct Program {
    let status: Int32
    let output: String
    let errors: String

    /// Runs `arguments`, the first of which is looked up in `PATH`.
    static func run(_ arguments: String...) async throws -> Program {
        try await run(arguments)
    }

    /// The same for a list.
    static func run(_ arguments: [String]) async throws -> Program {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        process.standardInput = FileHandle.nullDevice
        let ended = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { @Sendable in ended.continuation.yield($0.terminationStatus) }
        try process.run()
        async let outputText = text(of: output.fileHandleForReading)
        async let errorText = text(of: errors.fileHandleForReading)
        let texts = await (outputText, errorText)
        var endings = ended.stream.makeAsyncIterator()
        return Program(status: await endings.next() ?? -1, output: texts.0, errors: texts.1)
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

    /// The command line under test, built beside this test bundle.
    static func connectorWatch() throws -> String {
        let bundle = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(filePath: bundle).deletingLastPathComponent().appending(path: "connector-watch").path
    }
}
