internal import Glibc

/// A failed operation of the host, as one complete sentence.
package struct HostError: Error, Equatable, CustomStringConvertible {
    package let description: String

    /// An error with this complete sentence.
    init(_ sentence: String) {
        description = sentence
    }

    /// An error with a sentence that ends in the text of an errno.
    ///
    /// - Parameters:
    ///   - beginning: the sentence without its full stop.
    ///   - code: the errno.
    init(_ beginning: String, _ code: Int32) {
        description = "\(beginning): \(Self.words(code))."
    }

    /// The text of an errno; strerror(3) is thread-safe in glibc.
    static func words(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
