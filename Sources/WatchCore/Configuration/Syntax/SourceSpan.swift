/// A place in a configuration file.
package struct SourceSpan: Sendable, Hashable, CustomStringConvertible {
    /// The path, as in ``ConfigurationFragment/path``.
    package var file: String
    /// Counts from 1.
    package var line: Int
    /// Counts Unicode scalars from 1.
    package var column: Int
    /// In Unicode scalars, at least 1.
    package var length: Int

    package init(file: String, line: Int, column: Int, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
        self.length = max(1, length)
    }

    package var description: String { "\(file):\(line):\(column)" }
}
