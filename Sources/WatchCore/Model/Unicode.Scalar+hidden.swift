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
