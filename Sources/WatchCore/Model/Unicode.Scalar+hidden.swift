extension Unicode.Scalar {
    /// Whether it is seen only by what it does, so that text from outside is shown with it escaped.
    ///
    /// It may start another line, move a cursor or turn the direction of writing.
    package var isHidden: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    /// Its number, as in `U+200E`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// Without hidden characters, which are written as `\u{1B}`.
    package var withVisibleScalars: String {
        // Most texts are printable ASCII, which hides nothing.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isHidden {
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}
