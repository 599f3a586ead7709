import Foundation
import TestSupport

/// A throw-away systemd (`Tests/Sandbox/machine`) that takes one step after another.
final class Machine: Sendable {
    /// What a step said, both outputs together, and its exit status.
    struct Outcome: Sendable, Equatable {
        var status: Int32
        var output: String
    }

    private let shell: RunningProgram

    /// Boots a machine for as long as `body` runs.
    static func booted(_ body: (Machine) async throws -> Void) async throws {
        let machine = Machine(
            shell: try await RunningProgram([Repository.path("Tests/Sandbox/machine"), "bash"]))
        do {
            try await body(machine)
        } catch {
            await machine.shutDown()
            throw error
        }
        await machine.shutDown()
    }

    private init(shell: RunningProgram) {
        self.shell = shell
    }

    /// Runs a bash script as root inside, in the tree's directory; a minute is its limit.
    func run(_ script: String) async throws -> Outcome {
        let quoted = script.replacing("'", with: "'\\''")
        let marker = "=\(UUID().uuidString)="
        let line = """
            (cd '\(Repository.root.path)' && exec timeout --signal=KILL 50 bash -c '\(quoted)') </dev/null 2>&1
            echo "\(marker) $?"

            """
        try await shell.write(line)
        let said = try await shell.output { Self.outcome($0, marker) != nil }
        return Self.outcome(said, marker) ?? Outcome(status: -1, output: said)
    }

    /// What a step said, once it has ended.
    private static func outcome(_ said: String, _ marker: String) -> Outcome? {
        guard let end = said.range(of: marker), let status = said[end.upperBound...].wholeNumber else {
            return nil
        }
        return Outcome(status: status, output: String(said[..<end.lowerBound]))
    }

    /// Runs a script that must succeed, and returns what it said without the white space around it.
    @discardableResult
    func succeed(_ script: String) async throws -> String {
        let outcome = try await run(script)
        guard outcome.status == 0 else {
            let journal = try await run("journalctl --no-pager -n 40").output
            throw ProgramFailure("\"\(script)\" ended with \(outcome.status): \(outcome.output)\n\(journal)")
        }
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func shutDown() async {
        // In a task of its own, as that of the test may be cancelled.
        await Task { [shell] in
            try? await shell.write("exit\n")
            _ = try? await shell.status()
        }.value
    }
}

extension Substring {
    /// The number between spaces that ends with the first line, once that line is complete.
    fileprivate var wholeNumber: Int32? {
        guard let newline = firstIndex(of: "\n") else { return nil }
        return Int32(self[..<newline].trimmingCharacters(in: .whitespaces))
    }
}
