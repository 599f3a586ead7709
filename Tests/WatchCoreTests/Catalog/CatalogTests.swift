import Foundation
import Testing
import WatchCore

/// The shipped catalog: journald's own importer checks almost nothing.
@Suite struct CatalogTests {
    /// What an entry may be about: the events and, as `nil`, "recovered".
    private static let kinds: [AlertEvent?] = AlertEvent.allCases + [nil]

    private static func id(_ kind: AlertEvent?) -> String { kind?.messageID ?? AlertEvent.recoveredMessageID }

    private static func entry(_ kind: AlertEvent?) throws -> CatalogEntry {
        try #require(try CatalogEntry.shipped().first { $0.id == id(kind) })
    }

    @Test func messageIDsAreUniqueAndRandom() {
        let ids = Self.kinds.map(Self.id)
        #expect(Set(ids).count == ids.count)
        // Version 4 of RFC 9562, as "systemd-id128 new" makes them.
        let strangers = ids.filter { $0.wholeMatch(of: /[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}/) == nil }
        #expect(strangers == [])
    }

    @Test(arguments: kinds)
    func everyEventHasOneEntry(_ kind: AlertEvent?) throws {
        #expect(try CatalogEntry.shipped().count { $0.id == Self.id(kind) } == 1)
    }

    @Test func everyEntryHasAnEvent() throws {
        let known = Set(Self.kinds.map(Self.id))
        #expect(try CatalogEntry.shipped().filter { !known.contains($0.id) }.map(\.line) == [])
    }

    @Test(arguments: kinds)
    func headersAreCompleteAndEndWithABlankLine(_ kind: AlertEvent?) throws {
        let entry = try Self.entry(kind)
        #expect(entry.followsBlankLine)
        #expect(entry.headers.map(\.name) == ["Subject", "Defined-By", "Documentation"])
        #expect(entry["Subject"].first?.hasPrefix(kind?.title ?? "Recovered") == true)
        #expect(entry["Defined-By"] == ["connector-watch"])
        #expect(entry.body.first?.isEmpty == false)
        #expect(try CatalogEntry.text().contains(entry.dumped + "\n"))
    }

    @Test(arguments: kinds)
    func textsNameOnlyFieldsThatAreAlwaysSent(_ kind: AlertEvent?) throws {
        let always = kind?.alwaysSends ?? AlertEvent.recoveredAlwaysSends
        let sent = Set(always.map(\.rawValue)).union(["MESSAGE", "MESSAGE_ID", "PRIORITY"])
        #expect(try Self.entry(kind).fields.subtracting(sent) == [])
    }

    /// A lone `@` would be printed as it is; one around a misspelt name hides the fact.
    @Test(arguments: kinds)
    func everyAtSignBelongsToAField(_ kind: AlertEvent?) throws {
        let rest = try Self.entry(kind).dumped.replacing(/@[A-Z0-9_]+@/, with: "")
        #expect(rest.replacing("dig @SERVER", with: "").contains("@") == false)
    }

    @Test func linesFitATerminal() throws {
        let lines = try CatalogEntry.text().split(separator: "\n", omittingEmptySubsequences: false)
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
    @Test func noTextIsTakenForAComment() throws {
        let lines = try CatalogEntry.shipped().flatMap(\.body)
        #expect(lines.filter { $0.hasPrefix("#") || $0.hasPrefix(";") } == [])
    }

    @Test(arguments: [
        "Register-AppProxyConnector", "AppProxyPSModule", "Register-MicrosoftEntraPrivateNetworkConnector",
        "MicrosoftEntraPrivateNetworkConnectorPSModule",
    ])
    func theExpiredCertificateNamesBothCmdlets(_ word: String) throws {
        #expect(try Self.entry(.trustExpired).dumped.contains(word))
    }

    @Test(arguments: ThumbprintChange.allCases)
    func everyChangeOfTheThumbprintIsExplained(_ change: ThumbprintChange) throws {
        #expect(try Self.entry(.thumbprintChanged).body.contains { $0.hasPrefix("\(change.rawValue)  ") })
    }

    /// The real tool, on a root of its own, gives every entry back word for word.
    @Test(.timeLimit(.minutes(5)))
    func journalctlReadsEveryEntryWhole() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "catalog-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        let shipped = root.appending(path: "usr/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: shipped, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: CatalogEntry.file, to: shipped.appending(path: CatalogEntry.file.lastPathComponent))

        #expect(try journalctl("--root=\(root.path)", "--update-catalog") == "")
        let list = try journalctl("--root=\(root.path)", "--list-catalog").split(separator: "\n")
        #expect(list.map { String($0.prefix(32)) } == Self.kinds.map(Self.id).sorted())
        let whole = try CatalogEntry.shipped().sorted { $0.id < $1.id }.map { $0.dumped + "\n\n" }.joined()
        #expect(try journalctl("--root=\(root.path)", "--dump-catalog") == whole)
    }

    /// Everything that the tool writes to either output.
    private func journalctl(_ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/journalctl")
        process.arguments = arguments
        let output = Pipe()
        (process.standardOutput, process.standardError) = (output, output)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
