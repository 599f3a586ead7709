/// Where an effective value comes from.
package enum Origin: Sendable, Hashable, CustomStringConvertible {
    case file(String, line: Int)
    case builtIn(String)
    case `default`

    init(_ span: SourceSpan) {
        let isBuiltIn = span.file.hasPrefix(BuiltInEndpoints.originPrefix)
        self = isBuiltIn ? .builtIn(span.file) : .file(span.file, line: span.line)
    }

    var isBuiltIn: Bool {
        switch self {
        case .builtIn: true
        case .file, .default: false
        }
    }

    /// `PATH:LINE`, `built-in (Cloud=public)` or `default`.
    package var description: String {
        switch self {
        case .file(let path, let line): "\(path):\(line)"
        case .builtIn(let list): list
        case .default: "default"
        }
    }
}

/// A value and the assignments that it comes from.
struct Located<Value: Sendable>: Sendable {
    var value: Value
    var origins: [Origin]
}
