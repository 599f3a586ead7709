/// One problem of a configuration, and its place.
package struct ConfigurationProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        /// The configuration is refused.
        case error
        /// The problem is tolerated; the message says what happens instead.
        case warning
    }

    package var severity: Severity
    package var file: String
    /// The place in the file, or `nil` if the problem is about the whole file.
    package var span: SourceSpan?
    /// One complete sentence, in which every character shows: what is wrong may be one that does not.
    package let message: String

    package init(_ severity: Severity = .error, file: String, span: SourceSpan? = nil, message: String) {
        self.severity = severity
        self.file = file
        self.span = span
        self.message = message.withVisibleLookalikes
    }

    /// `path:line:column`, or `path` alone.
    package var place: String { (span.map(\.description) ?? file).withVisibleScalars }

    /// One line, as in `path:line:column: error: Sentence`.
    package var description: String {
        "\(place): \(severity.rawValue): \(message)"
    }
}

/// The problems of a configuration, up to a limit.
package struct ConfigurationProblems: Error, Sendable, Equatable {
    /// How many problems are kept; further ones are only counted.
    package static let limit = 100

    /// At most `limit` problems, in the order they were found.
    package private(set) var kept: [ConfigurationProblem] = []
    package private(set) var omitted = 0
    package private(set) var errors = 0

    package init(_ problems: [ConfigurationProblem] = []) {
        for problem in problems { add(problem) }
    }

    package mutating func add(_ problem: ConfigurationProblem) {
        if problem.severity == .error { errors += 1 }
        if kept.count < Self.limit {
            kept.append(problem)
        } else {
            omitted += 1
        }
    }

    mutating func error(at span: SourceSpan, _ message: String) {
        add(ConfigurationProblem(file: span.file, span: span, message: message))
    }

    mutating func error(in file: String, _ message: String) {
        add(ConfigurationProblem(file: file, message: message))
    }

    mutating func warning(at span: SourceSpan, _ message: String) {
        add(ConfigurationProblem(.warning, file: span.file, span: span, message: message))
    }

    /// Sorts the problems by the order of `files`, then by line and column.
    mutating func sort(byFiles files: [String]) {
        let ranks = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        func key(_ problem: ConfigurationProblem) -> (Int, Int, Int) {
            (ranks[problem.file] ?? files.count, problem.span?.line ?? 0, problem.span?.column ?? 0)
        }
        kept.sort { key($0) < key($1) }
    }

    /// One line for each problem; the last line says how many were left out.
    package var lines: [String] {
        kept.map(\.description) + (omitted > 0 ? ["and \(omitted) more"] : [])
    }
}
