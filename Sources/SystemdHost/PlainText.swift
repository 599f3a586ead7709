internal import WatchCore

/// Makes text from outside safe for one line on a terminal or in a log.
package enum PlainText {
    /// The text with control characters, line breaks and invisible format characters as `\n`, `\t`, `\u{1B}`.
    ///
    /// Whatever could move the cursor, start another line or change the direction of writing becomes visible.
    package static func escaped(_ text: String) -> String {
        text.escaping(\.isHidden) { scalar in
            switch scalar {
            case "\n": "\\n"
            case "\t": "\\t"
            default: scalar.escape
            }
        }
    }

    /// A text of several lines, which stay lines, with all else that is hidden as `\u{1B}`.
    package static func escapedLines(_ text: String) -> String { text.escaping { $0.isHidden && $0 != "\n" } }
}
