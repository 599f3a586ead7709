internal import WatchCore

/// Makes text from outside safe for one line on a terminal or in a log.
package enum PlainText {
    /// The text with control characters, line breaks and invisible format characters as `\n`, `\t`, `\u{1B}`.
    ///
    /// Whatever could move the cursor, start another line or change the direction of writing becomes visible.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isHidden) else { return text }
        return text.unicodeScalars.reduce(into: "") { result, scalar in
            if !scalar.isHidden {
                result.unicodeScalars.append(scalar)
            } else if scalar == "\n" {
                result += "\\n"
            } else if scalar == "\t" {
                result += "\\t"
            } else {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            }
        }
    }
}
