import Foundation
import TestSupport
import Testing
import WatchCore

/// The built `connector-watch silence` on a configuration of its own.
@Suite(.timeLimit(.minutes(2))) struct SilenceCommandTests {
    /// A directory with a configuration of two ports, and a function that runs the command on it.
    private func withPlace(
        _ more: String = "",
        _ body: (_ directory: URL, _ run: ([String]) async throws -> Program) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "cw.conf").path
            let text = """
                [Connector]
                Cloud=none
                [Port a]
                Host=127.0.0.1
                Ports=1 2
                \(more)
                """
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            try await body(directory.url) { words in
                try await ConnectorWatch.run(["silence", "--config", path] + words)
            }
        }
    }

    private func file(_ directory: URL) throws -> String {
        try String(contentsOf: directory.appending(path: "silences.conf"), encoding: .utf8)
    }

    @Test func itWritesListsAndEndsASilence() async throws {
        try await withPlace { directory, run in
            let begun = try await run([
                "--for", "2h", "--check", "port a", "--event", "1020", "--reason", "firewall change",
            ])
            #expect(begun.status == 0, "\(begun.errors)")
            #expect(begun.output.hasPrefix("Silenced until 20"))
            let id = try #require(begun.output.split(separator: " ").last?.trimmingCharacters(in: .newlines))
            #expect(try file(directory).contains("\n[Silence \(id)]\nFrom=20"))
            #expect(
                try file(directory).contains("\nChecks=\"port a\"\nEvents=1020\nReason=firewall change\n"))

            let list = try await run(["--list"])
            #expect(list.status == 0)
            #expect(list.output.hasPrefix("\(id): in force until 20"))
            #expect(list.output.contains("checks: port a; events: 1020\n  reason: firewall change\n"))

            let slip = try await run(["--end", String(id.dropLast())])
            #expect(slip.status == 3)
            #expect(slip.errors.contains("did you mean \"\(id)\"?"))
            let ended = try await run(["--end", id])
            #expect(ended.status == 0)
            #expect(try await run(["--list"]).output == "There are no silences.\n")
        }
    }

    @Test func theListHasTheWindowsOfTheConfiguration() async throws {
        let window = "[Silence nights]\nCalendar=22:00 Europe/Berlin\nDuration=8h\nChecks=*\nReason=backup\n"
        try await withPlace(window) { _, run in
            let list = try await run(["--list", "--format", "json"])
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
            #expect(document.keys.sorted() == ["file", "problems", "silences"])
            let silence = try #require((document["silences"] as? [[String: Any]])?.first)
            #expect(
                silence.keys.sorted() == [
                    "active", "checks", "events", "id", "next", "origin", "reason", "until",
                ])
            #expect(silence["origin"] as? String == "settings")
            let isActive = silence["active"] as? Bool == true
            #expect((silence["until"] is String) == isActive)
            #expect((silence["next"] is String) == !isActive)
        }
    }

    @Test(arguments: ["resolver", "snapshot", "metrics", "descriptors", "webhook ops"])
    func whatHasAlertsAndIsNoCheckCanBeNamed(name: String) async throws {
        let more = """
            [Webhook ops]
            URL=https://hooks.example/1
            [Silence nights]
            Calendar=22:00
            Duration=8h
            Checks=\(name)
            Reason=backup
            """
        try await withPlace(more) { _, run in
            let begun = try await run(["--for", "1h", "--check", name, "--reason", "r"])
            #expect((begun.status, begun.errors) == (0, ""))
        }
    }

    @Test func whatIsOverIsDropped() async throws {
        try await withPlace { directory, run in
            let old = "[Silence old]\nUntil=2020-01-01 00:00\nChecks=*\nReason=r\n"
            try old.write(
                to: directory.appending(path: "silences.conf"), atomically: true, encoding: .utf8)
            let begun = try await run(["--until", "06:00", "--check", "*", "--reason", "r"])
            #expect(begun.status == 0, "\(begun.errors)")
            #expect(try !file(directory).contains("old"))
        }
    }

    @Test func aFileWithErrorsIsShownAndLeftAlone() async throws {
        try await withPlace { directory, run in
            let bad = "[Silence bad]\nUntil=soon\nChecks=*\nReason=r\n"
            let path = directory.appending(path: "silences.conf")
            try bad.write(to: path, atomically: true, encoding: .utf8)
            let begun = try await run(["--for", "1h", "--check", "*", "--reason", "r"])
            #expect(begun.status == 3)
            #expect(begun.errors.contains("silences.conf:2:7: error: Invalid value \"soon\" for Until="))
            #expect(begun.errors.contains("was not changed, as it has errors; correct them first."))
            #expect(try file(directory) == bad)
            let list = try await run(["--list"])
            #expect(list.status == 1)
            #expect(list.errors.contains(":2:7: error: "))
        }
    }

    @Test(arguments: [
        (
            ["--for", "1h", "--check", "prot a", "--reason", "r"], 3,
            "No check is named like \"prot a\"; did you mean \"port a\"?"
        ),
        (
            ["--for", "1h", "--check", "*", "--event", "1000", "--reason", "r"], 64,
            "an expired trust certificate is never silenced"
        ),
        (["--for", "32d", "--check", "*", "--reason", "r"], 64, "it is longer than 31d"),
        (["--until", "2020-01-01", "--check", "*", "--reason", "r"], 64, "is over"),
        (
            ["--for", "1h", "--until", "06:00", "--check", "*", "--reason", "r"], 64,
            "Give one of --for and --until."
        ),
        (["--for", "1h", "--check", "*"], 64, "Say why with --reason."),
        (["--for", "1h", "--reason", "r"], 64, "Give the checks to silence with --check"),
        (["--list", "--for", "1h"], 64, "Give one of --for, --until, --list and --end."),
        (["--list", "--check", "*"], 64, "--check, --event and --reason go with --for or --until."),
        ([], 64, "Give one of --for, --until, --list and --end."),
        (["--end", "nothing"], 3, "Unknown silence \"nothing\""),
    ])
    func whatIsWrongIsSaid(words: [String], status: Int32, expected: String) async throws {
        try await withPlace { directory, run in
            let program = try await run(words)
            #expect(program.status == status)
            #expect(program.errors.contains(expected), "\(program.errors)")
            #expect(!FileManager.default.fileExists(atPath: directory.path + "/silences.conf"))
        }
    }

    @Test func thereIsALimit() async throws {
        try await withPlace { directory, run in
            let all = (0..<100).map {
                "[Silence a\($0)]\nUntil=2199-01-01T00:00:00Z\nChecks=*\nReason=r\n"
            }
            try all.joined().write(
                to: directory.appending(path: "silences.conf"), atomically: true, encoding: .utf8)
            let program = try await run(["--for", "1h", "--check", "*", "--reason", "r"])
            #expect(program.status == 3)
            #expect(
                program.errors.contains("There are 100 silences, which is the limit; end one with --end."))
        }
    }

    @Test func checkShowsWhatIsSilencedAndKeepsItsStatus() async throws {
        try await withPlace { directory, run in
            let begun = try await run(["--for", "1h", "--check", "port a:1", "--reason", "server moves"])
            #expect(begun.status == 0)
            let config = directory.appending(path: "cw.conf").path
            let text = try await ConnectorWatch.run("check", "--config", config, "--only", "port")
            #expect(text.status == 2)
            #expect(text.words.components(separatedBy: ": server moves").count == 2, "\(text.output)")
            let json = try await ConnectorWatch.run(
                "check", "--config", config, "--only", "port", "--format", "json")
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let silenced = (document["checks"] as? [[String: Any]] ?? []).map { check in
                ((check["findings"] as? [[String: Any]])?.first?["silenced"] as? [String: Any])?["reason"]
                    as? String
            }
            #expect(silenced == ["server moves", nil])
            let plugin = try await ConnectorWatch.run(
                "check", "--config", config, "--only", "port a:1", "--format", "nagios")
            #expect(plugin.output.contains(" (silenced until 20"))
        }
    }
}
