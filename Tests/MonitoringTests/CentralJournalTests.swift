import Foundation
import TestSupport
import Testing

/// The command line on what systemd-journal-upload and systemd-journal-remote have brought together over TLS.
@Suite(.timeLimit(.minutes(3))) struct CentralJournalTests {
    private static let now = Date(timeIntervalSince1970: Date().timeIntervalSince1970.rounded(.down))

    private static let entries: [CollectedHosts.Entry] = [
        .init(
            host: "gw-1", date: now - 7200, event: 1090, state: "info", check: "daemon", priority: 6,
            fields: ["CONNECTOR_VERSION": "0.3.0"]),
        .init(host: "gw-1", date: now - 3600, event: 1020, state: "raised", incident: "a1"),
        .init(
            host: "gw-1", date: now - 60, event: 1002, state: "raised", check: "trust", priority: 4,
            incident: "a2",
            fields: [
                "CONNECTOR_NOT_AFTER": (now + 20.5 * 86_400).text,
                "CONNECTOR_THUMBPRINT": String(repeating: "A", count: 40),
            ]),
        .init(
            host: "gw-2", date: now - 9000, event: 1090, state: "info", check: "daemon", priority: 6,
            fields: ["CONNECTOR_VERSION": "0.2.0"]),
        .init(host: "gw-2", date: now - 8000, event: 1020, state: "raised", incident: "b1"),
        .init(host: "gw-2", date: now - 7400, event: 1020, state: "recovered", priority: 5, incident: "b1"),
        .init(
            host: "gw-2", date: now - 100, event: 1097, state: "info", check: "daemon", priority: 6,
            fields: ["CONNECTOR_NOT_AFTER": (now + 100.5 * 86_400).text, "CONNECTOR_VERSION": "0.2.0"]),
        .init(
            host: "gw-3", date: now - 3 * 86_400, event: 1097, state: "info", check: "daemon", priority: 6,
            fields: ["CONNECTOR_VERSION": "0.3.0"]),
    ]

    private func run(_ arguments: String...) async throws -> Program {
        try await Program.run([Repository.built + "/connector-watch"] + arguments)
    }

    @Test func everyCommandReadsThemHostByHost() async throws {
        let hosts = try await CollectedHosts(Self.entries)
        let place = hosts.place
        // The upload sent the last entry of gw-1 twice.
        let raw = try await Program.bash("journalctl -D '\(place)' -o json --all | grep -c '\"gw-1-2\"'")
        #expect(raw.trimmed == "2")

        let events = try await run("events", "--directory", place)
        #expect(
            events.status == 0 && events.output.split(separator: "\n").count == Self.entries.count,
            "\(events.output)")
        #expect(events.output.contains("Z  gw-2  1020  recovered  port login:443  Event 1020 of gw-2."))
        let one = try await run("events", "--directory", place, "--machine", "gw-1", "--format", "json")
        #expect(one.output.split(separator: "\n").count == 3)
        #expect(one.output.contains("\"host\":\"gw-1\""))

        let history = try await run("history", "--directory", place, "--format", "csv")
        let rows = history.output.split(separator: "\r\n")
        #expect(rows.count == 4, "\(history.output)\(history.errors)")
        #expect(rows.contains { $0.hasPrefix("b1,") && $0.hasSuffix(",600,Event 1020 of gw-2.,gw-2") })

        let none = try await run("fleet", "--directory", place, "--machine", "gw-9")
        #expect(none.status == 3)
        #expect(
            none.errors.hasPrefix("The journal in \"\(place)\" has no alerts of \"gw-9\"."), "\(none.errors)")

        try await withTemporaryDirectory { directory in
            let page = directory("report.html")
            let configuration = try directory.write(
                "[Connector]\nName=x\nCloud=none\n[Trust]\nEnabled=no\n[Port p]\nHost=127.0.0.1\nPorts=9\n",
                to: "x.conf")
            _ = try await run(
                "report", "--html", page, "--no-look", "--config", configuration, "--directory", place,
                "--machine",
                "gw-1")
            let text = try String(contentsOfFile: page, encoding: .utf8)
            #expect(text.contains("Event 1020 of gw-1.") && !text.contains("gw-2"))
        }
    }

    @Test func theyAreOneTable() async throws {
        let hosts = try await CollectedHosts(Self.entries)
        let fleet = try await run("fleet", "--directory", hosts.place)
        #expect(fleet.status == 2, "\(fleet.errors)")
        let lines = fleet.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "3 hosts: 1 critical, 1 silent.", "\(fleet.output)")
        let words = lines.map { $0.split { $0 == " " }.joined(separator: " ") }
        #expect(
            words.contains { $0.hasPrefix("gw-1 on-gw-1 critical 2 20 1020 port login:443, for 1 h") },
            "\(words)")
        #expect(words.contains { $0.hasPrefix("gw-3 on-gw-3 silent for 3 d") }, "\(words)")
        #expect(words.contains("gw-2 on-gw-2 ok 100 0.2.0"), "\(words)")
        #expect(lines.last?.contains("Several versions of connector-watch run: 0.2.0, 0.3.0.") == true)
    }
}

extension Date {
    /// RFC 3339, as the daemon writes it.
    fileprivate var text: String { formatted(.iso8601) }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
