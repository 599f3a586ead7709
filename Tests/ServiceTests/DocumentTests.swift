import Foundation
import TestSupport
import Testing
import WatchCore

extension UntimedTests {
    /// What the documents tell an administrator to type, on an installed host.
    struct DocumentTests {
        /// A host whose one alert came and went.
        @Test(.timeLimit(.minutes(2)))
        func theCommandsForReadingAlertsFindThem() async throws {
            try await InstalledHost.open(settings: "[Port first]\nHost=ok.test\nPorts=7443\n") { host in
                try await host.start()
                let raised = try await host.entries(1, of: .portUnreachable, "raised")
                let incident = try #require(raised.first?["CONNECTOR_INCIDENT"])
                try await host.listen(on: 7443)
                _ = try await host.entries(1, of: .portUnreachable, "recovered")

                let commands = try Document.alerts.commands(
                    below: "Read the alerts",
                    replacing: [
                        "328a8f4285705663": incident, "port login.microsoftonline.com:443": "port first:7443",
                        "CONNECTOR_EVENT_ID=1001": "CONNECTOR_EVENT_ID=1020",
                    ])
                #expect(commands.count == 14)
                for command in commands {
                    // What follows the journal is let go when it has shown what is there.
                    let follows = command.contains(" -f") || command.contains(" --follow")
                    let run = try await host.machine.run(
                        follows
                            ? "timeout -s INT 3 \(command) | grep -m1 7443" : "set -o pipefail; \(command)")
                    #expect(run.status == 0, "\(command)\n\(run.output)")
                    let expected =
                        command.contains("explain") ? "1041" : command.contains("-o json") ? "1020" : "7443"
                    #expect(run.output.contains(expected), "\(command)\n\(run.output)")
                }
            }
        }

        /// A host with two agents, and checks of a port that is closed.
        @Test(.timeLimit(.minutes(2)))
        func theCommandsForLookingIntoAProblemRun() async throws {
            let second = Agent("b")
            let settings = """
                [Port first]
                Host=ok.test
                Ports=7443
                [TLS first]
                Host=ok.test
                Port=7443
                [Login first]
                URL=https://ok.test:7443/
                \(second.configuration())
                """
            try await InstalledHost.open(settings: settings) { host in
                try await host.start()
                _ = try await host.entries(1, of: .portUnreachable, "raised")
                try await host.machine.succeed("until [ -e /run/connector-watch/status.json ]; do :; done")
                let headings = [
                    "Look once", "The certificate's life", "What the daemon knows", "Show it to somebody",
                    "Common problems",
                ]
                let commands =
                    try headings.flatMap { try Document.troubleshooting.commands(below: $0) }
                    + Document.configuration.commands(below: "Check it and put it in force")
                #expect(commands.count == 21)
                for command in commands {
                    let run = try await host.machine.run("cd /root && set -o pipefail && \(command)")
                    // What fails here is the port: 2 says so, 3 would be a command that could not run.
                    #expect((0...2).contains(run.status), "\(command)\n\(run.output)")
                    #expect(!run.output.isEmpty || command.contains("report") || command.contains("reload"))
                }
                try await host.machine.succeed("grep -q '<html' /root/report.html")
            }
        }
    }
}

/// A document with commands that an administrator copies.
private enum Document: String {
    case alerts = "docs/alerts.md"
    case configuration = "docs/configuration.md"
    case troubleshooting = "docs/troubleshooting.md"

    /// The lines of all shell code below a heading of the second level, without their remarks.
    ///
    /// - Parameters:
    ///   - heading: The text of the heading.
    ///   - words: What stands for something of the host, and what it is there.
    /// - Returns: One command a line; one that is continued on an indented line is joined.
    /// - Throws: Where the document has no such heading, no shell code below it, or not the words.
    func commands(below heading: String, replacing words: [String: String] = [:]) throws -> [String] {
        let document = try String(contentsOf: Repository.file(rawValue), encoding: .utf8)
        let section = try #require(
            document.components(separatedBy: "\n## \(heading)\n").dropFirst().first?
                .components(separatedBy: "\n## ").first)
        var code = section.components(separatedBy: "```sh\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }.joined()
        try #require(!code.isEmpty)
        for (word, replacement) in words {
            try #require(code.contains(word))
            code = code.replacing(word, with: replacement)
        }
        code = code.replacing(#/ +#.*/#, with: "").replacing("\n    |", with: " |")
        return code.split(separator: "\n").map(String.init)
    }
}
