import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// `config/connector-watch.conf` is held against the table of keys.
struct ShippedExampleTests {
    private let text: String

    init() throws {
        text = try String(contentsOf: Repository.file("config/connector-watch.conf"), encoding: .utf8)
    }

    /// The example with "#" removed from every assignment and header; prose has a space behind it.
    private var uncommented: String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("#") && $0.dropFirst().first?.isWhitespace == false ? $0.dropFirst() : $0 }
            .joined(separator: "\n")
    }

    private func sections(of text: String) throws -> [UnitSection] {
        var problems = ConfigurationProblems()
        let fragment = ConfigurationFragment(path: "example", text: text)
        let file = UnitFileParser.parse(fragment, problems: &problems)
        try #require(problems.lines == [])
        return file.sections
    }

    @Test func asItIsItChangesNothing() throws {
        #expect(try configuration(text).settings == configuration().settings)
        #expect(try sections(of: text).allSatisfy { $0.assignments.isEmpty })
    }

    @Test func withEveryAssignmentInForceItIsValid() throws {
        let configuration = try configuration(uncommented)
        #expect(configuration.warnings == [])
        #expect(configuration.settings.ports.contains { $0.name == "example" && $0.ports == [80, 443] })
        #expect(configuration.settings.logins.contains { $0.name == "example" })
        #expect(configuration.settings.tls.contains { $0.name == "example" && $0.target.port == 443 })
    }

    @Test(arguments: SectionKind.allCases)
    func everyKeyIsThereWithItsDefault(kind: SectionKind) throws {
        let all = try sections(of: uncommented)
        let section = all.filter { $0.type == kind.rawValue }
        // Keys that all check sections share are explained once.
        let shared = Set((PaceKeys.rows + CheckKeys.rows).map(\.name))
        let explained = Set(all.flatMap(\.assignments).map(\.key))
        for row in kind.rows {
            let given = section.flatMap(\.assignments).first { $0.key == row.name }
            #expect(given != nil || shared.contains(row.name) && explained.contains(row.name), "\(row.name)=")
            guard let given, let fallback = row.fallback else { continue }
            #expect(given.value.text == fallback, "\(row.name)=")
        }
    }

    @Test(arguments: SectionKind.allCases)
    func everyRangeIsStatedAboveItsKey(kind: SectionKind) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let isHeader = { (line: Substring) in line.hasPrefix("[") || line.hasPrefix("#[") }
        let header = lines.firstIndex { isHeader($0) && $0.contains("[\(kind.rawValue)") } ?? 0
        let end = lines[header...].dropFirst().firstIndex(where: isHeader) ?? lines.endIndex
        for row in kind.rows {
            guard let range = row.allowed.firstMatch(of: /from (\S+) to (\S+)/) else { continue }
            // Keys that all check sections share are explained once, before these sections.
            let own = lines[header..<end].firstIndex { $0.hasPrefix("#\(row.name)=") }
            let index = try #require(
                own ?? lines.firstIndex { $0.hasPrefix("#\(row.name)=") }, "\(row.name)=")
            let comment = lines[..<index].suffix(8).joined(separator: " ")
            #expect(comment.contains(range.1) && comment.contains(range.2), "\(row.name)=")
        }
    }
}
