/// Reads events as Event Viewer and PowerShell save them in columns (RFC 4180), separated by commas, semicolons or tabs.
///
/// Event Viewer names five columns and writes six: the last one is the message.
struct CSVReader: LogReader {
    private enum Place {
        case start
        case plain
        case quoted
        /// Behind a quotation mark, which ended the value or is the first of two.
        case mark
    }

    private let separator: UInt8
    private let columns: [EventFields.Field?]
    private var place = Place.start
    private var values: [[UInt8]] = [[]]
    private var size = 0
    private var isCut = false
    private var line = 1
    private var recordLine = 1
    private var count = 0
    private var remarks = ReaderRemarks()

    /// `nil` unless the first line of `head` names columns of events.
    init?(head: [UInt8]) {
        let lines = head.split(separator: 0x0a, maxSplits: 2)
        guard let first = lines.first(where: { !$0.starts(with: Array("#TYPE".utf8)) }) else { return nil }
        let titles = String(decoding: first.prefix(2000), as: UTF8.self)
        for sign in ",;\t" {
            let names = titles.split(separator: sign, omittingEmptySubsequences: false).map { part in
                EventFields.names[part.filter { $0 != "\"" && $0 != "\r" }.lowercased().trimmedSpaces]
            }
            guard names.count(where: { $0 != nil }) >= 3 else { continue }
            separator = sign.asciiValue ?? 0x2c
            columns = names
            return
        }
        return nil
    }

    mutating func take(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) {
        for byte in chunk { take(byte, visitor) }
    }

    mutating func end(_ visitor: (LogRecord) -> Void) -> ReaderRemarks {
        if place == .quoted { remarks.damaged += 1 }
        give(visitor)
        return remarks
    }

    private mutating func take(_ byte: UInt8, _ visitor: (LogRecord) -> Void) {
        if byte == 0x0a { line += 1 }
        switch (place, byte) {
        case (.start, UInt8(ascii: "\"")): place = .quoted
        case (.quoted, UInt8(ascii: "\"")): place = .mark
        case (.mark, UInt8(ascii: "\"")):
            place = .quoted
            append(byte)
        case (.quoted, _): append(byte)
        case (_, separator):
            if values.count < 64 { values.append([]) }
            place = .start
        case (_, 0x0a):
            give(visitor)
            place = .start
        case (_, 0x0d): break
        default:
            append(byte)
            place = .plain
        }
    }

    private mutating func append(_ byte: UInt8) {
        size += 1
        guard size <= RecordLimits.text else {
            if !isCut { remarks.cut += 1 }
            isCut = true
            // A mark that nothing closes must not swallow the rest of the file.
            if size > 16 * RecordLimits.text, byte == 0x0a { place = .plain }
            return
        }
        values[values.count - 1].append(byte)
    }

    private mutating func give(_ visitor: (LogRecord) -> Void) {
        defer {
            values = [[]]
            size = 0
            isCut = false
            recordLine = line
        }
        guard values.count > 1 else { return }
        count += 1
        var record = LogRecord(line: recordLine, number: count)
        for (index, value) in values.enumerated() {
            let field = index < columns.count ? columns[index] : .message
            guard let field else { continue }
            if field == .message {
                record.text += value
            } else {
                record.take(field, String(decoding: value, as: UTF8.self).trimmedSpaces)
            }
        }
        // The line of the titles.
        guard record.id != nil || record.time != nil else {
            count -= 1
            return
        }
        visitor(record)
    }
}
