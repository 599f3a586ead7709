/// One entry of a journal catalog, read as journald's own importer does (systemd.io/CATALOG), but with more care for
/// what it lets pass.
package struct CatalogEntry: Sendable {
    /// The `MESSAGE_ID` it explains.
    package var id: String
    /// The line of the file that its `-- ID` stands on, from 1.
    package var line: Int
    /// Whether that line follows a blank one; without it the importer takes it for text.
    package var followsBlankLine: Bool
    /// `Target: …` and the like, in their order.
    package var headers: [(name: String, value: String)]
    /// The lines after the blank one that ends the headers, without the blank ones at the end.
    package var body: [String]

    /// Every entry of a catalog file; comments between entries are left out.
    package static func read(_ text: String) -> [CatalogEntry] {
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
