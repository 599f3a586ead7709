import WatchCore

@testable import Diagnosis

/// A log of a Windows host, whatever it is: text, events as XML, events in columns.
enum FuzzedLog {
    /// Before any log; to build what finds the signatures takes a while.
    private static let empty: Diagnosis = {
        var reader = SignaturesReader()
        reader.add(SignaturesReader.builtIn)
        return Diagnosis(reader.signatures, zone: .utc)
    }()

    /// It means the same however it comes, a record has its limits, and nothing that acts on a terminal is shown.
    static func run(_ bytes: [UInt8]) throws {
        let whole = read(bytes, inPiecesOf: max(1, bytes.count))
        for size in [1, 7] {
            let other = read(bytes, inPiecesOf: size)
            try promise(
                whole.file.reading.failure == other.file.reading.failure,
                "In pieces of \(size) it fails otherwise.")
            let isSame =
                whole.records.map(\.text) == other.records.map(\.text)
                && whole.records.map(\.id) == other.records.map(\.id)
                && whole.records.map(\.line) == other.records.map(\.line)
            try promise(isSame, "In pieces of \(size) it has other records.")
            try promise(
                whole.file.reading.remarks == other.file.reading.remarks,
                "In pieces of \(size) it has other remarks.")
        }
        var diagnosis = empty
        for record in whole.records {
            try promise(
                record.text.count <= 3 * RecordLimits.text, "A record has \(record.text.count) bytes.")
            diagnosis.take(record, of: nil)
        }
        for quote in diagnosis.found.flatMap(\.quotes) {
            try promise(quote.text.utf8.count < 4096, "A quote has \(quote.text.utf8.count) bytes.")
            try promise(
                !quote.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }, "A quote acts.")
        }
    }

    private static func read(_ bytes: [UInt8], inPiecesOf size: Int) -> (file: LogFile, records: [LogRecord])
    {
        var file = LogFile("f")
        var records: [LogRecord] = []
        var rest = bytes[...]
        var goesOn = true
        while goesOn, !rest.isEmpty {
            let piece = rest.prefix(size)
            rest = rest.dropFirst(piece.count)
            goesOn = piece.withUnsafeBytes { file.take($0) { records.append($0) } }
        }
        file.end { records.append($0) }
        return (file, records)
    }
}
