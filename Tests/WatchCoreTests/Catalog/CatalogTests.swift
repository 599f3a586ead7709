import Foundation
import Testing
import WatchCore

/// The shipped catalogs, each by the same rules: journald's own importer checks almost nothing.
@Suite struct CatalogTests {
    @Test func messageIDsAreUniqueAndRandom() {
        let ids = CatalogEntry.kinds.map(CatalogEntry.id)
        #expect(Set(ids).count == ids.count)
        // Version 4 of RFC 9562, as "systemd-id128 new" makes them.
        let strangers = ids.filter { $0.wholeMatch(of: /[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}/) == nil }
        #expect(strangers == [])
    }

    @Test(arguments: CatalogLanguage.allCases, CatalogEntry.kinds)
    func everyEventHasOneEntry(_ language: CatalogLanguage, _ kind: AlertEvent?) throws {
        #expect(try language.entries().count { $0.id == CatalogEntry.id(kind) } == 1)
    }

    @Test(arguments: CatalogLanguage.allCases)
    func everyEntryHasAnEvent(_ language: CatalogLanguage) throws {
        let known = Set(CatalogEntry.kinds.map(CatalogEntry.id))
        #expect(try language.entries().filter { !known.contains($0.id) }.map(\.line) == [])
    }

    @Test(arguments: CatalogLanguage.allCases, CatalogEntry.kinds)
    func headersAreCompleteAndEndWithABlankLine(_ language: CatalogLanguage, _ kind: AlertEvent?) throws {
        let entry = try language.entry(kind)
        #expect(entry.followsBlankLine)
        #expect(entry.headers.map(\.name) == ["Subject", "Defined-By", "Documentation"])
        #expect(entry["Defined-By"] == ["connector-watch"])
        #expect(entry.body.first?.isEmpty == false)
        #expect(try language.text().contains(entry.dumped + "\n"))
    }

    @Test(arguments: CatalogEntry.kinds)
    func theEnglishSubjectIsTheTitle(_ kind: AlertEvent?) throws {
        let entry = try CatalogLanguage.english.entry(kind)
        #expect(entry["Subject"].first?.hasPrefix(kind?.title ?? "Recovered") == true)
    }

    @Test(arguments: CatalogLanguage.allCases, CatalogEntry.kinds)
    func textsNameOnlyFieldsThatAreAlwaysSent(_ language: CatalogLanguage, _ kind: AlertEvent?) throws {
        let always = kind?.alwaysSends ?? AlertEvent.recoveredAlwaysSends
        let sent = Set(always.map(\.rawValue)).union(["MESSAGE", "MESSAGE_ID", "PRIORITY"])
        #expect(try language.entry(kind).fields.subtracting(sent) == [])
    }

    /// A lone `@` would be printed as it is; one around a misspelt name hides the fact.
    @Test(arguments: CatalogLanguage.allCases, CatalogEntry.kinds)
    func everyAtSignBelongsToAField(_ language: CatalogLanguage, _ kind: AlertEvent?) throws {
        let rest = try language.entry(kind).dumped.replacing(/@[A-Z0-9_]+@/, with: "")
        #expect(rest.replacing("dig @SERVER", with: "").contains("@") == false)
    }

    @Test(arguments: CatalogLanguage.allCases)
    func linesFitATerminal(_ language: CatalogLanguage) throws {
        let lines = try language.text().split(separator: "\n", omittingEmptySubsequences: false)
        let long = lines.indices.filter { lines[$0].count > 79 }.map { $0 + 1 }
        let untidy = lines.indices.filter { lines[$0].contains("\t") || lines[$0].hasSuffix(" ") }.map {
            $0 + 1
        }
        #expect(long == [])
        #expect(untidy == [])
        #expect(lines.last == "", "The file does not end with a newline.")
        #expect(lines.suffix(2) != ["", ""], "The file ends with a blank line.")
    }

    /// journald's importer leaves out lines that begin with one of these, wherever they stand.
    @Test(arguments: CatalogLanguage.allCases)
    func noTextIsTakenForAComment(_ language: CatalogLanguage) throws {
        let lines = try language.entries().flatMap(\.body)
        #expect(lines.filter { $0.hasPrefix("#") || $0.hasPrefix(";") } == [])
    }

    @Test(
        arguments: CatalogLanguage.allCases,
        [
            "Register-AppProxyConnector", "AppProxyPSModule",
            "Register-MicrosoftEntraPrivateNetworkConnector",
            "MicrosoftEntraPrivateNetworkConnectorPSModule",
        ])
    func theExpiredCertificateNamesBothCmdlets(_ language: CatalogLanguage, _ word: String) throws {
        #expect(try language.entry(.trustExpired).dumped.contains(word))
    }

    @Test(arguments: CatalogLanguage.allCases, ThumbprintChange.allCases)
    func everyChangeOfTheThumbprintIsExplained(
        _ language: CatalogLanguage, _ change: ThumbprintChange
    ) throws {
        let body = try language.entry(.thumbprintChanged).body
        #expect(body.contains { $0.hasPrefix("\(change.rawValue)  ") })
    }
}
