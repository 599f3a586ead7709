import Foundation
import Subprocess
import SystemPackage

/// A program that was run to its end.
package struct Program: Sendable {
    /// Its exit status; of one that a signal ended, 128 and the signal's number, as shells have it.
    package let status: Int32
    /// Its standard output.
    package let bytes: [UInt8]
    /// Its standard error.
    package let errors: String

    package var output: String { String(decoding: bytes, as: UTF8.self) }
    /// The output's words with one space between each, however the lines are broken.
    package var words: String { output.split { $0 == " " || $0 == "\n" }.joined(separator: " ") }

    /// Runs a program to its end, whatever that is; it has nothing to read.
    ///
    /// What it leaves running in the background is not waited for.
    ///
    /// - Parameters:
    ///   - command: The program, by its path or by its name in `PATH`, and its arguments.
    ///   - directory: Where it runs; by default where the tests do.
    ///   - environment: All of its environment; by default that of the tests.
    /// - Returns: How it ended, and what it printed.
    /// - Throws: An error if it cannot be started.
    package static func run(
        _ command: [String], in directory: String? = nil, environment: [String: String]? = nil
    ) async throws -> Program {
        let result = try await Subprocess.run(
            executable(command), arguments: Arguments(Array(command.dropFirst())),
            environment: environment.map { .custom($0.map { Array("\($0)=\($1)\0".utf8) }) } ?? .inherit,
            workingDirectory: directory.map { FilePath($0) }, output: .bytes(limit: .max),
            error: .string(limit: .max))
        return Program(
            status: result.terminationStatus.number, bytes: result.standardOutput,
            errors: result.standardError)
    }

    /// Runs a program to its end, whatever that is, where the tests run.
    package static func run(_ command: String...) async throws -> Program {
        try await run(command)
    }

    /// Runs a program that must succeed.
    ///
    /// - Parameters:
    ///   - command: The program, by its path or by its name in `PATH`, and its arguments.
    ///   - directory: Where it runs; by default where the tests do.
    /// - Returns: Its standard output.
    /// - Throws: ``ProgramFailure`` if its exit status is not 0.
    @discardableResult
    package static func succeed(_ command: [String], in directory: String? = nil) async throws -> [UInt8] {
        let program = try await run(command, in: directory)
        guard program.status == 0 else { throw ProgramFailure(command, program) }
        return program.bytes
    }

    /// Runs a program that must succeed, given word by word.
    @discardableResult
    package static func succeed(_ command: String..., in directory: String? = nil) async throws -> [UInt8] {
        try await succeed(command, in: directory)
    }

    /// Runs a script of bash, of which every line must succeed; returns what it printed.
    @discardableResult
    package static func bash(_ script: String, in directory: String? = nil) async throws -> String {
        let command = ["/bin/bash", "-euo", "pipefail", "-c", script]
        return String(decoding: try await succeed(command, in: directory), as: UTF8.self)
    }

    static func executable(_ command: [String]) -> Executable {
        let name = command.first ?? ""
        return name.contains("/") ? .path(FilePath(name)) : .name(name)
    }
}

/// A program that did not do what a test needs.
package struct ProgramFailure: Error, CustomStringConvertible {
    package let description: String

    /// A complete sentence.
    package init(_ description: String) {
        self.description = description
    }

    init(_ command: [String], _ program: Program) {
        description =
            "\"\(command.joined(separator: " "))\" ended with \(program.status): \(program.errors)\(program.output)"
    }
}

extension TerminationStatus {
    /// As shells have it.
    var number: Int32 {
        switch self {
        case .exited(let status): status
        case .signaled(let signal): 128 + signal
        }
    }
}
