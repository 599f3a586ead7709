import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The manual pages as they are built.
@Suite(.timeLimit(.minutes(2))) struct ManualTests {
    private static let pages = [
        "connector-watch.1", "connector-watchd.8", "connector-watch.conf.5", "connector-watch-events.7",
    ]

    private func withManual(_ body: (TemporaryDirectory) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            try await Program.succeed(
                Repository.path("packaging/make-manual"), directory.path, Repository.built)
            try await body(directory)
        }
    }

    /// A page as a terminal shows it, with one space between words.
    private func words(_ page: String, _ directory: TemporaryDirectory) async throws -> String {
        let run = try await Program.run(
            "/usr/bin/mandoc", "-Tascii", "-O", "width=300", directory.appending(path: page).path)
        // Bold and underlined letters are struck over each other.
        return run.words.replacing(/.\u{8}/, with: "")
    }

    @Test func mandocFindsNothingWrong() async throws {
        try await withManual { directory in
            for page in Self.pages {
                let lint = try await Program.run(
                    "/usr/bin/mandoc", "-Tlint", directory.appending(path: page).path)
                // Pages are not installed where they are built.
                let complaints = lint.output.split(separator: "\n").filter {
                    !$0.contains("referenced manual not found")
                }
                #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n"))")
            }
        }
    }

    @Test func everyKeyEventFieldAndReasonIsInIt() async throws {
        try await withManual { directory in
            let configuration = try await words("connector-watch.conf.5", directory)
            for kind in SectionKind.allCases {
                for row in kind.rows { #expect(configuration.contains("\(row.name)= \(row.help)")) }
            }
            let events = try await words("connector-watch-events.7", directory)
            for event in AlertEvent.allCases {
                #expect(events.contains("\(event.rawValue): \(event.title) Priority"))
                #expect(events.contains(event.messageID))
            }
            for field in JournalField.allCases {
                #expect(events.contains("\(field.rawValue) \(field.help)."))
            }
            for reason in Reason.allCases { #expect(events.contains("\(reason.rawValue) \(reason.help).")) }
            let command = try await words("connector-watch.1", directory)
            let help = try await ConnectorWatch.run("--help")
            for line in help.output.split(separator: "\n").drop(while: { !$0.hasPrefix("SUBCOMMANDS") }) {
                guard let name = line.firstMatch(of: /^  ([a-z-]+)\s/)?.output.1, name != "help" else {
                    continue
                }
                #expect(command.contains("connector-watch \(name)"), "\(name)")
            }
        }
    }

    /// What journalctl -x says of an event is what the manual says.
    @Test func theCatalogStandsInTheManualWordForWord() async throws {
        try await withManual { directory in
            let events = try await words("connector-watch-events.7", directory)
            let catalog = try String(
                contentsOfFile: Repository.path("systemd/connector-watch.catalog"), encoding: .utf8)
            for entry in CatalogEntry.read(catalog)
            where AlertEvent.allCases.contains(where: { $0.messageID == entry.id }) {
                let text = entry.body.joined(separator: " ").split(separator: " ").joined(separator: " ")
                #expect(events.contains(text), "\(entry.id)")
            }
        }
    }

    @Test func aCatalogThatLacksAnEventFailsTheBuild() async throws {
        try await withTemporaryDirectory { directory in
            let binaries = URL(filePath: ConnectorWatch.path).deletingLastPathComponent()
            let (help, catalog) = (
                directory.appending(path: "help").path, directory.appending(path: "catalog").path
            )
            try "# nothing\n".write(toFile: catalog, atomically: true, encoding: .utf8)
            let dump = try await ConnectorWatch.run("--experimental-dump-help")
            try dump.output.write(toFile: help, atomically: true, encoding: .utf8)
            let run = try await Program.run(
                binaries.appending(path: "connector-watch-manual").path, directory.path, "November 24, 2026",
                catalog,
                help, help)
            #expect(run.status == 1)
            #expect(run.errors.contains("The catalog has no entry for event 1000"))
        }
    }
}
