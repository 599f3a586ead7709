/// The sections and assignments of one file in the syntax of systemd.syntax(7), not yet validated.
package struct UnitFile: Sendable {
    package var sections: [UnitSection] = []
}

/// `[Type]` or `[Type instance]` and the assignments below it.
package struct UnitSection: Sendable {
    package var type: String
    package var instance: String?
    /// The place of the whole header.
    package var span: SourceSpan
    package var assignments: [UnitAssignment] = []
}

/// `key=value`.
package struct UnitAssignment: Sendable {
    package var key: String
    package var keySpan: SourceSpan
    package var value: UnitValue
}

/// The text after the equals sign, without surrounding white space, and the place of each part.
package struct UnitValue: Sendable {
    /// Continued lines are joined by one space.
    package let text: String
    let file: String
    let first: LinePiece
    /// The pieces from continued lines.
    let others: [LinePiece]

    /// The place in the file of the bytes `range` of `text`, up to the end of their line.
    package func span(of range: Range<Int>) -> SourceSpan {
        let index = others.lastIndex { $0.offset <= range.lowerBound }
        let piece = index.map { others[$0] } ?? first
        let next = others.dropFirst(index.map { $0 + 1 } ?? 0).first
        let end = min(range.upperBound, next.map { $0.offset - 1 } ?? range.upperBound)
        let utf8 = text.utf8
        let before = utf8.dropFirst(piece.offset).prefix(range.lowerBound - piece.offset)
        let within = utf8.dropFirst(range.lowerBound).prefix(max(0, end - range.lowerBound))
        return SourceSpan(
            file: file, line: piece.line, column: piece.column + before.scalarCount,
            length: within.scalarCount)
    }

    package var span: SourceSpan { span(of: 0..<text.utf8.count) }
}

/// A part of a logical line that comes from one line of the file.
struct LinePiece: Sendable {
    /// Its start in the logical line, in bytes.
    var offset: Int
    /// Both count from 1; columns count Unicode scalars.
    var line: Int
    var column: Int
}

extension Sequence<UInt8> {
    /// The number of Unicode scalars in these UTF-8 bytes.
    var scalarCount: Int { reduce(0) { $0 + ($1 & 0xc0 == 0x80 ? 0 : 1) } }
}
