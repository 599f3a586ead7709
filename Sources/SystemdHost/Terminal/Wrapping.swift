extension String {
    /// Breaks the text at spaces into lines; a word longer than a line stays whole.
    ///
    /// - Parameters:
    ///   - width: the most characters of a line.
    ///   - first: begins the first line and counts as part of it; the other lines are indented by as many spaces.
    /// - Returns: At least one line.
    package func wrapped(_ width: Int, first: String = "") -> [String] {
        let indent = String(repeating: " ", count: first.count)
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in split(separator: " ") {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                (line, isEmpty) = (indent, true)
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}

extension [String] {
    /// The same lines, with less indentation for those longer than `width`.
    package func movedLeft(within width: Int) -> [String] {
        map { line in
            let indent = line.prefix { $0 == " " }.count
            return String(line.dropFirst(Swift.min(indent, Swift.max(0, line.count - width))))
        }
    }
}
