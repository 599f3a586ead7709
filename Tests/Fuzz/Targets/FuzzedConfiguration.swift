@testable import WatchCore

/// A whole configuration in one file.
enum FuzzedConfiguration {
    /// Every problem lies within the file; what is valid stays the same when it is shown and read again.
    static func run(_ bytes: [UInt8]) throws {
        let fragment = ConfigurationFragment(path: "f", bytes: bytes)
        switch Configuration.read([fragment], hostName: "h", withEffective: true) {
        case .success(let configuration):
            let shown = ConfigurationFragment(path: "g", text: configuration.effective.configurationText)
            let again = Configuration.read([shown], hostName: "h")
            try promise(
                (try? again.get())?.settings == configuration.settings, "It is read otherwise when shown.")
        case .failure(let problems):
            try promise(problems.errors > 0, "It is refused without an error.")
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for span in problems.kept.compactMap(\.span) where span.file == "f" {
                let isInside =
                    lines.indices.contains(span.line - 1)
                    && (1...(lines[span.line - 1].count + 1)).contains(span.column)
                try promise(isInside, "A problem lies at \(span.line):\(span.column).")
            }
        }
    }
}
