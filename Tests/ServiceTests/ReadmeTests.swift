import Foundation
import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// What README tells an administrator to type, on a installed host whose one alert came and went.
    struct ReadmeTests {
        @Test(.timeLimit(.minutes(2)))
        func itsCommandsForReadingAlertsFindThem() async throws {
            try await InstalledHost.open(settings: "[Port first]\nHost=ok.test\nPorts=7443\n") { host in
                try await host.start()
                let raised = try await host.entries(1, of: .portUnreachable, "raised")
                let incident = try #require(raised.first?["CONNECTOR_INCIDENT"])
                try await host.listen(on: 7443)
                _ = try await host.entries(1, of: .portUnreachable, "recovered")

                let commands = try Self.commands(
                    replacing: [
                        "328a8f4285705663": incident, "port login.microsoftonline.com:443": "port first:7443",
                        "CONNECTOR_EVENT_ID=1001": "CONNECTOR_EVENT_ID=1020",
                    ])
                #expect(commands.count == 13)
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

        /// The lines of the first code below "Read the alerts", without their remarks.
        private static func commands(replacing words: [String: String]) throws -> [String] {
            let readme = try String(contentsOf: Repository.file("README.md"), encoding: .utf8)
            let section = try #require(
                readme.components(separatedBy: "\n## Read the alerts\n").dropFirst().first)
            var code = try #require(section.components(separatedBy: "```").dropFirst().first)
            for (word, replacement) in words {
                try #require(code.contains(word))
                code = code.replacing(word, with: replacement)
            }
            code = code.replacing(#/ +#.*/#, with: "").replacing("\n    |", with: " |")
            return code.split(separator: "\n").dropFirst().map(String.init)
        }
    }
}
