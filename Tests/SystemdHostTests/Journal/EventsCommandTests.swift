import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

extension Journal {
    /// The command line's own program, against the sandbox's journal.
    struct EventsCommandTests {
        private let incident = UUID().uuidString

        private func events(_ arguments: String...) async throws -> Program {
            let words = [ConnectorWatch.path, "events"] + arguments
            return try await Program.run(words)
        }

        @Test func anAlertIsOneObjectOfFixedKeys() async throws {
            let check = JournalEntry.Field(JournalField.check.rawValue, "port login:443")
            let entry = Journal.alert(
                .portUnreachable, incident: incident, message: "No \"way\".\nReally.", others: [check])
            #expect(await Journal.deliver(entry) == .delivered)
            let record = try #require(try await Journal.records(incident: incident).first)
            let program = try await events("--format", "json", "--since", "-1h")
            let line = try #require(program.output.split(separator: "\n").last { $0.contains(incident) })
            let time = Date(timeIntervalSince1970: Double(record.time / 1_000_000)).rfc3339.dropLast()
            let fraction = String(1_000_000 + record.time % 1_000_000).dropFirst()
            #expect(
                line == """
                    {"check":"port login:443","event":1020,"fields":{"CONNECTOR_CHECK":"port login:443",\
                    "CONNECTOR_EVENT_ID":"1020","CONNECTOR_INCIDENT":"\(incident)",\
                    "CONNECTOR_STATE":"raised"},"host":"\(HostName.current())","incident":"\(incident)","message":"No \\"way\\".\\nReally.",\
                    "phase":null,"priority":3,"reason":null,"remedy":null,"state":"raised","target":null,\
                    "time":"\(time).\(fraction)Z"}
                    """)
            #expect(program.status == 0)
            #expect(program.errors == "")
        }

        @Test func textIsOneLineWithoutControlCharacters() async throws {
            let check = JournalEntry.Field(JournalField.check.rawValue, "login a\u{1b}]0;b\u{7}")
            let entry = Journal.alert(
                .loginFails, incident: incident, message: "\(incident)\n\u{9b}31m", others: [check])
            #expect(await Journal.deliver(entry) == .delivered)
            let record = try #require(try await Journal.records(incident: incident).first)
            let program = try await events("--event", "1030", "--lines", "50")
            let line = try #require(program.output.split(separator: "\n").last { $0.contains(incident) })
            let time = Date(timeIntervalSince1970: Double(record.time / 1_000_000)).rfc3339
            #expect(
                line == "\(time)  1030  raised  login a\\u{1B}]0;b\\u{7}  \(incident)\\n\\u{9B}31m")
        }

        @Test(arguments: [
            (["--event", "7"], "Unknown event \"7\"; the events are 1000 1001 "),
            (["--since", "soon"], "Invalid time \"soon\"; expected a form such as "),
            (["--lines", "-1"], "Missing value for '--lines <number>'"),
            (["--lines", "1", "--all"], "\"--lines\" and \"--all\" cannot be combined."),
        ])
        func aWrongOptionIsExplained(arguments: [String], message: String) async throws {
            let program = try await Program.run([ConnectorWatch.path, "events"] + arguments)
            #expect(program.status == 64)
            #expect(program.errors.contains(message))
            #expect(program.output == "")
        }

        @Test func journalsCollectedElsewhereAreReadFromTheirDirectory() async throws {
            #expect(await Journal.deliver(Journal.alert(.started, incident: incident)) == .delivered)
            try await Journal.synchronize()
            try await withTemporaryDirectory { directory in
                let copied = try await Program.run("cp", "-r", "/run/log/journal", directory("collected"))
                try #require(copied.status == 0, "\(copied.errors)")
                let host = try #require(
                    try FileManager.default.contentsOfDirectory(atPath: directory("collected")).first)
                // Alerts that come later are not in the copy.
                let later = Journal.alert(.stopping, incident: incident)
                #expect(await Journal.deliver(later) == .delivered)
                let place = directory("collected/\(host)")
                let program = try await events("--directory", place, "--format", "json")
                let lines = program.output.split(separator: "\n").filter { $0.contains(incident) }
                #expect(lines.count == 1)
                #expect(lines.first?.contains("\"event\":1090") == true)
            }
        }

        @Test func aMissingDirectoryIsAnError() async throws {
            let program = try await events("--directory", "/nonexistent")
            #expect(program.status == 3)
            let message = "Failed to open the journal in \"/nonexistent\": No such file or directory."
            #expect(program.errors == "\(message)\n")
        }

        /// libsystemd leaves out files that are damaged, without an error.
        @Test func aDirectoryOfWhichNothingCanBeReadIsNoJournalWithoutAlerts() async throws {
            try await withTemporaryDirectory { directory in
                try Data("LPKSHHRH".utf8).write(to: URL(filePath: directory("cut.journal")))
                let program = try await events("--directory", directory.path)
                #expect(program.output == "")
                #expect(program.errors == "No journal file in \"\(directory.path)\" can be read.\n")
            }
        }

        @Test func aUserWhoMayNotReadTheJournalGetsAHint() async throws {
            #expect(await Journal.deliver(Journal.alert(.started, incident: incident)) == .delivered)
            try await Journal.synchronize()
            let program = try await Program.run([
                "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ConnectorWatch.path,
                "events",
            ])
            #expect(program.output == "")
            #expect(program.errors.contains("a member of the group \"systemd-journal\""))
        }

        @Test func followingGoesOnUntilItIsInterrupted() async throws {
            #expect(
                await Journal.deliver(Journal.alert(.started, incident: incident, message: "before"))
                    == .delivered)
            try await Journal.synchronize()
            let follower = try await RunningProgram([
                ConnectorWatch.path, "events", "--follow", "--event", "1090",
            ])
            try await follower.output { $0.contains("raised  -  before\n") }
            #expect(
                await Journal.deliver(Journal.alert(.started, incident: incident, message: "after"))
                    == .delivered)
            try await follower.output { $0.contains("raised  -  after\n") }
            follower.send(SIGINT)
            #expect(try await follower.status() == 0)
        }
    }
}
