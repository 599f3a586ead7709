internal import Files
internal import SystemPackage

/// A failed operation of the host, as one complete sentence.
package struct HostError: Error, Equatable, CustomStringConvertible {
    package let description: String

    /// An error with this complete sentence.
    package init(_ sentence: String) {
        description = sentence
    }

    /// `beginning` is a sentence without its full stop, to which the system's words are added.
    init(_ beginning: String, _ errno: Errno) {
        description = "\(beginning): \(errno.description)."
    }
}

extension AtomicFile {
    /// Replaces the contents.
    ///
    /// - Throws: One sentence; the old file then stands as it was.
    func save(_ bytes: [UInt8]) throws(HostError) {
        do throws(Errno) {
            try replace(with: bytes)
        } catch {
            throw HostError("Failed to write \"\(path)\"", error)
        }
    }
}
