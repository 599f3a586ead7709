/// One entry of a log: an event, or the lines that belong together.
package struct LogRecord: Sendable {
    /// Where it begins, from 1.
    package var line: Int
    /// Which of the file's records it is, from 1.
    package var number: Int
    /// As it is written, or `nil` if it stands at the start of the text.
    var time: LogTime?
    var channel: String?
    var source: String?
    var id: Int?
    /// The day of a log whose lines have the time of day only.
    var day: String?
    /// The message and the data, in UTF-8.
    var text: [UInt8]

    init(line: Int, number: Int, text: [UInt8] = []) {
        self.line = line
        self.number = number
        self.text = text
    }

    /// Whether the connector or its updater wrote it, by its channel or its source.
    var isOwn: Bool { [channel, source].contains { $0.map(ConnectorSource.isOwn) ?? false } }
}

/// The names under which the connector writes its events.
///
/// Channels: `Microsoft-AadApplicationProxy-Connector/Admin`, since 2023 `Microsoft-Microsoft Entra private
/// network-Connector/Admin`, and the same of the updater. Sources in the channel "Application": `Microsoft AAD Application
/// Proxy Connector`, `Microsoft Entra private network connector`.
enum ConnectorSource {
    private static let names = [
        "aadapplicationproxy", "aad application proxy connector", "entra application proxy connector",
        "entra private network",
    ]

    static func isOwn(_ name: String) -> Bool {
        let name = name.lowercased()
        return names.contains { name.contains($0) }
    }
}

/// Turns the text of a log into records, chunk by chunk, and keeps no more than one of them.
protocol LogReader {
    /// Takes a chunk of UTF-8; it may end anywhere.
    mutating func take(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void)
    /// Takes the end of the text, and returns what was wrong with it.
    mutating func end(_ visitor: (LogRecord) -> Void) -> ReaderRemarks
}

/// What a reader left out.
struct ReaderRemarks: Equatable {
    /// Records of which only the beginning was read.
    var cut = 0
    /// Records that are damaged, or not what the file's others are.
    var damaged = 0
}

/// Limits of what one record may have.
enum RecordLimits {
    /// In bytes of text.
    static let text = 64 << 10
    static let lines = 500
}
