import Foundation
import TestSupport
import Testing
import WatchCore

/// A language that the catalog is shipped in; journald takes it from the name of the file.
enum CatalogLanguage: String, CaseIterable, Sendable {
    case english = "connector-watch.catalog"
    case german = "connector-watch.de.catalog"

    /// The shipped file.
    var file: URL { Repository.file("systemd/\(rawValue)") }

    func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    func entries() throws -> [CatalogEntry] { try #require(Self.all[self]).get() }

    /// Both files, read once for the many tests of single entries.
    private static let all = Dictionary(
        uniqueKeysWithValues: allCases.map { language in
            (language, Result { CatalogEntry.read(try language.text()) })
        })

    /// The entry of an event or, for `nil`, that of "recovered".
    func entry(_ kind: AlertEvent?) throws -> CatalogEntry {
        try #require(try entries().first { $0.id == CatalogEntry.id(kind) })
    }
}
