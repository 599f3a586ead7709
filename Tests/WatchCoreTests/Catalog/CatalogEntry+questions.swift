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

    /// What an entry may be about: the events and, as `nil`, "recovered".
    static let kinds: [AlertEvent?] = AlertEvent.allCases + [nil]

    static func id(_ kind: AlertEvent?) -> String { kind?.messageID ?? AlertEvent.recoveredMessageID }
}
