import Dispatch
import Foundation

/// A throw-away systemd (`Tests/Sandbox/machine`) that takes one step after another.
final class Machine: Sendable {
    /// What a step said, both outputs together, and its exit status.
    struct Outcome: Sendable, Equatable {
        var status: Int32
        var output: String
    }

    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    /// Steps block; they do so here, one at a time, and not in the threads that tests share.
    private let steps = DispatchQueue(label: "machine")

    /// Boots a machine for as long as `body` runs.
    static func booted(_ body: (Machine) async throws -> Void) async throws {
        let machine = try Machine()
        do {
            try await body(machine)
        } catch {
            await machine.shutDown()
            throw error
        }
        await machine.shutDown()
    }

    private init() throws {
        // Writing to a machine that has ended is an error, not the end of every test.
        signal(SIGPIPE, SIG_IGN)
        let (input, output) = (Pipe(), Pipe())
        process = Process()
        process.executableURL = Tree.root.appending(path: "Tests/Sandbox/machine")
        process.arguments = ["bash"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        self.input = input.fileHandleForWriting
        self.output = output.fileHandleForReading
        try Self.withoutBlockedSignals { try process.run() }
    }

    /// A task's thread blocks most signals, and what it starts inherits that: no time limit inside would bite.
    private static func withoutBlockedSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }

    /// Runs a bash script as root inside, in the tree's directory; a minute is its limit.
    func run(_ script: String) async throws -> Outcome {
        let quoted = script.replacing("'", with: "'\\''")
        let marker = "=\(UUID().uuidString)="
        let line = """
            (cd '\(Tree.root.path)' && exec timeout --signal=KILL 50 bash -c '\(quoted)') </dev/null 2>&1
            echo "\(marker) $?"

            """
        return try await withCheckedThrowingContinuation { continuation in
            steps.async { @Sendable [self] in
                continuation.resume(with: Result { try step(line, marker: marker) })
            }
        }
    }

    /// Runs a script that must succeed, and returns what it said without the white space around it.
    @discardableResult
    func succeed(_ script: String) async throws -> String {
        let outcome = try await run(script)
        guard outcome.status == 0 else {
            let journal = try await run("journalctl --no-pager -n 40").output
            throw MachineError("\"\(script)\" ended with \(outcome.status): \(outcome.output)\n\(journal)")
        }
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func step(_ line: String, marker: String) throws -> Outcome {
        try input.write(contentsOf: Data(line.utf8))
        var said = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        // FileHandle would wait for a full buffer.
        while case let count = read(output.fileDescriptor, &buffer, buffer.count), count > 0 {
            said += buffer[..<count]
            let text = String(decoding: said, as: UTF8.self)
            guard let end = text.range(of: marker), let status = text[end.upperBound...].wholeNumber else {
                continue
            }
            return Outcome(status: status, output: String(text[..<end.lowerBound]))
        }
        throw MachineError("The machine ended: \(String(decoding: said, as: UTF8.self))")
    }

    private func shutDown() async {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            steps.async { @Sendable [self] in
                try? input.write(contentsOf: Data("exit\n".utf8))
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }
}

/// Why a step could not be made.
struct MachineError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Substring {
    /// The number between spaces that ends with the first line, once that line is complete.
    fileprivate var wholeNumber: Int32? {
        guard let newline = firstIndex(of: "\n") else { return nil }
        return Int32(self[..<newline].trimmingCharacters(in: .whitespaces))
    }
}
