import Foundation
import TestSupport
import Testing

/// What the commands show at a real terminal, as script(1) makes one.
@Suite(.timeLimit(.minutes(2))) struct TerminalTests {
    /// What a terminal of so many columns gets from `connector-watch check` on one open port.
    private func check(_ columns: Int, environment: String = "", name: String = "hq-01") async throws
        -> Program
    {
        let open = try OpenPort()
        let text = "[Connector]\nName=\(name)\n[Port open]\nHost=ok.test\nPorts=\(open.port)\n"
        return try await withTemporaryDirectory { directory in
            let (file, script) = (directory.appending(path: "cw.conf"), directory.appending(path: "run"))
            try ("[Trust]\nEnabled=no\n" + text.replacing("Name", with: "Cloud=none\nName")).write(
                to: file, atomically: true, encoding: .utf8)
            try """
            stty cols \(columns)
            env -u NO_COLOR TERM=xterm \(environment) '\(ConnectorWatch.path)' check --config '\(file.path)'
            """.write(to: script, atomically: true, encoding: .utf8)
            return try await Program.run("/usr/bin/script", "-qec", "bash '\(script.path)'", "/dev/null")
        }
    }

    /// What stays on the screen: nothing that was cleared, no colours.
    private func screen(_ output: String) -> [String] {
        output.replacing("\r\n", with: "\n").split(separator: "\n").map { line in
            let last = line.range(of: "\u{1b}[K", options: .backwards).map { line[$0.upperBound...] } ?? line
            return String(last).replacing(/\u{1b}\[[0-9;]*m/, with: "")
        }
    }

    @Test func aCheckShowsHowFarItHasComeAndClearsThat() async throws {
        let run = try await check(80)
        #expect(run.output.contains("\u{1b}[K1 of 2 checks have answered"), "\(run.output)")
        #expect(screen(run.output).first?.hasPrefix("Connector hq-01") == true)
        #expect(!screen(run.output).contains { $0.contains("have answered") })
        #expect(run.output.contains("\u{1b}[32mok"))
    }

    @Test func aNarrowTerminalIsNotOverrun() async throws {
        let lines = screen(try await check(40).output)
        #expect(lines.count > 5)
        // A host's name and port stand whole.
        #expect(
            lines.filter { !$0.contains("open:") }.allSatisfy { $0.count <= 47 },
            "\(lines.joined(separator: "\n"))")
    }

    @Test func coloursAreLeftOutWhereTheyAreNotWanted() async throws {
        #expect(!(try await check(80, environment: "NO_COLOR=1").output.contains("\u{1b}[32m")))
        #expect(!(try await check(80, environment: "TERM=dumb").output.contains("\u{1b}")))
    }

    @Test func aTerminalWithoutUnicodeGetsASCII() async throws {
        let run = try await check(80, environment: "LC_ALL=C", name: "Zürich…")
        #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
        #expect(run.output.contains("Connector Z?rich..."))
        let unicode = try await check(80, environment: "LC_ALL=C.UTF-8", name: "Zürich…")
        #expect(unicode.output.contains("Connector Zürich…"))
    }
}
