/// Reads logs of installers and of Windows Installer, trace logs, and pasted text.
///
/// A record begins with a line that has a time or, in a text without times, with any line that does not continue the one
/// before, as the lines of an exception do. Where an event is pasted with its names and values, it is one record.
struct TextLogReader: LogReader {
    private enum Style {
        case dated
        case plain
    }

    private var lines = LineSplitter()
    private let style: Style
    private var record: LogRecord?
    private var recordLines = 0
    private var count = 0
    private var remarks = ReaderRemarks()
    private var isCut = false
    /// The fields that the pasted event at hand has so far.
    private var fields: Set<EventFields.Field> = []
    private var day: String?

    /// For a text that begins with `head`.
    init(head: [UInt8]) {
        let lines = head.split(separator: 0x0a, maxSplits: 40).prefix(40)
        let dated = lines.count { LogTime.begins($0) || Self.isOfInstaller($0) }
        style = dated >= 2 && !lines.contains { Self.opensEvent($0) } ? .dated : .plain
    }

    mutating func take(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) {
        var lines = self.lines
        self.lines = LineSplitter()
        lines.take(chunk) { takeLine($0, $1, visitor) }
        self.lines = lines
    }

    mutating func end(_ visitor: (LogRecord) -> Void) -> ReaderRemarks {
        var lines = self.lines
        lines.end { takeLine($0, $1, visitor) }
        give(visitor)
        remarks.cut += lines.cutLines
        return remarks
    }

    private mutating func takeLine(
        _ line: ArraySlice<UInt8>, _ number: Int, _ visitor: (LogRecord) -> Void
    ) {
        if style == .plain, let (field, value) = EventFields.field(of: line) {
            return take(field, value, of: line, number, visitor)
        }
        if line.starts(with: Self.loggingStart) { noteDay(line) }
        appendOrBegin(line, number, visitor)
    }

    /// A pasted event begins where a name comes again, or where none has come and one that opens an event does.
    private mutating func take(
        _ field: EventFields.Field, _ value: String, of line: ArraySlice<UInt8>, _ number: Int,
        _ visitor: (LogRecord) -> Void
    ) {
        if fields.isEmpty || (field != .other && fields.contains(field)) {
            guard [.channel, .source, .id, .time].contains(field) || !fields.isEmpty else {
                return appendOrBegin(line, number, visitor)
            }
            begin(number, visitor)
        }
        fields.insert(field)
        record?.take(field, value)
    }

    private mutating func appendOrBegin(
        _ line: ArraySlice<UInt8>, _ number: Int, _ visitor: (LogRecord) -> Void
    ) {
        if begins(line) { begin(number, visitor) }
        append(line)
    }

    private mutating func begin(_ number: Int, _ visitor: (LogRecord) -> Void) {
        give(visitor)
        count += 1
        var next = LogRecord(line: number, number: count)
        next.day = day
        record = next
    }

    private mutating func give(_ visitor: (LogRecord) -> Void) {
        if let record { visitor(record) }
        record = nil
        recordLines = 0
        isCut = false
        fields = []
    }

    private mutating func append(_ line: ArraySlice<UInt8>) {
        guard var open = record.take() else { return }
        defer { record = open }
        recordLines += 1
        guard recordLines <= RecordLimits.lines, open.text.count + line.count <= RecordLimits.text else {
            if !isCut { remarks.cut += 1 }
            isCut = true
            return
        }
        if !open.text.isEmpty { open.text.append(0x0a) }
        open.text.append(contentsOf: line)
    }

    /// Whether a line is the first of a record.
    private func begins(_ line: ArraySlice<UInt8>) -> Bool {
        guard record != nil else { return true }
        switch style {
        case .dated: return LogTime.begins(line) || Self.isOfInstaller(line)
        case .plain:
            guard fields.isEmpty, let first = line.first else { return false }
            return first != 0x20 && first != 0x09 && !Self.continuations.contains { line.starts(with: $0) }
        }
    }

    private mutating func noteDay(_ line: ArraySlice<UInt8>) {
        let text = String(decoding: line.prefix(200), as: UTF8.self)
        day = text.split(separator: " ").first { word in
            word.contains(where: \.isNumber) && word.contains { "./-".contains($0) }
                && word.count >= 8 && word.utf8.allSatisfy { $0.isDigit || [0x2d, 0x2e, 0x2f].contains($0) }
        }.map(String.init)
    }

    private static func opensEvent(_ line: ArraySlice<UInt8>) -> Bool {
        EventFields.field(of: line).map { [.channel, .source, .id].contains($0.field) } ?? false
    }

    private static let loggingStart = Array("=== ".utf8)
    /// How lines begin that go on with an exception: its stack in English and German, and the one inside it.
    private static let continuations = [
        "at ", "bei ", "--->", "---", "Inner", "Trace ID:", "Correlation ID:",
    ]
    .map { Array($0.utf8) }
    /// How lines of Windows Installer begin, whatever the language.
    private static let installer = ["MSI (", "=== ", "Property(", "Action ", "Aktion "].map { Array($0.utf8) }

    private static func isOfInstaller(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, [0x4d, 0x3d, 0x50, 0x41].contains(first) else { return false }
        return installer.contains { line.starts(with: $0) }
    }
}
