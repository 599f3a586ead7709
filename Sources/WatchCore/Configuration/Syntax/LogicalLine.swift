/// A line after its continuations were joined, with the places of its parts.
struct LogicalLine {
    var bytes: ArraySlice<UInt8>
    /// Offsets count from the start of `bytes`; the first one is 0.
    var first: LinePiece
    var others: [LinePiece] = []

    /// The place in the file of the bytes in `range`, whose indices are those of `bytes`.
    func span(of range: Range<Int>, in file: String) -> SourceSpan {
        let start = piece(at: range.lowerBound)
        return SourceSpan(
            file: file, line: start.line, column: start.column, length: bytes[range].scalarCount)
    }

    /// The value in `range`, with its pieces counted from its own start.
    func value(in range: Range<Int>, file: String) -> UnitValue {
        var start = piece(at: range.lowerBound)
        start.offset = 0
        let skipped = range.lowerBound - bytes.startIndex
        return UnitValue(
            text: String(decoding: bytes[range], as: UTF8.self), file: file, first: start,
            others: others.filter { $0.offset > skipped }
                .map { LinePiece(offset: $0.offset - skipped, line: $0.line, column: $0.column) })
    }

    private func piece(at index: Int) -> LinePiece {
        let offset = index - bytes.startIndex
        var piece = others.last { $0.offset <= offset } ?? first
        piece.column += bytes[(bytes.startIndex + piece.offset)..<index].scalarCount
        piece.offset = offset
        return piece
    }
}

extension ArraySlice<UInt8> {
    /// The range within `range` without spaces and tabs at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return start..<end
    }
}

extension UInt8 {
    /// Space or tab.
    var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
