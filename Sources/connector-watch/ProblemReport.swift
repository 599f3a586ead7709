internal import WatchCore

/// Shows problems of the configuration with the line in question, and carets below the place.
struct ProblemReport {
    private let fragments: [String: ConfigurationFragment]
    private let painter: Painter

    init(fragments: [ConfigurationFragment], isColoured: Bool) {
        self.fragments = Dictionary(fragments.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        painter = Painter(isColoured: isColoured)
    }

    /// One to three lines, without a line break at the end.
    func text(of problem: ConfigurationProblem) -> String {
        let colour: Painter.Colour =
            switch problem.severity {
            case .error: .red
            case .warning: .yellow
            }
        let sentence =
            "\(problem.place): \(painter.paint(problem.severity.rawValue + ":", colour)) \(problem.message)"
        guard let span = problem.span, let text = fragments[span.file]?.line(span.line) else {
            return sentence
        }
        let line = text.withHiddenCredentials
        let end = line.unicodeScalars.dropFirst(span.column - 1)
        let before = shown(line.unicodeScalars.prefix(span.column - 1)).map { $0 == "\t" ? "\t" : " " }
        let width = max(1, shown(end.prefix(span.length)).count)
        let carets = painter.paint(String(repeating: "^", count: width), colour)
        return "\(sentence)\n  \(String(shown(line.unicodeScalars[...])))\n  \(before.joined())\(carets)"
    }

    /// A part of a line with every character visible; tabs stay, so that the carets are in place whatever their width.
    private func shown(_ part: Substring.UnicodeScalarView) -> String.UnicodeScalarView {
        String(part).escaping { $0 != "\t" && ($0.isHidden || $0.lookalike != nil) }.unicodeScalars
    }
}

extension String {
    /// The text with one asterisk for each character of a URL's user name and password.
    fileprivate var withHiddenCredentials: String {
        guard let range = userInformation else { return self }
        let hidden = String(repeating: "*", count: self[range].unicodeScalars.count)
        return self[..<range.lowerBound] + hidden + self[range.upperBound...]
    }
}
