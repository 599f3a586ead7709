internal import Glibc

/// Something the host refused: one complete sentence.
package struct HostError: Error, Equatable, CustomStringConvertible {
    package let description: String

    /// `sentence` stands as it is.
    init(_ sentence: String) {
        description = sentence
    }

    /// `beginning` is a sentence without its full stop, `code` an errno whose words are added.
    init(_ beginning: String, _ code: Int32) {
        description = "\(beginning): \(Self.words(code))."
    }

    /// The system's words for an errno; strerror(3) is thread-safe in glibc.
    static func words(_ code: Int32) -> String {
        String(cString: strerror(code))
    }
}
