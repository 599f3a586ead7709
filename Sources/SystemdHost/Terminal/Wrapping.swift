extension String {
    /// This text in lines of at most `width` characters, broken at spaces; a longer word stands whole on its line.
    ///
    /// The first line begins with `first`, which counts as well, the others with as many spaces.
    func wrapped(_ width: Int, first: String = "") -> [String] {
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
    /// These lines, those that are longer than `width` with less indentation.
    func movedLeft(within width: Int) -> [String] {
        map { line in
            let indent = line.prefix { $0 == " " }.count
            return String(line.dropFirst(Swift.min(indent, Swift.max(0, line.count - width))))
        }
    }
}
