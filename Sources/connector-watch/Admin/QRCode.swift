internal import CQrencode

/// A QR code (ISO/IEC 18004) in characters of half a block each, two rows of modules to a line.
///
/// What is light is written: on a dark terminal the code looks as on paper, and readers take the other one as well.
struct QRCode {
    let lines: [String]
    /// In characters.
    let width: Int

    /// Light modules around the code, without which it is not found; half of what the standard asks for is enough on a screen.
    private static let margin = 2

    /// Makes the code of a text, or returns `nil` if it is too long for one.
    init?(_ text: String) {
        guard let code = qrencode_text(text) else { return nil }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side)
        // The lowest bit of a module says whether it is dark.
        self.init(side: side) { row, column in modules[row * side + column] & 1 == 1 }
    }

    /// - Parameters:
    ///   - side: how many modules a side has.
    ///   - isDark: whether the module in a row and column is dark.
    init(side: Int, isDark: (Int, Int) -> Bool) {
        let inside = -Self.margin..<(side + Self.margin)
        func isLight(_ row: Int, _ column: Int) -> Bool {
            guard inside.contains(row) else { return false }
            return !(0..<side).contains(row) || !(0..<side).contains(column) || !isDark(row, column)
        }
        width = inside.count
        lines = stride(from: inside.lowerBound, to: inside.upperBound, by: 2).map { row in
            String(
                inside.map { column -> Character in
                    switch (isLight(row, column), isLight(row + 1, column)) {
                    case (true, true): "█"
                    case (true, false): "▀"
                    case (false, true): "▄"
                    case (false, false): " "
                    }
                })
        }
    }
}
