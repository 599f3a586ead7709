import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// The documents for operators are held against the tables of the core.
struct DocumentTests {
    private func document(_ path: String) throws -> String {
        try String(contentsOf: Repository.file(path), encoding: .utf8)
    }

    /// The rows of the tables in a document whose first cell is code: its text, and the other cells.
    private func rows(_ text: some StringProtocol) -> [String: [String]] {
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        return Dictionary(rows.map { ($0[0].trimmingCharacters(in: ["`"]), Array($0.dropFirst())) }) {
            first, _ in first
        }
    }

    @Test func everyFieldIsExplained() throws {
        let rows = rows(try document("docs/alerts.md"))
        for field in JournalField.allCases { #expect(rows[field.rawValue] != nil, "\(field.rawValue)") }
    }

    @Test(arguments: AlertEvent.allCases)
    func everyEventIsListedWithItsPriorities(event: AlertEvent) throws {
        let text = try document("docs/alerts.md")
        let row = try #require(
            text.split(separator: "\n").first { $0.hasPrefix("| \(event.rawValue) |") }, "\(event)")
        let cell = try #require(row.split(separator: "|").last)
        for priority in event.priorities { #expect(cell.contains(priority.name), "\(event.rawValue)") }
    }

    @Test(arguments: SectionKind.allCases)
    func everyKeyIsListedWithItsDefault(kind: SectionKind) throws {
        let parts = try document("docs/configuration.md").components(separatedBy: "\n### [\(kind.rawValue)")
        let section = try #require(parts.dropFirst().first?.components(separatedBy: "\n### ").first)
        let own = rows(section)
        let shared = Set((PaceKeys.rows + CheckKeys.rows).map(\.name))
        let explained = rows(try document("docs/configuration.md"))
        for row in kind.rows {
            guard let cells = own[row.name] else {
                #expect(shared.contains(row.name) && explained[row.name] != nil, "\(row.name)=")
                continue
            }
            // In words where there is none, or where it is empty.
            guard let fallback = row.fallback, !fallback.isEmpty else { continue }
            #expect(cells.first == "`\(fallback)`", "\(row.name)=")
        }
    }

    @Test func theExampleConfigurationIsValid() throws {
        let blocks = try document("docs/configuration.md").components(separatedBy: "```ini\n").dropFirst()
            .compactMap { $0.components(separatedBy: "```").first }
        #expect(blocks.count == 1)
        for block in blocks {
            let configuration = try configuration(block)
            #expect(configuration.warnings == [])
            #expect(configuration.settings.connector.name == "hq-01")
        }
    }
}
