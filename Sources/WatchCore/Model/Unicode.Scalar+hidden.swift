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

    /// The character of ASCII that it is easily taken for, as the no-break space for a space and "＝" for "=".
    ///
    /// - Returns: `nil` if it is ASCII itself, or like none.
    package var lookalike: Unicode.Scalar? {
        if isASCII { return nil }
        if properties.generalCategory == .spaceSeparator { return " " }
        // The fullwidth forms, as input methods write them, have the order of ASCII.
        return ("\u{ff01}"..."\u{ff5e}").contains(self) ? Unicode.Scalar(value - 0xfee0) : nil
    }

    /// Whether it looks like a space and is another character.
    package var isLikeSpace: Bool { lookalike == " " }

    /// Its number, as in `U+200E`.
    var codePoint: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// How it is shown where it must not be itself, as in `\u{1B}`.
    package var escape: String { "\\u{" + String(value, radix: 16, uppercase: true) + "}" }
}

extension String {
    /// Writes some of the text's characters in another way.
    ///
    /// - Parameters:
    ///   - isEscaped: which ones.
    ///   - escape: how one of them is written.
    /// - Returns: The text, the same if none is escaped.
    package func escaping(
        _ isEscaped: (Unicode.Scalar) -> Bool, as escape: (Unicode.Scalar) -> String = \.escape
    ) -> String {
        // Most texts are printable ASCII, which hides nothing.
        if utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if isEscaped(scalar) { text += escape(scalar) } else { text.unicodeScalars.append(scalar) }
        }
    }

    /// Without hidden characters, which are escaped as `\u{1B}`.
    package var withVisibleScalars: String { escaping(\.isHidden) }

    /// Without hidden characters and what looks like another one, as what is wrong with a text may be one of these.
    package var withVisibleLookalikes: String { escaping { $0.isHidden || $0.lookalike != nil } }
}
