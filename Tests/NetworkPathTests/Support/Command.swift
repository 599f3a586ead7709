import Foundation

/// A command of this machine that a test needs, and its failure.
enum Command {
    struct Failed: Error {
        let command: String
        let status: Int32
        let output: String
    }

    /// Runs a script of bash in `directory` and waits for its end; what it printed.
    @discardableResult
    static func run(_ script: String, in directory: URL) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/bash")
        process.arguments = ["-euo", "pipefail", "-c", script]
        process.currentDirectoryURL = directory
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(command: script, status: process.terminationStatus, output: text)
        }
        return text
    }
}

/// A directory that ends with this object.
final class TemporaryDirectory: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
