internal import Files
internal import SystemPackage

/// What became of a file.
package struct LogFileReading: Sendable {
    /// As it was named, or `nil` for the standard input.
    package var path: String?
    /// What it is, or `nil` if it could not be read.
    package var kind: LogKind?
    /// As they are called elsewhere: "UTF-16LE"; empty if it is all ASCII.
    package var encodings: [String] = []
    package var bytes = 0
    package var records = 0
    /// Sentences about what was left out, or may be wrong.
    package var remarks: [String] = []
    /// Whole sentences, or `nil` if it was read to its end.
    package var failure: String?
}

/// What a log is, told by its contents.
package enum LogKind: String, Sendable {
    case text
    case events = "event-xml"
    case columns = "event-csv"

    /// For people.
    package var title: String {
        switch self {
        case .text: "text"
        case .events: "events as XML"
        case .columns: "events as CSV"
        }
    }
}

/// Reads one file from its first byte to its last, in constant memory.
struct LogFile {
    /// So much text tells what a file is, in bytes.
    private static let headSize = 16 << 10

    private var decoder: TextDecoder?
    private var reader: (any LogReader)?
    /// The text until the reader is chosen.
    private var head: [UInt8] = []
    private var start: [UInt8] = []
    private(set) var reading: LogFileReading
    private var isZero = true
    private var container: LogFileFailure?

    init(_ path: String?) {
        reading = LogFileReading(path: path)
    }

    /// - Parameters:
    ///   - path: The file, or `nil` for the standard input.
    ///   - visitor: Gets each record.
    /// - Returns: What became of it, whatever that is.
    static func read(_ path: String?, _ visitor: (LogRecord) -> Void) -> LogFileReading {
        var log = LogFile(path)
        do throws(FileError) {
            let file = try RegularFile.open(path)
            do throws(Errno) {
                _ = try file.visit { log.take($0, visitor) }
            } catch {
                throw FileError(error)
            }
            log.end(visitor)
        } catch {
            log.fail(.unreadable(error))
        }
        return log.reading
    }

    /// Takes the next bytes, as many as come.
    ///
    /// - Returns: Whether to go on.
    mutating func take(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) -> Bool {
        reading.bytes += chunk.count
        if isZero { isZero = chunk.allSatisfy { $0 == 0 } }
        guard decoder != nil else { return begin(chunk, visitor) }
        decode(chunk, visitor)
        return container == nil
    }

    /// Takes the first bytes, until there are enough to tell what they are.
    private mutating func begin(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) -> Bool {
        start += chunk
        guard start.count >= 8 else { return true }
        if let found = LogFileFailure.Container(head: start) { container = .container(found) }
        if TextDecoder.isUTF32(start) { container = .utf32 }
        guard container == nil else { return false }
        decoder = TextDecoder(head: start)
        let first = start
        start = []
        first.withUnsafeBytes { decode($0, visitor) }
        return container == nil
    }

    private mutating func decode(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) {
        var text: [UInt8] = []
        decoder?.decode(chunk, into: &text)
        pass(text, visitor)
    }

    private mutating func pass(_ text: [UInt8], _ visitor: (LogRecord) -> Void) {
        guard reader == nil else { return give(text, visitor) }
        head += text
        if head.count >= Self.headSize { choose(visitor) }
    }

    private mutating func give(_ text: [UInt8], _ visitor: (LogRecord) -> Void) {
        // Taken out meanwhile, so that it is not copied.
        guard var reader = self.reader else { return }
        self.reader = nil
        var records = 0
        text.withUnsafeBytes { bytes in
            reader.take(bytes) { record in
                records += 1
                visitor(record)
            }
        }
        reading.records += records
        self.reader = reader
    }

    /// Chooses the reader by what the file begins with, and gives it that.
    private mutating func choose(_ visitor: (LogRecord) -> Void) {
        let whole = head
        head = []
        let text = Array(whole.prefix(Self.headSize))
        if text.index(of: Array("<ConnectorTrustSettingsFile".utf8), from: 0) != nil {
            container = .container(.trustSettings)
            return
        }
        if EventXMLReader.reads(text) {
            (reader, reading.kind) = (EventXMLReader(), .events)
        } else if let columns = CSVReader(head: text) {
            (reader, reading.kind) = (columns, .columns)
        } else {
            (reader, reading.kind) = (TextLogReader(head: text), .text)
        }
        give(whole, visitor)
    }

    /// Takes the end of the file.
    mutating func end(_ visitor: (LogRecord) -> Void) {
        guard container == nil else { return fail(container) }
        guard reading.bytes > 0 else { return fail(.empty) }
        guard !isZero else { return fail(.zeros) }
        if decoder == nil {
            decoder = TextDecoder(head: start)
            let first = start
            first.withUnsafeBytes { decode($0, visitor) }
        }
        var rest: [UInt8] = []
        decoder?.end(into: &rest)
        pass(rest, visitor)
        if reader == nil { choose(visitor) }
        guard container == nil else { return fail(container) }
        finish(visitor)
    }

    private mutating func finish(_ visitor: (LogRecord) -> Void) {
        var records = 0
        let remarks =
            reader?.end { record in
                records += 1
                visitor(record)
            } ?? ReaderRemarks()
        reading.records += records
        reading.encodings = (decoder?.encodings ?? []).sorted().map(\.rawValue)
        if remarks.cut > 0 {
            reading.remarks.append("Of \(remarks.cut.records) only the beginning was read.")
        }
        if remarks.damaged > 0 {
            reading.remarks.append("\(remarks.damaged.records) could not be read whole: damaged, or cut off.")
        }
        if let zeros = decoder?.zeroBytes, zeros > 0 {
            reading.remarks.append("\(zeros) zero bytes in 8-bit text were left out.")
        }
        if reading.encodings.count > 1 {
            reading.remarks.append(
                "The text has several encodings: \(reading.encodings.joined(separator: ", ")).")
        }
    }

    private mutating func fail(_ failure: LogFileFailure?) {
        reading.failure = failure?.text(of: reading.path)
        (reading.kind, reading.records) = (nil, 0)
    }
}

extension Int {
    fileprivate var records: String { "\(self) record\(self == 1 ? "" : "s")" }
}
