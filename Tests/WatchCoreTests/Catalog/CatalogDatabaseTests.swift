import Foundation
import TestSupport
import Testing
import WatchCore

/// The real journalctl, on a root of its own, gives every entry back word for word in the reader's language.
@Suite struct CatalogDatabaseTests {
    @Test(
        .timeLimit(.minutes(2)),
        arguments: [
            ("C.UTF-8", CatalogLanguage.english), ("en_GB.UTF-8", .english), ("fr_FR.UTF-8", .english),
            ("de_DE.UTF-8", .german), ("de_AT.UTF-8", .german),
        ])
    func journalctlReadsEveryEntryWhole(_ locale: String, _ language: CatalogLanguage) async throws {
        let directory = try TemporaryDirectory()
        let root = directory.url
        let shipped = root.appending(path: "usr/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: shipped, withIntermediateDirectories: true)
        for language in CatalogLanguage.allCases {
            try FileManager.default.copyItem(
                at: language.file, to: shipped.appending(path: language.rawValue))
        }
        let locales = root.appending(path: "locales")
        try Self.makeLocale(locale, in: locales)
        func journalctl(_ arguments: String...) async throws -> String {
            let program = try await Program.run(
                ["/usr/bin/journalctl", "--root=\(directory.path)"] + arguments,
                environment: ["LANG": locale, "LOCPATH": locales.path])
            #expect(program.status == 0)
            return program.errors + program.output
        }

        #expect(try await journalctl("--update-catalog") == "")
        let entries = try language.entries().sorted { $0.id < $1.id }
        let list = try await journalctl("--list-catalog").split(separator: "\n").map(String.init)
        #expect(list == entries.map { "\($0.id) connector-watch: \($0["Subject"].joined())" })
        #expect(try await journalctl("--dump-catalog") == entries.map { $0.dumped + "\n\n" }.joined())
    }

    /// journalctl probes only at the name of its locale; the C library sets a name only where it finds files for it.
    private static func makeLocale(_ name: String, in directory: URL) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: URL(filePath: "/usr/lib/locale/C.utf8"), to: directory.appending(path: name))
    }
}
