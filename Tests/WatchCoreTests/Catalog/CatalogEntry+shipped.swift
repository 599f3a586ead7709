import Foundation
import WatchCore

extension CatalogEntry {
    /// As `journalctl --dump-catalog` prints it.
    var dumped: String {
        (["-- \(id)"] + headers.map { "\($0.name): \($0.value)" } + [""] + body).joined(separator: "\n")
    }

    subscript(header: String) -> [String] { headers.filter { $0.name == header }.map(\.value) }

    /// The names between two `@` in headers and body.
    var fields: Set<String> {
        let text = (headers.map(\.value) + body).joined(separator: "\n")
        return Set(text.matches(of: /@([A-Z0-9_]+)@/).map { String($0.output.1) })
    }
}

extension CatalogEntry {
    /// The shipped file.
    static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../systemd/connector-watch.catalog").standardizedFileURL

    static func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }

    static func shipped() throws -> [CatalogEntry] { read(try text()) }
}
