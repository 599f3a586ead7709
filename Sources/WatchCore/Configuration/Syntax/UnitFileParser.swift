/// Reads the syntax of systemd.syntax(7) from the bytes of one file.
///
/// A byte order mark and CRLF are tolerated. Invalid lines are reported and skipped; the rest is still read.
package struct UnitFileParser {
    /// Size limit in bytes; no configuration written by people comes near it.
    package static let maximumSize = 8 << 20
    /// Limit of a line with its continuations, in bytes, as in systemd.
    package static let maximumLineLength = 1 << 20

    private let file: String
    private let bytes: [UInt8]
    private var problems: ConfigurationProblems
    private var result = UnitFile()
    private var lineNumber = 0
    /// The continued line, as far as it was read.
    private var pending: LogicalLine?
    /// Whether the current section's header was refused, so that its assignments are skipped.
    private var isInRefusedSection = false

    package static func parse(
        _ fragment: ConfigurationFragment, problems: inout ConfigurationProblems
    ) -> UnitFile {
        var parser = UnitFileParser(fragment, problems)
        parser.parse()
        problems = parser.problems
        return parser.result
    }

    private init(_ fragment: ConfigurationFragment, _ problems: ConfigurationProblems) {
        file = fragment.path
        bytes = fragment.bytes
        self.problems = problems
    }

    private mutating func parse() {
        guard bytes.count <= Self.maximumSize else {
            problems.error(
                in: file,
                "The file has \(bytes.count) bytes; the limit is \(Self.maximumSize).")
            return
        }
        if let encoding = TextEncoding(of: bytes) {
            problems.error(
                in: file,
                "The file is \(encoding.rawValue) text; save it as UTF-8, for example with \"iconv -f \(encoding.rawValue) -t UTF-8\"."
            )
            return
        }
        var start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            var end = newline ?? bytes.count
            if newline != nil, end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
            lineNumber += 1
            takePhysicalLine(bytes[start..<end])
            start = (newline ?? bytes.count) + 1
        }
        if let line = pending { takeLogicalLine(line) }
    }

    // MARK: Lines

    private mutating func takePhysicalLine(_ line: ArraySlice<UInt8>) {
        if let problem = TextProblem(in: line) {
            let span = SourceSpan(
                file: file, line: lineNumber, column: line[..<problem.index].scalarCount + 1)
            problems.error(at: span, problem.message)
            pending = nil
            return
        }
        let content = line.trimmed(line.indices)
        if let first = line[content].first, first == UInt8(ascii: "#") || first == UInt8(ascii: ";") {
            return
        }
        if content.isEmpty, pending == nil { return }
        // A backslash continues the line only as its very last byte, and not when another one escapes it.
        let backslashes = line.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
        let isContinued = backslashes % 2 == 1
        let piece = isContinued ? line.trimmed(content.lowerBound..<(line.endIndex - 1)) : content
        append(line, piece)
        guard let logical = pending else { return }
        if logical.bytes.count > Self.maximumLineLength {
            let span = SourceSpan(file: file, line: logical.first.line, column: logical.first.column)
            problems.error(
                at: span,
                "The line, with its continuations, is longer than \(Self.maximumLineLength) bytes.")
            pending = nil
        } else if !isContinued {
            pending = nil
            takeLogicalLine(logical)
        }
    }

    private mutating func append(_ line: ArraySlice<UInt8>, _ range: Range<Int>) {
        let column = line[line.startIndex..<range.lowerBound].scalarCount + 1
        guard var logical = pending else {
            let piece = LinePiece(offset: 0, line: lineNumber, column: column)
            pending = LogicalLine(bytes: line[range], first: piece)
            return
        }
        pending = nil
        logical.bytes.append(UInt8(ascii: " "))
        logical.others.append(LinePiece(offset: logical.bytes.count, line: lineNumber, column: column))
        logical.bytes.append(contentsOf: line[range])
        pending = logical
    }

    private mutating func takeLogicalLine(_ line: LogicalLine) {
        let range = line.bytes.trimmed(line.bytes.indices)
        guard let first = line.bytes[range].first else { return }
        if first == UInt8(ascii: "[") {
            takeHeader(line, range)
        } else if let hidden = hiddenStart(of: line, range), hidden.before == "[" {
            refuseHeader(
                line, range, ": it begins with the hidden character \(hidden.scalar.codePoint); remove it.")
        } else {
            takeAssignment(line, range)
        }
    }

    /// The character that does not show at the start of a line, and the first one that does.
    private func hiddenStart(
        of line: LogicalLine, _ range: Range<Int>
    ) -> (scalar: Unicode.Scalar, before: Unicode.Scalar?)? {
        let text = String(decoding: line.bytes[range].prefix(64), as: UTF8.self).unicodeScalars
        guard let scalar = text.first, scalar.isHidden || scalar.isLikeSpace else { return nil }
        return (scalar, text.first { !$0.isHidden && !$0.isLikeSpace })
    }

    /// Reports a header, and has what stands below it skipped.
    private mutating func refuseHeader(_ line: LogicalLine, _ range: Range<Int>, _ clause: String) {
        problems.error(
            at: line.span(of: range, in: file), "Invalid section header \"\(shown(line, range))\"\(clause)")
        isInRefusedSection = true
    }

    private mutating func takeHeader(_ line: LogicalLine, _ range: Range<Int>) {
        let close = range.upperBound - 1
        let name =
            line.bytes[close] == UInt8(ascii: "]")
            ? line.bytes.trimmed((range.lowerBound + 1)..<close) : nil
        guard let name, !name.isEmpty else {
            let isCommented = ValueMistake.comment(in: shown(line, range)) != nil
            let clause = isCommented ? ": a comment belongs on a line of its own" : ""
            return refuseHeader(line, range, "\(clause); expected [Section] or [Section NAME].")
        }
        isInRefusedSection = false
        let blank = line.bytes[name].firstIndex { $0.isBlank }
        let instance = blank.map { line.bytes.trimmed($0..<name.upperBound) }
        result.sections.append(
            UnitSection(
                type: String(
                    decoding: line.bytes[name.lowerBound..<(blank ?? name.upperBound)], as: UTF8.self),
                instance: instance.map { String(decoding: line.bytes[$0], as: UTF8.self) },
                span: line.span(of: range, in: file)))
    }

    private mutating func takeAssignment(_ line: LogicalLine, _ range: Range<Int>) {
        guard let equals = line.bytes[range].firstIndex(of: UInt8(ascii: "=")) else {
            problems.error(
                at: line.span(of: range, in: file),
                "Invalid line \"\(shown(line, range))\"; expected a section header, KEY=VALUE or a comment."
            )
            return
        }
        let key = line.bytes.trimmed(range.lowerBound..<equals)
        let keySpan = line.span(of: key.isEmpty ? equals..<(equals + 1) : key, in: file)
        if key.isEmpty {
            problems.error(at: keySpan, "Missing key before the equals sign in \"\(shown(line, range))\".")
        } else if result.sections.isEmpty, !isInRefusedSection {
            problems.error(
                at: keySpan,
                "Assignment \"\(shown(line, range))\" is outside of a section; put it below a section header."
            )
        } else if !isInRefusedSection {
            let value = line.bytes.trimmed((equals + 1)..<range.upperBound)
            result.sections[result.sections.count - 1].assignments.append(
                UnitAssignment(
                    key: String(decoding: line.bytes[key], as: UTF8.self), keySpan: keySpan,
                    value: line.value(in: value, file: file)))
        }
    }

    private func shown(_ line: LogicalLine, _ range: Range<Int>) -> String {
        String(decoding: line.bytes[range].prefix(400), as: UTF8.self).clippedForMessage
    }
}
