import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// A program that runs beside a test; it is ended with this object.
package final class RunningProgram: Sendable {
    private let command: [String]
    private let id: pid_t
    private let input: StandardInputWriter
    private let pieces: AsyncStream<[UInt8]>
    private let ending: Task<TerminationStatus, any Error>

    /// Starts a program; both of its outputs are read, as one.
    ///
    /// - Parameters:
    ///   - command: The program, by its path or by its name in `PATH`, and its arguments.
    ///   - directory: Where it runs; by default where the tests do.
    /// - Throws: An error if it cannot be started.
    package init(_ command: [String], in directory: String? = nil) async throws {
        // Writing to a program that has ended is an error, not the end of every test.
        signal(SIGPIPE, SIG_IGN)
        let (pieces, piece) = AsyncStream.makeStream(of: [UInt8].self)
        let (starts, start) = AsyncStream<(pid_t, StandardInputWriter)>.makeStream()
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(5))]
        let ending = Task { [options] in
            defer {
                piece.finish()
                start.finish()
            }
            return try await Subprocess.run(
                Program.executable(command), arguments: Arguments(Array(command.dropFirst())),
                workingDirectory: directory.map { FilePath($0) }, platformOptions: options,
                input: .inputWriter,
                output: .sequence, error: .combinedWithOutput
            ) { execution in
                start.yield((execution.processIdentifier.value, execution.standardInputWriter))
                for try await buffer in execution.standardOutput {
                    piece.yield(buffer.withUnsafeBytes { Array($0) })
                }
            }.terminationStatus
        }
        guard let (id, input) = await starts.first(where: { _ in true }) else {
            _ = try await ending.value
            throw ProgramFailure("\"\(command.joined(separator: " "))\" was not started.")
        }
        (self.command, self.id, self.input) = (command, id, input)
        (self.pieces, self.ending) = (pieces, ending)
    }

    deinit { ending.cancel() }

    /// Reads on until all that was printed since the last call of this meets a condition.
    ///
    /// - Parameter condition: Asked whenever more has come; a cut last character stands as U+FFFD.
    /// - Returns: That text.
    /// - Throws: ``ProgramFailure`` if the program ends before, or the task of the test.
    @discardableResult
    package func output(until condition: (String) -> Bool) async throws -> String {
        var said: [UInt8] = []
        for await piece in pieces {
            said += piece
            let text = String(decoding: said, as: UTF8.self)
            if condition(text) { return text }
        }
        throw ProgramFailure(
            "\"\(command.joined(separator: " "))\" ended too early: \(String(decoding: said, as: UTF8.self))")
    }

    /// Gives it more to read.
    package func write(_ text: String) async throws {
        _ = try await input.write(text)
    }

    /// Sends a signal (signal(7)).
    package func send(_ signal: Int32) {
        kill(id, signal)
    }

    /// Waits for its end; the exit status as ``Program/status`` has it.
    package func status() async throws -> Int32 {
        try await ending.value.number
    }
}
