import Foundation
import Testing
import WatchCore

/// The real journalctl, on a root of its own, gives every entry back word for word in the reader's language.
@Suite struct CatalogDatabaseTests {
    @Test(
        .timeLimit(.minutes(15)),
        arguments: [
            ("C.UTF-8", CatalogLanguage.english), ("en_GB.UTF-8", .english), ("fr_FR.UTF-8", .english),
            ("de_DE.UTF-8", .german), ("de_AT.UTF-8", .german),
        ])
    func journalctlReadsEveryEntryWhole(_ locale: String, _ language: CatalogLanguage) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "catalog-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        let shipped = root.appending(path: "usr/lib/systemd/catalog")
        try FileManager.default.createDirectory(at: shipped, withIntermediateDirectories: true)
        for language in CatalogLanguage.allCases {
            try FileManager.default.copyItem(
                at: language.file, to: shipped.appending(path: language.rawValue))
        }
        let locales = root.appending(path: "locales")
        try Self.makeLocale(locale, in: locales)
        func journalctl(_ arguments: String...) throws -> String {
            try Self.run(
                "/usr/bin/journalctl", ["--root=\(root.path)"] + arguments,
                environment: ["LANG": locale, "LOCPATH": locales.path])
        }

        #expect(try journalctl("--update-catalog") == "")
        let entries = try language.entries().sorted { $0.id < $1.id }
        let list = try journalctl("--list-catalog").split(separator: "\n").map(String.init)
        #expect(list == entries.map { "\($0.id) connector-watch: \($0["Subject"].joined())" })
        #expect(try journalctl("--dump-catalog") == entries.map { $0.dumped + "\n\n" }.joined())
    }

    /// journalctl probes only at the name of its locale; the C library sets a name only where it finds files for it.
    private static func makeLocale(_ name: String, in directory: URL) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: URL(filePath: "/usr/lib/locale/C.utf8"), to: directory.appending(path: name))
    }

    /// Everything that the tool writes to either output.
    private static func run(
        _ path: String, _ arguments: [String], environment: [String: String]
    ) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        (process.arguments, process.environment) = (arguments, environment)
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
