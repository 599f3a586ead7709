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
        let place = problem.span.map(\.description) ?? problem.file
        let colour: Painter.Colour =
            switch problem.severity {
            case .error: .red
            case .warning: .yellow
            }
        let sentence =
            "\(place): \(painter.paint(problem.severity.rawValue + ":", colour)) \(problem.message)"
        guard let span = problem.span, let text = fragments[span.file]?.line(span.line) else {
            return sentence
        }
        let line = text.withHiddenCredentials
        // Tabs stay tabs, so that the carets are in place whatever the terminal's tab width.
        let before = line.unicodeScalars.prefix(span.column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
        let width = max(1, min(span.length, line.unicodeScalars.count - span.column + 1))
        return
            "\(sentence)\n  \(line)\n  \(before)\(painter.paint(String(repeating: "^", count: width), colour))"
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
