import Foundation
import WatchCore

/// One entry of a journal catalog, read as journald's own importer does, but with more care for what it lets pass.
struct CatalogEntry: Sendable {
    var id: String
    /// The line of the file that its `-- ID` stands on, from 1.
    var line: Int
    /// Whether that line follows a blank one; without it the importer takes it for text.
    var followsBlankLine: Bool
    /// `Subject: …` and the like, in their order.
    var headers: [(name: String, value: String)]
    /// The lines after the blank one that ends the headers, without the blank ones at the end.
    var body: [String]

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
    /// What an entry may be about: the events and, as `nil`, "recovered".
    static let kinds: [AlertEvent?] = AlertEvent.allCases + [nil]

    static func id(_ kind: AlertEvent?) -> String { kind?.messageID ?? AlertEvent.recoveredMessageID }

    /// Every entry of `text`; comments between entries are left out.
    static func read(_ text: String) -> [CatalogEntry] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let starts = lines.indices.filter { lines[$0].hasPrefix("-- ") }
        return zip(starts, starts.dropFirst() + [lines.endIndex]).map { start, end in
            let rest = lines[(start + 1)..<end]
            let headers = rest.prefix { $0.wholeMatch(of: /[A-Z][A-Za-z-]*: .+/) != nil }
            let ending = rest.dropFirst(headers.count)
            let body = ending.first == "" ? ending.dropFirst() : ending
            return CatalogEntry(
                id: String(lines[start].dropFirst(3)), line: start + 1,
                followsBlankLine: start > 0 && lines[start - 1].isEmpty,
                headers: headers.map { header in
                    let parts = header.split(separator: ": ", maxSplits: 1)
                    return (String(parts[0]), String(parts[1]))
                },
                body: Array(body.reversed().drop { $0.isEmpty }.reversed()))
        }
    }
}
