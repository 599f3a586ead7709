import Foundation

/// The fault testbed (`Tests/Testbed/world`), and what the programs under test say in it.
enum Testbed {
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    /// Lays the world for a bash script that runs on its connector's host, `$BIN` before its words; what it printed.
    static func run(_ script: String) async throws -> String {
        let process = Process()
        process.executableURL = Tree.root.appending(path: "Tests/Testbed/world")
        process.arguments = ["bash", "-euo", "pipefail", "-c", "BIN='\(Tree.binaries)'\n" + script]
        let output = Pipe()
        let errors = Pipe()
        (process.standardOutput, process.standardError) = (output, errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        async let said = text(of: output)
        async let complained = text(of: errors)
        let (text, complaint) = await (said, complained)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(
                description: "\(script)\nended with \(process.terminationStatus): \(complaint)\(text)")
        }
        return text
    }

    private static func text(of pipe: Pipe) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                let data = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}

/// A report of `connector-watch check --format json`, as far as the tests read it.
struct CheckReport: Decodable, Sendable {
    var checks: [Check]

    struct Check: Decodable, Sendable {
        var check: String
        var findings: [Finding]
    }

    struct Finding: Decodable, Sendable {
        var event: Int
        var route: String?
        var phase: String
        var reason: String?
        var priority: String
        var message: String

        var alert: Expectation.Alert {
            Expectation.Alert(event: event, phase: phase, reason: reason ?? "-", priority: priority)
        }
    }

    /// What was found at a check over a way; what belongs to no way counts for each.
    func alerts(at check: String, route: String) -> [Expectation.Alert] {
        checks.filter { $0.check == check }.flatMap(\.findings)
            .filter { $0.route == nil || $0.route == route }.map(\.alert)
    }
}
