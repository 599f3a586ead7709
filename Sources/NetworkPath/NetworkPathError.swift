/// Why this host cannot probe: one complete sentence.
package struct NetworkPathError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
