import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The built `connector-watch explain`, and what the program says to a slip.
@Suite(.timeLimit(.minutes(2))) struct ExplainCommandTests {
    @Test func everyEventIsListed() async throws {
        let run = try await ConnectorWatch.run("explain")
        #expect(run.status == 0)
        #expect(run.output.split(separator: "\n").count == AlertEvent.allCases.count)
        #expect(run.output.hasPrefix("1000  Trust certificate expired\n"))
    }

    @Test(arguments: ["1041", AlertEvent.sha512Fails.messageID])
    func anEventIsExplainedByItsNumberOrID(name: String) async throws {
        let run = try await ConnectorWatch.run("explain", name)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("1041 SHA-512 signatures do not work\n"))
        #expect(run.output.contains("Priority: err, warning, notice"))
        #expect(run.words.contains("journalctl -x CONNECTOR_EVENT_ID=1041"))
        #expect(run.words.contains("CONNECTOR_INCIDENT_SECONDS"))
    }

    @Test func aReasonIsExplained() async throws {
        let run = try await ConnectorWatch.run("explain", "tls-sha512-blocked")
        #expect(run.status == 0)
        #expect(run.output.contains("Something on the path cuts handshakes off"))
    }

    @Test(arguments: [
        (
            ["explain", "tls-sha512-blockd"],
            "Unknown event or reason \"tls-sha512-blockd\"; did you mean \"tls-sha512-blocked\"?"
        ),
        (["explain", "9999"], "Unknown event or reason \"9999\";"),
        (["stauts"], "Unknown command \"connector-watch stauts\"; did you mean \"status\"?"),
        (
            ["config", "chek"],
            "Unknown command \"connector-watch config chek\"; did you mean \"check\"?"
        ),
        (["frobnicate"], "the commands are setup, check, status, trust"),
        (["check", "--formt", "json"], "Unknown option '--formt'. Did you mean '--format'?"),
    ])
    func aSlipIsAnsweredWithWhatWasMeant(arguments: [String], text: String) async throws {
        let run = try await ConnectorWatch.run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.contains(text), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test func everyCommandHasHelp() async throws {
        let run = try await ConnectorWatch.run("--help")
        let commands = run.output.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS:") }
            .compactMap { $0.firstMatch(of: /^  ([a-z-]+)\s/).map { String($0.output.1) } }
        #expect(commands.count > 8)
        for command in commands {
            let help = try await ConnectorWatch.run(command, "--help")
            #expect(help.status == 0)
            #expect(help.output.contains("USAGE: connector-watch \(command)"))
            // What the parser cannot break is an example.
            let lines = help.output.split(separator: "\n").filter {
                !$0.hasPrefix("  connector-watch") && !$0.hasPrefix("USAGE")
            }
            #expect(lines.allSatisfy { $0.count <= 120 }, "\(command)")
        }
    }

    /// bash itself completes commands, events and what takes a file.
    @Test(arguments: [
        ("connector-watch sta", "status"), ("connector-watch explain 104", "1041"),
        ("connector-watch explain tls-sha512-b", "tls-sha512-blocked"),
        ("connector-watch events --event 102", "1022"),
        ("connector-watch check --only por", "port login.microsoftonline.com:443"),
    ])
    func aShellCompletes(line: String, expected: String) async throws {
        let script = """
            PATH=\(URL(filePath: ConnectorWatch.path).deletingLastPathComponent().path):$PATH
            source <(connector-watch --generate-completion-script bash)
            COMP_LINE=$1 COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            COMPREPLY=()
            last=$COMP_CWORD
            "$(complete -p connector-watch | sed 's/.*-F \\([^ ]*\\) .*/\\1/')" connector-watch \
                "${COMP_WORDS[last]}" "${COMP_WORDS[last - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let run = try await Program.run("/usr/bin/bash", "-c", script, "bash", line)
        #expect(
            run.output.split(separator: "\n").contains { $0.contains(expected) }, "\(run.output)\(run.errors)"
        )
    }
}
